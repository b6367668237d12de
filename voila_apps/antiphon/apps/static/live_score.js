// @ts-check
/** @typedef {import('./session').Transport} Transport */
/** @typedef {{id: string, start: number, end: number, system: HTMLElement, group: SVGGraphicsElement | null}} Bar */
import { learn, markPreview, t } from './words.js';

const SKELETON = () => `
  <section class="antiphon-score" aria-label="${t('Score')}">
    <div class="sheet" tabindex="0" role="group" aria-label="${t('The score, following the music')}"><p></p></div>
    <button type="button" class="follow" hidden>${t('Follow the music')}</button>
  </section>`;

/** Seconds without news after which the music is not assumed to go on. */
const STALE = 3;

/**
 * A time in quarter lengths, which may be written as a fraction.
 * @param {number | string} time
 */
function quarters(time) {
  const [above, below = '1'] = String(time).split('/');
  return Number(above) / Number(below);
}

/**
 * Where the music is now, in quarter lengths.
 * @param {Transport} transport
 */
function position(transport) {
  const since = transport.playing ? Math.min(STALE, (performance.now() - transport.at) / 1000) : 0;
  return transport.position + transport.rate * since;
}

/**
 * Read an engraved system; whatever in it could act is left out.
 * @param {string} text
 */
function drawing(text) {
  const svg = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  if (svg.localName !== 'svg') return null;
  for (const node of svg.querySelectorAll('script, foreignObject, a, image')) node.remove();
  for (const node of [svg, ...svg.querySelectorAll('*')]) {
    for (const { name, value } of [...node.attributes]) {
      if (/^on/i.test(name) || (/href$/i.test(name) && !value.startsWith('#')))
        node.removeAttribute(name);
    }
  }
  svg.setAttribute('aria-hidden', 'true');
  return document.importNode(svg, true);
}

