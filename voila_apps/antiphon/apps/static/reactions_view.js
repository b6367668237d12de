// @ts-check
/**
 * The reactions of a hall as a calm picture: each kind a circle that grows with how many send it, and lights that rise from it.
 * For who wants less motion there are the circles alone.
 */
import { REACTION_SIGNS, reactionNames } from './kinds.js';
import { learn, markPreview, t } from './words.js';

const SKELETON = () => `<div class="antiphon-reactions-view" role="img" aria-label="${t('Reactions')}"><ul></ul></div>`;

/** Rate of a reaction at which its circle is as large as it gets, and lights at once in the air. */
const LOUD = 40;
const MOST_LIGHTS = 36;
/** Milliseconds of a light's way. */
const RISE = 4500;

/** @param {number} rate a second */
const size = (rate) => Math.min(1, Math.log1p(rate) / Math.log1p(LOUD));

/** @param {import('./session').Render} context */
function render({ model, el }) {
  el.classList.add('antiphon');
  el.innerHTML = SKELETON();
  const view = /** @type {HTMLElement} */ (el.firstElementChild);
  const list = /** @type {HTMLElement} */ (el.querySelector('ul'));
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  /** @type {Map<string, HTMLLIElement>} */
  const circles = new Map();
  /** @type {Record<string, number>} */
  let rates = {};
  /** @type {Record<string, number>} lights that are due, in parts */
  const due = {};
  let lights = 0;
  let named = -Infinity;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let ticking;

  /** @param {string} kind */
  function circle(kind) {
    const made = document.createElement('li');
    made.dataset.kind = kind;
    made.style.order = String(Object.keys(REACTION_SIGNS).indexOf(kind));
    const sign = REACTION_SIGNS[kind];
    made.innerHTML = `<i></i><svg viewBox="0 0 24 24" aria-hidden="true">${sign}</svg>`;
    list.append(made);
    circles.set(kind, made);
    return made;
  }

  /** @param {HTMLLIElement} from */
  function rise(from) {
    lights += 1;
    const light = document.createElement('b');
    const drift = (Math.random() - 0.5) * 60;
    light.style.left = `${35 + 30 * Math.random()}%`;
    from.append(light);
    const way = light.animate(
      [
        { transform: 'translate(-50%, 0) scale(0.4)', opacity: 0 },
        { opacity: 0.75, offset: 0.15 },
        { transform: `translate(calc(-50% + ${drift}px), -9rem) scale(1)`, opacity: 0 },
      ],
      { duration: RISE * (0.8 + 0.4 * Math.random()), easing: 'ease-out' },
    );
    way.addEventListener('finish', () => {
      light.remove();
      lights -= 1;
    });
  }

  function breathe() {
    if (still.matches || document.hidden) return;
    for (const [kind, rate] of Object.entries(rates)) {
      due[kind] = (due[kind] ?? 0) + 1.2 * size(rate);
      const from = circles.get(kind);
      for (; due[kind] >= 1 && from; due[kind] -= 1) if (lights < MOST_LIGHTS) rise(from);
    }
  }

  function update() {
    const session = model.get('session');
    const { reactions } = session;
    markPreview(el, session);
    rates = Object.fromEntries(Object.keys(REACTION_SIGNS).map((kind) => [kind, reactions?.[kind] ?? 0]));
    for (const [kind, rate] of Object.entries(rates)) {
      const made = circles.get(kind) ?? (rate > 0.05 ? circle(kind) : null);
      made?.style.setProperty('--size', size(rate).toFixed(3));
      made?.classList.toggle('quiet', rate <= 0.05);
    }
    const loud = Object.entries(rates).filter(([, rate]) => rate > 0.05);
    view.classList.toggle('empty', !loud.length);
    // Not at each frame: a screen reader would find another name each time.
    if (performance.now() - named > 3000) {
      named = performance.now();
      const words = loud.map(([kind, rate]) =>
        t('{name}: {count} a minute', {
          name: reactionNames()[kind],
          count: Math.max(1, Math.round(60 * rate)),
        }),
      );
      view.setAttribute('aria-label', [t('Reactions'), ...words].join('. '));
    }
    clearInterval(ticking);
    if (loud.length) ticking = setInterval(breathe, 250);
  }

  model.on('change:session', update);
  update();
  return () => {
    clearInterval(ticking);
    model.off('change:session', update);
  };
}

export default { initialize: learn, render };
