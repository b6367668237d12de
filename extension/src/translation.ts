import { nullTranslator, type ITranslator, type TranslationBundle } from '@jupyterlab/translation';

/** What is used of a translation bundle. */
export type Words = Pick<TranslationBundle, '__' | '_n' | '_p' | '_np'>;

/**
 * The words of the interface in the language of the person: `trans.__('Add a part')`. English until `speak` was called.
 *
 * Ask when something is shown, never while a module loads: the language is not known then.
 */
export let trans: Words = remembering(nullTranslator.load('antiphon'));

/** The language of the interface as a BCP 47 tag, for dates and lists. */
export let language = 'en-GB';

/** Speak the language that JupyterLab was set to; where nobody translates, go on as before. */
export function speak(translator: ITranslator | null): void {
  if (!translator) {
    return;
  }
  trans = remembering(translator.load('antiphon'));
  const tag = translator.languageCode.replace('_', '-');
  // English here has the day before the month, and 24 hours.
  language = /^en\b/.test(tag) || !isTag(tag) ? 'en-GB' : tag;
}

/** A number as it is written in the language of the interface, with so many decimals at least and at most. */
export function decimal(value: number, least: number, most = least): string {
  const key = `${language} ${least} ${most}`;
  let format = formats.get(key);
  if (!format) {
    // One kind of digits in all of it: those that the music has, too.
    format = new Intl.NumberFormat(language, {
      minimumFractionDigits: least,
      maximumFractionDigits: most,
      numberingSystem: 'latn',
      useGrouping: false,
    });
    formats.set(key, format);
  }
  return format.format(value);
}

/** A format takes a hundred times as long to make as to use. */
const formats = new Map<string, Intl.NumberFormat>();

/** A bundle that looks up a sentence without blanks once: a bar of buttons asks for fifty at each change of the selection. */
function remembering(bundle: TranslationBundle): Words {
  const known = new Map<string, string>();
  const look = (sentence: string, ...values: unknown[]): string => {
    if (values.length > 0) {
      return bundle.__(sentence, ...(values as string[]));
    }
    let found = known.get(sentence);
    if (found === undefined) {
      found = bundle.__(sentence);
      known.set(sentence, found);
    }
    return found;
  };
  return {
    __: look,
    _n: bundle._n.bind(bundle),
    _p: bundle._p.bind(bundle),
    _np: bundle._np.bind(bundle),
  };
}

/** Which way the interface is read. Music is read from left to right everywhere. */
export function direction(): 'ltr' | 'rtl' {
  return /^(ar|dv|fa|he|ps|sd|ug|ur|yi)\b/.test(language) ? 'rtl' : 'ltr';
}

function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
