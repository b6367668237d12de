// @ts-check
/** @typedef {import('./session').Session} Session */

const SKELETON = `
  <section class="antiphon-now" aria-label="What plays">
    <h1></h1>
    <p class="by"></p>
    <p class="people"></p>
    <div class="where"><b class="state"></b><span class="tempo antiphon-quiet"></span></div>
    <div class="way" aria-hidden="true"><div></div></div>
  </section>`;

/** People named before the rest are counted. */
const MOST_NAMES = 5;

/** @param {Session} session */
function names(session) {
  const people = (session.now?.people ?? []).map(({ name }) => name).filter(Boolean);
  if (people.length < 2) return people.length ? `With ${people[0]}` : '';
  const named = people.length > MOST_NAMES ? people.slice(0, MOST_NAMES - 1) : people.slice(0, -1);
  const last =
    named.length < people.length - 1 ? `${people.length - named.length} others` : people.at(-1);
  return `With ${named.join(', ')} and ${last}`;
}

/** @param {import('./session').Render} context */
function render({ model, el }) {
  el.classList.add('antiphon');
  el.innerHTML = SKELETON;
  /** @param {string} selector */
  const part = (selector) => /** @type {HTMLElement} */ (el.querySelector(selector));
  const where = part('.where');
  const way = part('.way div');
  let frame = 0;

  function move() {
    const { transport, online } = model.get('session');
    if (!transport?.duration) {
      way.style.transform = '';
      return;
    }
    const since = transport.playing && online ? (performance.now() - transport.at) / 1000 : 0;
    const position = transport.position + transport.rate * Math.min(since, 3);
    way.style.transform = `scaleX(${Math.min(1, Math.max(0, position / transport.duration))})`;
    if (transport.playing && online) frame = requestAnimationFrame(move);
  }

  function update() {
    const session = model.get('session');
    const { now, transport } = session;
    const playing = transport?.playing ?? now?.playing ?? false;
    el.classList.toggle('preview', Boolean(session.preview));
    part('h1').textContent = now?.title || 'Antiphon';
    part('.by').textContent = now?.composer ?? '';
    part('.by').hidden = !now?.composer;
    part('.people').textContent = names(session);
    part('.people').hidden = !names(session);
    where.classList.toggle('playing', playing);
    const measure = transport?.measure;
    const state = !playing
      ? 'Not playing yet'
      : !measure
        ? 'Playing'
        : `Playing · measure ${measure}`;
    if (part('.state').textContent !== state) part('.state').textContent = state;
    part('.tempo').textContent =
      playing && transport?.rate ? `♩ = ${Math.round(transport.rate * 60)}` : '';
    cancelAnimationFrame(frame);
    move();
  }

  model.on('change:session', update);
  update();
  return () => {
    cancelAnimationFrame(frame);
    model.off('change:session', update);
  };
}

export default { render };
