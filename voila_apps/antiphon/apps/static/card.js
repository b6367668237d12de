// @ts-check
/**
 * The card of one poll: to be answered while it is open, then how it ended and what came of it. `antiphon.apps.bundle` puts
 * this into `poll.js`.
 * @typedef {import('./session').Session} Session
 * @typedef {import('./session').Poll} Poll
 * @typedef {import('./session').Ballot} Ballot
 */
import { ANSWERS } from './answers.js';
import { inWords, left } from './asked.js';
import { ballotWords } from './ballots.js';
import { draw, verdict } from './outcome.js';
import { outlook } from './steered.js';
import { t } from './words.js';

const CARD = () => `
  <div class="antiphon-card open">
    <div class="head"><h2></h2><span class="time" aria-hidden="true"></span></div>
    <div class="bar" aria-hidden="true"><div></div></div>
    <div class="seats" role="group" aria-label="${t('Where do you sit?')}" hidden>
      <p aria-hidden="true">${t('Where do you sit?')}</p>
      <div class="groups"></div>
    </div>
    <div class="options" role="group"></div>
    <p class="note" role="status" aria-live="polite"></p>
    <div class="standing" hidden></div>
  </div>
  <div class="antiphon-card closed" hidden>
    <h2></h2>
    <p class="asked antiphon-quiet"></p>
    <div class="ended"></div>
    <p class="next"></p>
  </div>`;

/** @type {() => Record<string, string>} what to do, where the question and the buttons do not say it */
const HELP = () => ({
  multiple: t('Choose as many as you like.'),
  ranked: t('Put the best at the top.'),
  scale: t('Move the knob, or tap the line.'),
  pad: t('Tap a place on the square.'),
  tap: t('Tap the beat, at least four times.'),
  shake: t('Shake the phone, or move the knob.'),
});

/** @param {Poll} poll */
function help(poll) {
  const many = poll.options?.length ?? 0;
  const most = poll.kind === 'multiple' && (poll.most ?? many) < many;
  const how = most ? t('Choose up to {most}.', { most: poll.most ?? 1 }) : (HELP()[poll.kind] ?? '');
  const seen = poll.live
    ? t('Everybody sees how it stands.')
    : t('Nobody sees the votes before the end.');
  return [how, seen].filter(Boolean).join(' ');
}

/**
 * Whether a vote is the one that was sent, as the hub counts it: in the order of the options, at the nearest step.
 * @param {{ballot: Ballot, group: string | null}} vote
 * @param {{ballot: Ballot, group?: string}} sent
 */
function isAnswer(vote, sent) {
  if ((vote.group ?? undefined) !== sent.group) return false;
  const [told, own] = [vote.ballot, sent.ballot];
  if (typeof own === 'number') return Math.abs(Number(told) - own) < 1e-6;
  return JSON.stringify(told) === JSON.stringify(own);
}

/**
 * What a card needs of the widget.
 * @typedef {object} Desk
 * @property {() => Session} session
 * @property {(vote: {poll: string, ballot: Ballot, group?: string}) => void} send
 * @property {(text: string) => void} say to who does not see it
 * @property {{seat?: string}} place where this person sits: the same for every poll
 */

/**
 * @param {Poll} first
 * @param {Desk} desk
 */
