import { nullTranslator, type ITranslator, type TranslationBundle } from '@jupyterlab/translation';

/**
 * The words of the interface in the language of the person: `trans.__('Add a part')`. English until `speak` was called.
 *
 * Ask when something is shown, never while a module loads: the language is not known then.
 */
export let trans: TranslationBundle = nullTranslator.load('antiphon');

/** The language of the interface as a BCP 47 tag, for dates and lists. */
export let language = 'en-GB';

/** Speak the language that JupyterLab was set to; where nobody translates, go on as before. */
export function speak(translator: ITranslator | null): void {
  if (!translator) {
    return;
  }
  trans = translator.load('antiphon');
  const tag = translator.languageCode.replace('_', '-');
  // English here has the day before the month, and 24 hours.
  language = /^en\b/.test(tag) || !isTag(tag) ? 'en-GB' : tag;
}

/** A number as it is written in the language of the interface, with so many decimals at least and at most. */
export function decimal(value: number, least: number, most = least): string {
  // One kind of digits in all of it: those that the music has, too.
  const written = new Intl.NumberFormat(language, {
    minimumFractionDigits: least,
    maximumFractionDigits: most,
    numberingSystem: 'latn',
    useGrouping: false,
  });
  return written.format(value);
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
