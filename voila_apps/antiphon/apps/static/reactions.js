// @ts-check
/**
 * Applause and other reactions: what a thumb taps goes out in a bundle, and how the hall reacts rises in the buttons.
 * @typedef {import('./session').Session} Session
 */
import { REACTION_SIGNS, reactionNames } from './kinds.js';
import { feelShaking, hindrance } from './motion.js';
import { learn, markPreview, n, t } from './words.js';

const SKELETON = () => `
  <section class="antiphon-reactions" aria-label="${t('Applause and reactions')}">
    <div class="kinds" role="group" aria-label="${t('Applause and reactions')}"></div>
    <div class="antiphon-card shaking" hidden>
      <h2>${t('Shake your phone')}</h2>
      <button type="button" aria-pressed="false"></button>
      <div class="energy" aria-hidden="true"><i></i><b></b></div>
      <p class="hall antiphon-quiet" aria-hidden="true"></p>
      <p class="note" role="status" aria-live="polite"></p>
    </div>
    <p class="said" role="status" aria-live="polite"></p>
  </section>`;

/** Seconds between two messages of a phone, until the hub says how large the hall is. */
const GATHERED = 0.5;
/** What one message carries at most; a hand does not tap more in that time. */
const HANDFUL = 40;
/** Milliseconds in which the own taps are counted on their button. */
const COUNTED = 2500;
/** Reactions a second of one person that are as much as there can be. */
const ALL_OF_IT = 4;
/** Milliseconds between two words to a screen reader on how the hall reacts. */
const QUIET_FOR = 12_000;
/** Of a rate, as much of the most that is worth a word. */
const WORTH_A_WORD = 0.45;

/**
 * How high a rate stands in its button, 0 to 1: the first few are seen, and a hall of thousands has room.
 * @param {number} rate
 * @param {number} people
 */
export function height(rate, people) {
  return Math.min(1, Math.log1p(rate) / Math.log1p(ALL_OF_IT * Math.max(2, people)));
}

/** @type {() => Record<string, string>} what a screen reader is told */
const heard = () => ({
  applause: t('The hall applauds.'),
  heart: t('The hall loves it.'),
  wow: t('The hall is amazed.'),
  laugh: t('The hall laughs.'),
});

