// @ts-check
/** @typedef {import('./session').Session} Session */
/** @typedef {import('./session').Poll} Poll */
/** @typedef {import('./session').Ballot} Ballot */
import { ANSWERS } from './answers.js';
import { ballotWords } from './ballots.js';
import { draw, verdict } from './outcome.js';
import { digits, learn, markPreview, t, told } from './words.js';

const SKELETON = () => `
  <section class="antiphon-poll" aria-label="${t('Your say')}">
    <p class="none antiphon-quiet">${t('Questions for you appear here.')}</p>
    <div class="antiphon-card open" hidden>
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
    </div>
    <p class="said" role="status" aria-live="polite"></p>
  </section>`;

/** @type {() => Record<string, string>} what to do, where the question and the buttons do not say it */
const HELP = () => ({
  multiple: t('Choose as many as you like.'),
  ranked: t('Put the best at the top.'),
  scale: t('Move the knob, or tap the line.'),
  pad: t('Tap a place on the square.'),
  tap: t('Tap the beat, at least four times.'),
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
 * Seconds until the poll closes; in a preview, time stands still.
 * @param {Poll} poll
 */
function left({ open, remaining, at = performance.now() }) {
  return open ? Math.max(0, remaining - (performance.now() - at) / 1000) : 0;
}

/**
 * @param {Session} session
 * @param {boolean} spoken without the seconds, which would be read out all the time
 */
function outlook(session, spoken) {
  const { poll, steering, transport } = session;
  if (!steering) {
    if (poll?.target !== 'tempo') return '';
    if (!poll.winner || poll.winner === 'same') return t('The music goes on as it was.');
    return transport?.playing ? '' : t('You will hear it when the music plays.');
  }
  if (steering.change === 'same') return t('The music keeps its tempo.');
  const { measure } = steering;
  const faster = steering.change === 'faster';
  if (steering.sounding) {
    return faster
      ? t('You are hearing it now: faster than before.')
      : t('You are hearing it now: slower than before.');
  }
  const change = faster ? t('The music gets faster') : t('The music gets slower');
  const left = Math.max(0, steering.seconds - (performance.now() - steering.at) / 1000);
  if (spoken) return measure ? t('{change} at measure {measure}.', { change, measure }) : `${change}.`;
  if (left <= 0.05) return t('{change} now.', { change });
  const seconds = digits(left, 1);
  return measure
    ? t('{change} in {seconds} s, at measure {measure}.', { change, seconds, measure })
    : t('{change} in {seconds} s.', { change, seconds });
}

/**
 * Whether a vote is the one that was sent, as the hub counts it: in the order of the options, at the nearest step.
 * @param {{poll: string, ballot: Ballot, group: string | null}} vote
 * @param {{poll: string, ballot: Ballot, group?: string}} sent
 */
function isAnswer(vote, sent) {
  if (vote.poll !== sent.poll || (vote.group ?? undefined) !== sent.group) return false;
  const [told, own] = [vote.ballot, sent.ballot];
  if (typeof own === 'number') return Math.abs(Number(told) - own) < 1e-6;
  return JSON.stringify(told) === JSON.stringify(own);
}

/** @param {import('./session').Render} context */
function render({ model, el }) {
  el.classList.add('antiphon');
  el.innerHTML = SKELETON();
  /** @param {string} selector */
  const part = (selector) => /** @type {HTMLElement} */ (el.querySelector(selector));
  const options = part('.options');
  /** @type {string | null} the poll that can be answered */
  let built = null;
  /** @type {import('./answers.js').Answer | null} */
  let answer = null;
  /** @type {{poll: string, ballot: Ballot, group?: string} | null} a vote on its way */
  let pending = null;
  /** @type {Poll | null} the poll whose results are shown, and the own vote in it */
  let counted = null;
  let ours = '';
  /** @type {string | undefined} where this person sits: the same for the next poll */
  let seat;
  let note = '';
  let online = model.get('session').online;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let ticking;

  /** @param {Poll} poll */
  function build(poll) {
    built = poll.id;
    pending = null;
    note = '';
    part('.open h2').textContent = poll.question;
    options.setAttribute('aria-label', poll.question);
    options.className = `options ${poll.kind}`;
    options.replaceChildren();
    answer = (ANSWERS[poll.kind] ?? ANSWERS.single)(poll, options, {
      cast: (ballot) => cast(poll, ballot),
      tell(text) {
        note = text;
        update();
      },
    });
    part('.seats').hidden = !poll.groups?.length;
    part('.groups').replaceChildren(
      ...(poll.groups ?? []).map(({ id, label }) => {
        const button = document.createElement('button');
        Object.assign(button, { type: 'button', textContent: label });
        button.addEventListener('click', () => {
          seat = id;
          const own = model.get('session').vote;
          const ballot = pending?.ballot ?? (own?.poll === poll.id ? own.ballot : null);
          if (ballot === null) update();
          else cast(poll, ballot);
        });
        button.dataset.group = id;
        return button;
      }),
    );
    const bar = part('.bar div');
    if (poll.at)
      bar.style.animation = `antiphon-run-out ${poll.seconds}s linear ${left(poll) - poll.seconds}s forwards`;
    const names = poll.options?.map(({ label }) => label).join(t(', '));
    say(`${poll.question} ${names ? t('{names}?', { names }) : (HELP()[poll.kind] ?? '')}`);
  }

  /**
   * @param {Poll} poll
   * @param {Ballot} ballot
   */
  function cast(poll, ballot) {
    const session = model.get('session');
    if (session.preview || session.poll?.id !== poll.id) return;
    const group = poll.groups?.some(({ id }) => id === seat) ? seat : undefined;
    pending = { poll: poll.id, ballot, group };
    note = '';
    if (session.online) model.send({ type: 'vote', ...pending });
    update();
  }

  /**
   * The own vote of a poll, as it is counted.
   * @param {Session} session
   * @param {Poll} poll
   */
  function own({ vote }, poll) {
    return vote?.poll === poll.id ? vote.ballot : null;
  }

  /** @param {string} text */
  function say(text) {
    if (part('.said').textContent !== text) part('.said').textContent = text;
  }

  /**
   * @param {Session} session
   * @param {Poll} poll
   */
  function showOpen(session, poll) {
    if (built !== poll.id) build(poll);
    const sent = own(session, poll);
    const seconds = left(poll);
    const closed = seconds <= 0;
    answer?.show(pending?.ballot ?? sent, closed);
    for (const button of part('.groups').querySelectorAll('button')) {
      button.setAttribute('aria-pressed', String(button.dataset.group === seat));
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
    if (part('.note').textContent !== text) part('.note').textContent = text;
    const time = t('{seconds} s', { seconds: Math.ceil(seconds) });
    if (part('.time').textContent !== time) part('.time').textContent = time;
    part('.standing').hidden = !poll.live || !poll.total;
    if (poll.live && counted !== poll) draw(part('.standing'), (counted = poll), sent);
  }

  /**
   * @param {Session} session
   * @param {Poll} poll
   */
  function showClosed(session, poll) {
    say([t('{verdict}.', { verdict: verdict(poll) }), outlook(session, true)].join(' '));
    const sent = own(session, poll);
    if (counted === poll && ours === JSON.stringify(sent)) return;
    [counted, ours] = [poll, JSON.stringify(sent)];
    part('.closed h2').textContent = verdict(poll);
    part('.asked').textContent = poll.question;
    draw(part('.ended'), poll, sent);
  }

  function tick() {
    const session = model.get('session');
    if (session.poll?.open) showOpen(session, session.poll);
    else if (session.poll) {
      const text = outlook(session, false);
      if (part('.next').textContent !== text) part('.next').textContent = text;
      part('.next').hidden = !text;
    }
  }

  function update() {
    const session = model.get('session');
    const { poll, vote } = session;
    markPreview(el, session);
    if (pending && vote && isAnswer(vote, pending)) pending = null;
    if (vote?.group && vote.poll === poll?.id) seat ??= vote.group;
    if (pending && session.online && !online) model.send({ type: 'vote', ...pending });
    if (!poll?.open) pending = null;
    online = session.online;
    part('.none').hidden = Boolean(poll);
    part('.open').hidden = !poll?.open;
    part('.closed').hidden = !poll || poll.open;
    if (poll && !poll.open) showClosed(session, poll);
    tick();
    clearInterval(ticking);
    const { steering } = session;
    if (poll?.open || (steering && !steering.sounding)) ticking = setInterval(tick, 100);
  }

  /** @param {{sorry?: string, values?: Record<string, string | number>}} message */
  function hear(message) {
    if (!message.sorry) return;
    pending = null;
    note = told(message.sorry, message.values);
    update();
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
