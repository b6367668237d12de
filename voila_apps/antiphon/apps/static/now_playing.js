// @ts-check
/** @typedef {import('./session').Session} Session */
import { digits, learn, markPreview, n, t } from './words.js';

const SKELETON = () => `
  <section class="antiphon-now" aria-label="${t('What plays')}">
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
  if (!people.length) return '';
  if (people.length > MOST_NAMES) {
    const named = people.slice(0, MOST_NAMES - 1);
    const rest = people.length - named.length;
    return n('With {names} and {count} other', 'With {names} and {count} others', rest, {
      names: named.join(t(', ')),
    });
  }
  const last = people[people.length - 1];
  if (people.length === 1) return t('With {name}', { name: last });
  return t('With {names} and {last}', { names: people.slice(0, -1).join(t(', ')), last });
}

/** @param {import('./session').Render} context */
function render({ model, el }) {
  el.classList.add('antiphon');
  el.innerHTML = SKELETON();
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
    markPreview(el, session);
    part('h1').textContent = now?.title || 'Antiphon';
    part('.by').textContent = now?.composer ?? '';
    part('.by').hidden = !now?.composer;
    part('.people').textContent = names(session);
    part('.people').hidden = !names(session);
    where.classList.toggle('playing', playing);
    const measure = transport?.measure;
    const state = !playing
      ? t('Not playing yet')
      : !measure
        ? t('Playing')
        : t('Playing · measure {measure}', { measure });
    if (part('.state').textContent !== state) part('.state').textContent = state;
    part('.tempo').textContent =
      playing && transport?.rate ? `♩ = ${digits(transport.rate * 60, 0)}` : '';
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

export default { initialize: learn, render };
