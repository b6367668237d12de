// @ts-check
/** @typedef {import('./session').Session} Session */
/** @typedef {import('./session').Poll} Poll */

const SKELETON = `
  <section class="antiphon-poll" aria-label="Your say">
    <p class="none antiphon-quiet">Questions for you appear here.</p>
    <div class="antiphon-card open" hidden>
      <div class="head"><h2></h2><span class="time" aria-hidden="true"></span></div>
      <div class="bar" aria-hidden="true"><div></div></div>
      <div class="options" role="group"></div>
      <p class="note" role="status" aria-live="polite"></p>
    </div>
    <div class="antiphon-card closed" hidden>
      <h2></h2>
      <ul class="results"></ul>
      <p class="next"></p>
    </div>
    <p class="said" role="status" aria-live="polite"></p>
  </section>`;

/** @type {Record<string, string>} */
const SIGNS = {
  slower: '<path d="M14 5 7 12l7 7M21 5l-7 7 7 7"/>',
  same: '<path d="M5 9h14M5 15h14"/>',
  faster: '<path d="m10 5 7 7-7 7M3 5l7 7-7 7"/>',
};

/** @param {number} n */
const votes = (n) => (n === 1 ? '1 vote' : `${n} votes`);

/**
 * Seconds until the poll closes; in a preview, time stands still.
 * @param {Poll} poll
 */
function left({ open, remaining, at = performance.now() }) {
  return open ? Math.max(0, remaining - (performance.now() - at) / 1000) : 0;
}

/** @param {Poll} poll */
function verdict(poll) {
  const total = poll.total ?? 0;
  if (!total) return 'Nobody voted';
  const won = poll.options.find(({ id }) => id === poll.winner);
  if (!won) return `A tie of ${votes(total)}`;
  return `“${won.label}” won with ${poll.counts?.[won.id] ?? 0} of ${votes(total)}`;
}

/**
 * @param {Session} session
 * @param {boolean} spoken without the seconds, which would be read out all the time
 */
function outlook(session, spoken) {
  const { poll, steering, transport } = session;
  if (!steering) {
    if (!poll?.winner || poll.winner === 'same') return 'The music goes on as it was.';
    return transport?.playing ? '' : 'You will hear it when the music plays.';
  }
  if (steering.change === 'same') return 'The music keeps its tempo.';
  if (steering.sounding) return `You are hearing it now: ${steering.change} than before.`;
  const change = `The music gets ${steering.change}`;
  const place = !steering.measure ? '' : `at measure ${steering.measure}`;
  const seconds = Math.max(0, steering.seconds - (performance.now() - steering.at) / 1000);
  if (spoken) return `${change} ${place}.`;
  return seconds > 0.05
    ? `${change} in ${seconds.toFixed(1)} s${place && `, ${place}`}.`
    : `${change} now.`;
}

/** @param {import('./session').Render} context */
function render({ model, el }) {
  el.classList.add('antiphon');
  el.innerHTML = SKELETON;
  /** @param {string} selector */
  const part = (selector) => /** @type {HTMLElement} */ (el.querySelector(selector));
  const options = part('.options');
  /** @type {string | null} the poll that the buttons are for */
  let built = null;
  /** @type {{poll: string, ballot: string} | null} a vote on its way */
  let pending = null;
  /** @type {Poll | null} the poll whose results are shown, and the own vote in it */
  let counted = null;
  /** @type {string | null} */
  let ours = null;
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
    options.classList.toggle(
      'long',
      poll.options.some(({ label }) => label.length > 9),
    );
    options.replaceChildren(
      ...poll.options.map(({ id, label }) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.dataset.option = id;
        if (SIGNS[id])
          button.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true">${SIGNS[id]}</svg>`;
        button.append(Object.assign(document.createElement('span'), { textContent: label }));
        button.addEventListener('click', () => cast(poll.id, id));
        return button;
      }),
    );
    const bar = part('.bar div');
    if (poll.at)
      bar.style.animation = `antiphon-run-out ${poll.seconds}s linear ${left(poll) - poll.seconds}s forwards`;
    say(`${poll.question} ${poll.options.map(({ label }) => label).join(', ')}?`);
  }

  /**
   * @param {string} poll
   * @param {string} option
   */
  function cast(poll, option) {
    const session = model.get('session');
    if (session.preview) return;
    pending = { poll, ballot: option };
    note = '';
    if (session.online) model.send({ type: 'vote', ...pending });
    update();
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
    const own = session.vote?.poll === poll.id ? session.vote.ballot : null;
    const chosen = pending?.ballot ?? own;
    const seconds = left(poll);
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (
      options.querySelectorAll('button')
    )) {
      button.setAttribute('aria-pressed', String(button.dataset.option === chosen));
      button.disabled = seconds <= 0;
    }
    const label = poll.options.find(({ id }) => id === chosen)?.label;
    let text = note || 'Nobody sees the votes before the end.';
    if (seconds <= 0) text = 'Counting…';
    else if (pending && !session.online) text = 'Your vote goes out as soon as you are connected.';
    else if (pending) text = 'Sending…';
    else if (own && !note) text = `✓ Sent: “${label}”. You can change it until the end.`;
    if (part('.note').textContent !== text) part('.note').textContent = text;
    const time = `${Math.ceil(seconds)} s`;
    if (part('.time').textContent !== time) part('.time').textContent = time;
  }

  /**
   * @param {Session} session
   * @param {Poll} poll
   */
  function showClosed(session, poll) {
    say(`${verdict(poll)}. ${outlook(session, true)}`);
    const own = session.vote?.poll === poll.id ? session.vote.ballot : null;
    if (counted === poll && ours === own) return;
    [counted, ours] = [poll, own];
    part('.closed h2').textContent = verdict(poll);
    part('.results').replaceChildren(
      ...poll.options.map(({ id, label }) => {
        const count = poll.counts?.[id] ?? 0;
        const row = document.createElement('li');
        row.classList.toggle('won', id === poll.winner);
        row.style.setProperty('--share', `${(100 * count) / Math.max(1, poll.total ?? 0)}%`);
        const name = document.createElement('span');
        name.textContent = id === own ? `${label} · your vote` : label;
        const number = document.createElement('span');
        number.textContent = votes(count);
        row.append(name, number);
        return row;
      }),
    );
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
    el.classList.toggle('preview', Boolean(session.preview));
    if (pending && vote?.poll === pending.poll && vote.ballot === pending.ballot) pending = null;
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

  /** @param {{sorry?: string}} message */
  function hear(message) {
    if (!message.sorry) return;
    pending = null;
    note = message.sorry;
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

export default { render };