/** @param {import('./session').Render} context */
function render({ model, el }) {
  el.classList.add('antiphon');
  el.innerHTML = SKELETON();
  /** @param {string} selector */
  const part = (selector) => /** @type {HTMLElement} */ (el.querySelector(selector));
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  /** @type {Record<string, number>} */
  let tapped = {};
  let sentAt = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let sending;
  let spokenAt = -Infinity;
  let spoken = '';

  /** Milliseconds until the next message may go out. */
  function pause() {
    const seconds = model.get('session').hall?.pause ?? GATHERED;
    return Math.max(0, sentAt + 1000 * seconds - performance.now());
  }

  function send() {
    sending = undefined;
    sentAt = performance.now();
    // Applause that comes later is for something else.
    if (model.get('session').online) model.send({ type: 'react', counts: tapped });
    tapped = {};
  }

  const names = reactionNames();
  const buttons = Object.entries(REACTION_SIGNS).map(([kind, picture]) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset.kind = kind;
    button.innerHTML = `<i></i><svg viewBox="0 0 24 24" aria-hidden="true">${picture}</svg><span></span><b aria-hidden="true" hidden></b>`;
    const [name, count] = /** @type {NodeListOf<HTMLElement>} */ (button.querySelectorAll('span, b'));
    name.textContent = names[kind];
    let own = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let resting;
    button.addEventListener('click', () => {
      const { preview, online } = model.get('session');
      own += 1;
      count.textContent = String(own);
      count.hidden = own < 2;
      clearTimeout(resting);
      resting = setTimeout(() => {
        own = 0;
        count.hidden = true;
      }, COUNTED);
      if (!still.matches) navigator.vibrate?.(12);
      if (preview || !online) return;
      tapped[kind] = Math.min(HANDFUL, (tapped[kind] ?? 0) + 1);
      sending ??= setTimeout(send, pause());
    });
    part('.kinds').append(button);
    return button;
  });

  /** @param {Session} session */
  function showHall({ reactions, hall }) {
    let loudest = '';
    let most = WORTH_A_WORD;
    for (const button of buttons) {
      const kind = button.dataset.kind ?? '';
      const high = height(reactions?.[kind] ?? 0, hall?.people ?? 1);
      part(`[data-kind=${kind}] i`).style.transform = `scaleY(${high.toFixed(3)})`;
      if (high > most) [loudest, most] = [kind, high];
    }
    const now = performance.now();
    if (loudest !== spoken && now - spokenAt > QUIET_FOR) {
      [spoken, spokenAt] = [loudest, now];
      part('.said').textContent = loudest ? heard()[loudest] : '';
    }
  }

  // Shaking, where the artist asks for it

  const card = part('.shaking');
  const shake = /** @type {HTMLButtonElement} */ (card.querySelector('button'));
  /** @type {(() => void) | null} */
  let end = null;
  let amount = 0;
  let told = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let telling;
  let note = '';

  function tellShaking() {
    telling = undefined;
    if (!amount && !told) return;
    told = Math.round(100 * amount) / 100;
    if (model.get('session').online) model.send({ type: 'gesture', kind: 'shake', amount: told });
    if (end) telling = setTimeout(tellShaking, 1000 * Math.max(GATHERED, model.get('session').hall?.pause ?? 0));
  }

  function endShaking() {
    end?.();
    end = null;
    amount = 0;
    clearTimeout(telling);
    tellShaking();
    update();
  }

  async function beginShaking() {
    shake.disabled = true;
    note = '';
    try {
      end = await feelShaking((energy) => {
        amount = energy;
        part('.energy i').style.transform = `scaleX(${energy.toFixed(2)})`;
        if (energy) telling ??= setTimeout(tellShaking);
      });
      if (!model.get('session').asked?.gestures) endShaking();
    } catch (error) {
      note = error instanceof Error ? error.message : String(error);
    }
    shake.disabled = false;
    update();
    shake.focus({ preventScroll: true });
  }
  shake.addEventListener('click', () => {
    if (model.get('session').preview) return;
    if (end) endShaking();
    else void beginShaking();
  });

  /** @param {Session} session */
  function showShaking({ hall }) {
    const why = hindrance();
    shake.hidden = Boolean(why);
    shake.setAttribute('aria-pressed', String(Boolean(end)));
    shake.textContent = end ? t('Stop shaking') : t('Take part by shaking');
    part('.energy').hidden = !end && !hall?.shaking;
    if (!end) part('.energy i').style.transform = 'scaleX(0)';
    part('.energy b').style.left = `${100 * (hall?.energy ?? 0)}%`;
    part('.energy b').hidden = !hall?.shaking;
    part('.hall').hidden = !hall?.shaking;
    part('.hall').textContent = n(
      '{count} phone is shaken: {percent} %',
      '{count} phones are shaken: {percent} %',
      hall?.shaking ?? 0,
      { percent: Math.round(100 * (hall?.energy ?? 0)) },
    );
    const text = why || note || t('How strongly you shake goes out, a number twice a second, and nothing else.');
    if (part('.note').textContent !== text) part('.note').textContent = text;
  }

  function update() {
    const session = model.get('session');
    const { asked, preview } = session;
    markPreview(el, session);
    const reacts = Boolean(asked?.reactions);
    const shakes = asked?.gestures === 'shake';
    el.hidden = !preview && !reacts && !shakes;
    part('.kinds').hidden = !reacts;
    card.hidden = !shakes;
    if (end && !shakes) return endShaking();
    if (reacts) showHall(session);
    if (shakes) showShaking(session);
    return undefined;
  }

  model.on('change:session', update);
  update();
  return () => {
    clearTimeout(sending);
    end?.();
    clearTimeout(telling);
    model.off('change:session', update);
  };
}

export default { initialize: learn, render };