/** @param {import('./session').Render} context */
function render({ model, el }) {
  el.classList.add('antiphon');
  el.innerHTML = SKELETON();
  const sheet = /** @type {HTMLElement} */ (el.querySelector('.sheet'));
  const follow = /** @type {HTMLButtonElement} */ (el.querySelector('.follow'));
  const wide = document.documentElement.dataset.page === 'stage';
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  /** @type {Bar[]} */
  let bars = [];
  /** @type {Bar | null} */
  let here = null;
  /** @type {string | null} */
  let shown = null;
  let loading = false;
  let following = true;
  let frame = 0;
  const mark = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  mark.setAttribute('class', 'mark');
  // In a hall one also sees where in the measure.
  const head = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  head.setAttribute('class', 'head');

  /** @param {{svg: string, measures: {id: string, start: number | string, duration: number | string}[]}[]} systems */
  function draw(systems) {
    bars = [];
    here = null;
    const kept = sheet.scrollTop;
    sheet.replaceChildren(
      ...systems.map(({ svg, measures }) => {
        const system = document.createElement('div');
        system.className = 'system';
        const picture = drawing(svg);
        if (picture) system.append(picture);
        for (const { id, start, duration } of measures) {
          const group = /** @type {SVGGraphicsElement | null} */ (
            system.querySelector(`#${CSS.escape(id)}`)
          );
          const begin = quarters(start);
          bars.push({ id, start: begin, end: begin + quarters(duration), system, group });
        }
        return system;
      }),
    );
    sheet.scrollTop = kept;
  }

  /** @param {string} text */
  function tell(text) {
    bars = [];
    here = null;
    sheet.replaceChildren(Object.assign(document.createElement('p'), { textContent: text }));
  }

  /** The version of the newest engraving: in a cell it is the one that the kernel has fetched. */
  function newest() {
    const { score, told } = model.get('session');
    if (told) return fetched()?.version;
    return wide ? score?.wide : score?.version;
  }

  const fetched = () =>
    /** @type {{version: string, systems: any[]} | undefined} */ (model.get('engraving'));

  async function engraving() {
    const { told } = model.get('session');
    if (told) return /** @type {{systems: any[]}} */ (fetched());
    const response = await fetch(wide ? '/score/wide' : '/score');
    if (!response.ok) throw new Error(response.statusText);
    return response.json();
  }

  async function load() {
    const { online, preview } = model.get('session');
    const version = newest();
    if (preview || !version) {
      tell(
        preview
          ? t('The score appears here and follows the music.')
          : t('The score appears here in a moment.'),
      );
      return;
    }
    if (loading || !online || version === shown) return;
    loading = true;
    try {
      draw((await engraving()).systems);
      shown = version;
    } catch {
      if (!bars.length) tell(t('The score could not be loaded.'));
      setTimeout(load, 3000);
    } finally {
      loading = false;
    }
    followMusic();
    if (newest() && newest() !== shown) void load();
  }

  /** @param {Bar | null} bar */
  function enter(bar) {
    if (bar === here) return;
    here = bar;
    mark.remove();
    head.remove();
    if (!bar) return;
    if (bar.group) {
      const staves = [...bar.group.children].filter((child) => child.classList.contains('staff'));
      const boxes = (staves.length ? staves : [bar.group]).map((child) =>
        lines(/** @type {SVGGraphicsElement} */ (child)),
      );
      const top = Math.min(...boxes.map(({ y }) => y));
      const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
      const { x, width } = boxes[0];
      const values = { x, y: top, width, height: bottom - top, rx: width / 60 };
      for (const [name, value] of Object.entries(values)) mark.setAttribute(name, String(value));
      bar.group.prepend(mark);
      if (wide && !still.matches) {
        const line = { x, y: top, width: width / 90, height: bottom - top };
        for (const [name, value] of Object.entries(line)) head.setAttribute(name, String(value));
        bar.group.append(head);
      }
    }
    reveal();
  }

  /**
   * The box of a staff's lines, which span the measure exactly.
   * @param {SVGGraphicsElement} staff
   */
  function lines(staff) {
    const drawn = /** @type {SVGGraphicsElement[]} */ (
      [...staff.children].filter((child) => child.localName === 'path')
    );
    if (!drawn.length) return staff.getBBox();
    const boxes = drawn.map((line) => line.getBBox());
    const y = Math.min(...boxes.map((box) => box.y));
    const bottom = Math.max(...boxes.map((box) => box.y + box.height));
    return { x: boxes[0].x, width: boxes[0].width, y, height: bottom - y };
  }

  function reveal() {
    if (!following || !here) return;
    const { offsetTop, offsetHeight } = here.system;
    const room = Math.max(8, (sheet.clientHeight - offsetHeight) / 3);
    sheet.scrollTo({
      top: Math.max(0, offsetTop - room),
      behavior: still.matches ? 'auto' : 'smooth',
    });
  }

  function followMusic() {
    cancelAnimationFrame(frame);
    const { transport, online } = model.get('session');
    if (!transport || (!transport.playing && !transport.position)) {
      enter(null);
      return;
    }
    const at = position(transport);
    enter(bars.find(({ start, end }) => start <= at && at < end) ?? null);
    if (here && head.isConnected) {
      const share = (at - here.start) / (here.end - here.start);
      head.setAttribute('transform', `translate(${share * Number(mark.getAttribute('width'))})`);
    }
    if (transport.playing && online) frame = requestAnimationFrame(followMusic);
  }

  /** @param {boolean} yes */
  function setFollowing(yes) {
    following = yes;
    follow.hidden = yes || !here;
    reveal();
  }

  function update() {
    markPreview(el, model.get('session'));
    if (newest() !== shown || !bars.length) void load();
    followMusic();
  }

  const leave = () => here && setFollowing(false);
  sheet.addEventListener('touchmove', leave, { passive: true });
  sheet.addEventListener('wheel', leave, { passive: true });
  sheet.addEventListener('keydown', ({ key }) => key.startsWith('Arrow') && leave());
  follow.addEventListener('click', () => setFollowing(true));
  const resized = new ResizeObserver(() => reveal());
  resized.observe(sheet);
  model.on('change:session', update);
  model.on('change:engraving', update);
  update();
  return () => {
    cancelAnimationFrame(frame);
    resized.disconnect();
    model.off('change:session', update);
    model.off('change:engraving', update);
  };
}

export default { initialize: learn, render };
