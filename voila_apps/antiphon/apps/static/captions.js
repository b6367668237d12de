// @ts-check
/**
 * What is asked and what is done, in words large enough for a hall.
 * @typedef {import('./session').Session} Session
 * @typedef {{change: string, name?: string, key: string, measure: number | null, sounding: boolean, poll?: string | null}} Steered
 */

import { learn, markPreview, t, told } from './words.js';

const SKELETON = () => `
  <section class="antiphon-captions" aria-label="${t('Captions')}">
    <blockquote class="question" hidden><p></p><footer class="antiphon-quiet">${t('Somebody in the audience asks')}</footer></blockquote>
    <ul class="lines" role="log" aria-live="polite"></ul>
    <p class="none antiphon-quiet">${t('What is asked and steered appears here.')}</p>
  </section>`;

/** Lines that stay in sight. */
const MOST = 3;
/** What may be said of the whole piece without naming a thing. */
const WHOLE = ['tempo', 'dynamics'];

/** @returns {Record<string, string>} */
const changes = () => ({
  faster: t('faster'),
  slower: t('slower'),
  louder: t('louder'),
  softer: t('softer'),
});

/**
 * What was steered, by its key.
 * @param {Session} session
 * @returns {Steered[]}
 */
function steeredOf({ steering }) {
  if (!steering) return [];
  const all = 'change' in steering ? { tempo: { ...steering, poll: '' } } : steering;
  return Object.entries(/** @type {Record<string, any>} */ (all)).map(([key, value]) => ({ ...value, key }));
}

/** @param {Steered} steered */
function sentence({ key, name, change, measure, sounding, poll }) {
  if (change === 'same') return sounding ? '' : t('It stays as it is.');
  const artist = poll === null;
  if (!WHOLE.includes(key)) {
    const values = { name: told(name ?? key), change: changes()[change] ?? told(change), measure: measure ?? 0 };
    if (!sounding)
      return measure
        ? t('{name} changes at measure {measure}: {change}.', values)
        : t('{name} changes: {change}.', values);
    return artist
      ? t('The artist changed it: {name}, {change}.', values)
      : t('The audience changed it: {name}, {change}.', values);
  }
  const values = { change: changes()[change] ?? told(change), measure: measure ?? 0 };
  if (!sounding)
    return measure
      ? t('It gets {change} at measure {measure}.', values)
      : t('It gets {change}.', values);
  return artist
    ? t('The artist made it {change}.', values)
    : t('The audience made it {change}.', values);
}

/** @param {import('./session').Render} context */
function render({ model, el }) {
  el.classList.add('antiphon');
  el.innerHTML = SKELETON();
  /** @param {string} selector */
  const part = (selector) => /** @type {HTMLElement} */ (el.querySelector(selector));
  const lines = part('.lines');
  /** @type {Map<string, {text: string, el: HTMLLIElement, sounding: boolean}>} the last line of each thing */
  const last = new Map();

  /** @param {Steered} steered */
  function tell(steered) {
    const text = sentence(steered);
    const before = last.get(steered.key);
    if (!text || before?.text === text) return;
    // What was announced and now sounds is the same line.
    if (before && !before.sounding && steered.sounding) before.el.remove();
    const line = Object.assign(document.createElement('li'), { textContent: text });
    line.classList.toggle('sounding', steered.sounding);
    lines.append(line);
    last.set(steered.key, { text, el: line, sounding: steered.sounding });
    while (lines.children.length > MOST) lines.firstElementChild?.remove();
  }

  function update() {
    const session = model.get('session');
    markPreview(el, session);
    const question = session.question?.text ?? '';
    if (part('.question p').textContent !== question) part('.question p').textContent = question;
    part('.question').hidden = !question;
    for (const steered of steeredOf(session)) tell(steered);
    part('.none').hidden = Boolean(question || lines.children.length);
  }

  model.on('change:session', update);
  update();
  return () => model.off('change:session', update);
}

export default { initialize: learn, render };
