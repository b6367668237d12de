// @ts-check
/**
 * What is asked and what is done, in words large enough for a hall.
 * @typedef {import('./session').Steering} Steering
 */
import { becomes } from './steered.js';
import { learn, markPreview, t } from './words.js';

const SKELETON = () => `
  <section class="antiphon-captions" aria-label="${t('Captions')}">
    <blockquote class="question" hidden><p></p><footer class="antiphon-quiet">${t('Somebody in the audience asks')}</footer></blockquote>
    <div class="lines" role="log" aria-live="polite"></div>
    <p class="none antiphon-quiet">${t('What is asked and steered appears here.')}</p>
  </section>`;

/** Lines that stay in sight. */
const MOST = 3;

/** @returns {Record<string, string>} what is made of the whole piece, by what is steered and what becomes of it */
const made = () => ({
  'tempo faster': t('The audience made it faster.'),
  'tempo slower': t('The audience made it slower.'),
  'dynamics louder': t('The audience made it louder.'),
  'dynamics softer': t('The audience made it softer.'),
});

/**
 * @param {string} key
 * @param {Steering} steering
 */
function sentence(key, steering) {
  const change = becomes(key, steering);
  const { measure, sounding, poll } = steering;
  if (steering.change === 'same') return '';
  if (!sounding)
    return measure
      ? t('{change} at measure {measure}.', { change, measure })
      : t('{change}.', { change });
  if (!poll) return t('From the stage: {change}.', { change });
  return made()[`${key} ${steering.change}`] ?? t('The audience steered: {change}.', { change });
}

/** @param {import('./session').Render} context */
function render({ model, el }) {
  el.classList.add('antiphon');
  el.innerHTML = SKELETON();
  /** @param {string} selector */
  const part = (selector) => /** @type {HTMLElement} */ (el.querySelector(selector));
  const lines = part('.lines');
  /** @type {Map<string, {text: string, el: HTMLElement, sounding: boolean}>} the last line of each thing */
  const last = new Map();

  /**
   * @param {string} key
   * @param {Steering} steered
   */
  function tell(key, steered) {
    const text = sentence(key, steered);
    const before = last.get(key);
    if (!text || before?.text === text) return;
    // What was announced and now sounds is the same line.
    if (before && !before.sounding && steered.sounding) before.el.remove();
    const line = Object.assign(document.createElement('p'), { textContent: text });
    line.classList.toggle('sounding', steered.sounding);
    lines.append(line);
    last.set(key, { text, el: line, sounding: steered.sounding });
    while (lines.children.length > MOST) lines.firstElementChild?.remove();
  }

  function update() {
    const session = model.get('session');
    markPreview(el, session);
    const question = session.question?.text ?? '';
    if (part('.question p').textContent !== question) part('.question p').textContent = question;
    part('.question').hidden = !question;
    for (const [key, of] of Object.entries(session.steering ?? {})) tell(key, of);
    part('.none').hidden = Boolean(question || lines.children.length);
  }

  model.on('change:session', update);
  update();
  return () => model.off('change:session', update);
}

export default { initialize: learn, render };