export function makeCard(first, desk) {
  const el = document.createElement('div');
  el.innerHTML = CARD();
  /** @param {string} selector */
  const part = (selector) => /** @type {HTMLElement} */ (el.querySelector(selector));
  const options = part('.options');
  let poll = inWords(first);
  /** @type {{ballot: Ballot, group?: string} | null} a vote on its way */
  let pending = null;
  /** @type {Poll | null} the poll whose results are shown, and the own vote in it */
  let counted = null;
  let ours = '';
  let note = '';
  let news = '';

  /** @param {string} selector @param {string} text */
  function write(selector, text) {
    const at = part(selector);
    if (at.textContent !== text) at.textContent = text;
  }

  part('.open h2').textContent = poll.question;
  options.setAttribute('aria-label', poll.question);
  options.className = `options ${poll.kind}`;
  const answer = (ANSWERS[poll.kind] ?? ANSWERS.single)(poll, options, {
    cast,
    tell(text) {
      note = text;
      tick();
    },
  });
  part('.seats').hidden = !poll.groups?.length;
  part('.groups').replaceChildren(
    ...(poll.groups ?? []).map(({ id, label }) => {
      const button = document.createElement('button');
      Object.assign(button, { type: 'button', textContent: label });
      button.addEventListener('click', () => {
        desk.place.seat = id;
        const ballot = pending?.ballot ?? own()?.ballot ?? null;
        if (ballot === null) tick();
        else cast(ballot);
      });
      button.dataset.group = id;
      return button;
    }),
  );
  if (poll.at)
    part('.bar div').style.animation =
      `antiphon-run-out ${poll.seconds}s linear ${left(poll) - poll.seconds}s forwards`;

  /** The own vote, as it is counted. */
  function own() {
    return desk.session().votes[poll.id] ?? null;
  }

  /** @param {Ballot} ballot */
  function cast(ballot) {
    const session = desk.session();
    if (session.preview || !poll.open) return;
    const { seat } = desk.place;
    const group = poll.groups?.some(({ id }) => id === seat) ? seat : undefined;
    pending = { ballot, group };
    note = '';
    if (session.online) desk.send({ poll: poll.id, ...pending });
    tick();
  }

  function showOpen() {
    const session = desk.session();
    const sent = own()?.ballot ?? null;
    const seconds = left(poll);
    const closed = seconds <= 0;
    answer.show(pending?.ballot ?? sent, closed);
    for (const button of part('.groups').querySelectorAll('button')) {
      button.setAttribute('aria-pressed', String(button.dataset.group === desk.place.seat));
      button.disabled = closed;
    }
    let text = help(poll);
    if (closed) text = t('Counting…');
    else if (note) text = note;
    else if (pending && !session.online)
      text = t('Your vote goes out as soon as you are connected.');
    else if (pending) text = t('Sending…');
    else if (sent !== null)
      text = t('✓ Sent: {vote}. You can change it until the end.', { vote: ballotWords(poll, sent) });
    write('.note', text);
    write('.time', t('{seconds} s', { seconds: Math.ceil(seconds) }));
    part('.standing').hidden = !poll.live || !poll.total;
    if (poll.live && counted !== poll) draw(part('.standing'), (counted = poll), sent);
  }

  function showClosed() {
    const session = desk.session();
    const told = [t('{verdict}.', { verdict: verdict(poll) }), outlook(session, poll, true)];
    const words = told.filter(Boolean).join(' ');
    if (news !== words) desk.say((news = words));
    const text = outlook(session, poll, false);
    write('.next', text);
    part('.next').hidden = !text;
    const sent = own()?.ballot ?? null;
    if (counted === poll && ours === JSON.stringify(sent)) return;
    [counted, ours] = [poll, JSON.stringify(sent)];
    write('.closed h2', verdict(poll));
    write('.asked', poll.question);
    draw(part('.ended'), poll, sent);
  }

  function tick() {
    if (poll.open) showOpen();
    else showClosed();
  }

  return {
    el,
    tick,
    /** Whether its countdown runs. */
    get open() {
      return poll.open;
    },
    /** Whether a vote is on its way. */
    get waits() {
      return pending !== null;
    },
    /** What is asked, for who does not see it. */
    get words() {
      const names = poll.options?.map(({ label }) => label).join(t(', '));
      return `${poll.question} ${names ? t('{names}?', { names }) : (HELP()[poll.kind] ?? '')}`;
    },
    /** @param {Poll} now as it is now */
    update(now) {
      poll = inWords(now);
      const vote = own();
      if (pending && vote && isAnswer(vote, pending)) pending = null;
      if (vote?.group) desk.place.seat ??= vote.group;
      if (!poll.open) pending = null;
      part('.open').hidden = !poll.open;
      part('.closed').hidden = poll.open;
      tick();
    },
    /** The line is up again. */
    sendAgain() {
      if (pending) desk.send({ poll: poll.id, ...pending });
    },
    /** @param {string} sentence why the vote that was on its way does not count */
    refuse(sentence) {
      pending = null;
      note = sentence;
      tick();
    },
  };
}
