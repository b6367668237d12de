// @ts-check
/**
 * The page's words in the reader's language. `antiphon.apps.bundle` puts this into each widget; the dictionary is one for
 * the whole document, whoever loads it. What has no translation is said in English.
 */

/** What we speak, each in its own words. @type {Record<string, string>} */
export const LANGUAGES = {
  en: 'English',
  es: 'Español',
  fr: 'Français',
  de: 'Deutsch',
  zh: '中文',
};

/** Where the reader's own choice is kept. */
const CHOICE = 'antiphon-language';

/** @typedef {Record<string, string | Record<string, string>>} Dictionary of sentences, or of their forms by CLDR's plurals */

/** @type {{language: string, dictionary: Dictionary}} */
// @ts-ignore: of the document, not of this copy of the module
const spoken = (globalThis.antiphonWords ??= { language: 'en', dictionary: {} });

/** The language to speak: the reader's choice, or the first of the browser's that we know. */
export function preferred() {
  /** @type {string | null} */
  let chosen = null;
  try {
    chosen = localStorage.getItem(CHOICE);
  } catch {
    // Private windows of some browsers have none.
  }
  const wanted = [chosen ?? '', ...navigator.languages].map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.find((language) => language in LANGUAGES) ?? 'en';
}

/**
 * Remember the reader's choice for the next page.
 * @param {string} language
 */
export function prefer(language) {
  try {
    localStorage.setItem(CHOICE, language);
  } catch {
    // Then the browser's language it is again.
  }
}

/**
 * Speak a language from now on.
 * @param {string} language
 * @param {Dictionary} dictionary
 */
export function speak(language, dictionary) {
  Object.assign(spoken, { language, dictionary });
}

/**
 * `initialize` of a widget: in a notebook, where no page loads the dictionary, the widget's kernel has them all.
 * @param {{model: {get(key: string): unknown}}} context
 */
export function learn({ model }) {
  const brought = /** @type {Record<string, Dictionary> | undefined} */ (model.get('words'));
  const asked = String(model.get('language') ?? '');
  const language = asked || preferred();
  // The page that shows the notebook was asked for in a language: all of it is read in it.
  if (asked) document.documentElement.lang = asked;
  if (brought?.[language] || asked) speak(language, brought?.[language] ?? {});
}

/**
 * @param {string} sentence
 * @param {Record<string, string | number>} values
 */
function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (hole, name) => {
    const value = values[name];
    return typeof value === 'number' ? digits(value) : String(value ?? hole);
  });
}

/**
 * A number as the reader's language writes it.
 * @param {number} value
 * @param {number} [places] decimals, exactly; up to three where they are left out
 */
export function digits(value, places) {
  return new Intl.NumberFormat(spoken.language, {
    useGrouping: false,
    minimumFractionDigits: places ?? 0,
    maximumFractionDigits: places ?? 3,
  }).format(value);
}

/**
 * A sentence in the reader's language, written out in English where it is said; `{name}` stands for a value.
 * @param {string} sentence
 * @param {Record<string, string | number>} [values]
 */
export function t(sentence, values = {}) {
  const translated = spoken.dictionary[sentence];
  return fill(typeof translated === 'string' ? translated : sentence, values);
}

/**
 * The form of a sentence that goes with a number, `{count}`.
 * @param {string} one
 * @param {string} many
 * @param {number} count
 * @param {Record<string, string | number>} [values]
 */
export function n(one, many, count, values = {}) {
  const forms = spoken.dictionary[many];
  const form = new Intl.PluralRules(spoken.language).select(count);
  const found = typeof forms === 'object' ? (forms[form] ?? forms.other) : count === 1 ? one : many;
  return fill(found, { count, ...values });
}

/**
 * What came over the wire: a sentence of ours in the reader's language, anything else as it is.
 * @param {string} sentence
 * @param {Record<string, string | number>} [values]
 * @param {Record<string, Record<string, string>>} [brought] what came with it: sentences that are in no dictionary, by language
 */
export function told(sentence, values = {}, brought = {}) {
  const known = brought[spoken.language]?.[sentence];
  if (known) return known;
  return Object.hasOwn(spoken.dictionary, sentence) || Object.keys(values).length
    ? t(sentence, values)
    : sentence;
}

/**
 * Mark a widget that only shows what it would be.
 * @param {HTMLElement} el
 * @param {{preview?: boolean}} session
 */
export function markPreview(el, { preview = false }) {
  el.classList.toggle('preview', preview);
  el.dataset.preview = t('Preview: on the audience’s page this is live.');
}
