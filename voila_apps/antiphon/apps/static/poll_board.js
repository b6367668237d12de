// @ts-check
/**
 * The audience's polls as a hall sees them: what is asked and how many have answered, then what came out.
 * @typedef {import('./session').Session} Session
 * @typedef {import('./session').Poll} Poll
 */
import { inWords, left } from './asked.js';
import { draw, verdict } from './outcome.js';
import { awaits, outlook } from './steered.js';
import { digits, learn, markPreview, n, t } from './words.js';

const SKELETON = () => `
  <section class="antiphon-poll antiphon-board" aria-label="${t('The audience’s say')}">
    <div class="polls"></div>
    <p class="none antiphon-quiet">${t('Questions to the audience appear here.')}</p>
    <p class="said" role="status" aria-live="polite"></p>
  </section>`;

/** Polls that were closed and are still shown beside open ones. */
const MOST_CLOSED = 1;

/** @param {Session} session */
function pollsOf(session) {
  const polls = (session.polls ?? []).map(inWords);
  const open = polls.filter((poll) => poll.open);
  return [...open, ...polls.filter((poll) => !poll.open).slice(0, MOST_CLOSED)];
}

/**
 * What can be answered, in words.
 * @param {Poll} poll
 */
function choices({ kind, options, low, high, labels = [] }) {
  if (options) return options.map(({ label }) => label);
  if (kind === 'scale') return [low ?? 0, high ?? 1].map((end, of) => `${digits(end)} ${labels[of] ?? ''}`);
  if (kind === 'pad') return labels.filter(Boolean);
  return [/** @type {string} */ (kind) === 'shake' ? t('Shake your phone.') : t('Tap the beat on your phone.')];
}

/**
 * Whether what came of a poll is heard.
 * @param {Session} session
 * @param {Poll} poll
 */
function sounds({ steering }, { id }) {
  return Object.values(steering ?? {}).some(({ poll, sounding }) => poll === id && sounding);
}

/** @param {Poll} poll */
function card(poll) {
  const el = document.createElement('article');
  el.className = 'antiphon-card';
  el.innerHTML = `
    <div class="head"><h2></h2><span class="time" aria-hidden="true"></span></div>
    <p class="asked antiphon-quiet"></p>
    <div class="bar" aria-hidden="true"><div></div></div>
    <ul class="choices"></ul>
    <p class="count"></p>
    <div class="drawn"></div>
    <p class="next"></p>`;
  /** @param {string} selector */
  const part = (selector) => /** @type {HTMLElement} */ (el.querySelector(selector));
  /** @type {Poll | null} */
  let drawn = null;
  part('.choices').append(
    ...choices(poll).map((textContent) =>
      Object.assign(document.createElement('li'), { textContent }),
    ),
  );
  if (poll.open && poll.at)
    part('.bar div').style.animation =
      `antiphon-run-out ${poll.seconds}s linear ${left(poll) - poll.seconds}s forwards`;

  /** @param {string} selector @param {string} text */
  function write(selector, text) {
    if (part(selector).textContent !== text) part(selector).textContent = text;
  }

  return {
    el,
    /**
     * @param {Poll} now
     * @param {number | undefined} count
     */
    show(now, count) {
      el.classList.toggle('closed', !now.open);
      write('h2', now.open ? now.question : verdict(now));
      write('.asked', now.open ? '' : now.question);
      const total = count ?? now.total;
      write('.count', total === undefined ? '' : n('{count} vote', '{count} votes', total));
      part('.count').hidden = !now.open || total === undefined;
      part('.bar').hidden = part('.time').hidden = !now.open;
      part('.asked').hidden = now.open;
      const counted = !now.open || (now.live && Boolean(now.total));
      part('.choices').hidden = counted;
      part('.drawn').hidden = !counted;
      if (counted && drawn !== now) draw(part('.drawn'), (drawn = now), null);
    },
    /**
     * @param {Session} session
     * @param {Poll} now
     */
    tick(session, now) {
      // What sounds already is in the captions.
      const text = now.open || sounds(session, now) ? '' : outlook(session, now, false);
      write('.next', text);
      part('.next').hidden = !text;
      const seconds = Math.ceil(left(now));
      write('.time', seconds > 0 ? t('{seconds} s', { seconds }) : t('Counting…'));
    },
  };
}

/** @param {import('./session').Render} context */
function render({ model, el }) {
  el.classList.add('antiphon');
  el.innerHTML = SKELETON();
  const list = /** @type {HTMLElement} */ (el.querySelector('.polls'));
  const none = /** @type {HTMLElement} */ (el.querySelector('.none'));
  const said = /** @type {HTMLElement} */ (el.querySelector('.said'));
  /** @type {Map<string, ReturnType<typeof card>>} */
  const cards = new Map();
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let ticking;

  function tick() {
    const session = model.get('session');
    for (const poll of pollsOf(session)) cards.get(poll.id)?.tick(session, poll);
  }

  function update() {
    const session = model.get('session');
    const polls = pollsOf(session);
    markPreview(el, session);
    none.hidden = polls.length > 0;
    for (const [id, { el: gone }] of cards) {
      if (polls.some((poll) => poll.id === id)) continue;
      gone.remove();
      cards.delete(id);
    }
    polls.forEach((poll, place) => {
      const made = cards.get(poll.id) ?? card(poll);
      cards.set(poll.id, made);
      if (list.children[place] !== made.el) list.insertBefore(made.el, list.children[place]);
      made.show(poll, session.stage?.votes?.[poll.id]);
    });
    const newest = polls.find((poll) => poll.open) ?? polls[0];
    const text = !newest ? '' : newest.open ? newest.question : `${newest.question} ${verdict(newest)}`;
    if (said.textContent !== text) said.textContent = text;
    clearInterval(ticking);
    if (polls.some((poll) => poll.open) || awaits(session)) ticking = setInterval(tick, 250);
    tick();
  }

  model.on('change:session', update);
  update();
  return () => {
    clearInterval(ticking);
    model.off('change:session', update);
  };
}

export default { initialize: learn, render };
