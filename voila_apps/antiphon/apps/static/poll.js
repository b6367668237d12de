// @ts-check
/** @typedef {import('./session').Session} Session */
import { makeCard } from './card.js';
import { awaits } from './steered.js';
import { learn, markPreview, t, told } from './words.js';

const SKELETON = () => `
  <section class="antiphon-poll" aria-label="${t('Your say')}">
    <p class="none antiphon-quiet">${t('Questions for you appear here.')}</p>
    <div class="cards"></div>
    <p class="said" role="status" aria-live="polite"></p>
  </section>`;

/** @param {import('./session').Render} context */
function render({ model, el }) {
  el.classList.add('antiphon');
  el.innerHTML = SKELETON();
  /** @param {string} selector */
  const part = (selector) => /** @type {HTMLElement} */ (el.querySelector(selector));
  /** @type {Map<string, ReturnType<typeof makeCard>>} by the poll's id */
  const cards = new Map();
  let online = model.get('session').online;
  /** @type {string | null} the poll of the last vote that went out */
  let asked = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let ticking;
  /** @type {string[]} what is to be said, all that comes at once together: the last must not drown the others */
  let sayings = [];

  /** @type {import('./card.js').Desk} */
  const desk = {
    session: () => model.get('session'),
    send(vote) {
      asked = vote.poll;
      model.send({ type: 'vote', ...vote });
    },
    say(text) {
      if (sayings.push(text) === 1)
        queueMicrotask(() => {
          part('.said').textContent = sayings.join(' ');
          sayings = [];
        });
    },
    place: {},
  };

  /** Put the cards in the order of the polls; what has the focus keeps it. */
  function arrange() {
    const wanted = [...model.get('session').polls]
      .map(({ id }) => cards.get(id)?.el)
      .filter((card) => card !== undefined);
    const list = part('.cards');
    const focused = document.activeElement;
    wanted.forEach((card, place) => {
      if (list.children[place] !== card) list.insertBefore(card, list.children[place] ?? null);
    });
    if (focused instanceof HTMLElement && el.contains(focused) && focused !== document.activeElement)
      focused.focus({ preventScroll: true });
  }

  function tick() {
    for (const card of cards.values()) card.tick();
  }

  function update() {
    const session = model.get('session');
    markPreview(el, session);
    for (const [id, card] of cards) {
      if (session.polls.some((poll) => poll.id === id)) continue;
      card.el.remove();
      cards.delete(id);
    }
    // The newest comes last, so that it is what is said.
    for (const poll of [...session.polls].reverse()) {
      let card = cards.get(poll.id);
      const isNew = !card;
      card ??= makeCard(poll, desk);
      cards.set(poll.id, card);
      card.update(poll);
      if (isNew && poll.open) desk.say(card.words);
    }
    arrange();
    if (session.online && !online) for (const card of cards.values()) card.sendAgain();
    online = session.online;
    part('.none').hidden = cards.size > 0;
    clearInterval(ticking);
    const runs = [...cards.values()].some((card) => card.open);
    if (runs || awaits(session)) ticking = setInterval(tick, 100);
  }

  /** @param {{sorry?: string, about?: string, values?: Record<string, string | number>}} message */
  function hear(message) {
    // What is said about something else is not about the vote.
    if (!message.sorry || message.about || 'canvas_own' in message) return;
    const waits = [...cards].filter(([, card]) => card.waits);
    const [, card] = waits.find(([id]) => id === asked) ?? waits[0] ?? [];
    card?.refuse(told(message.sorry, message.values));
  }

  model.on('change:session', update);
  model.on('msg:custom', hear);
  update();
  return () => {
    clearInterval(ticking);
    model.off('change:session', update);
    model.off('msg:custom', hear);
  };
}

export default { initialize: learn, render };
