// @ts-check

const SKELETON = `
  <section class="antiphon-live">
    <header>
      <div class="heading">
        <h3 class="title"></h3>
        <p class="subtitle"></p>
        <p class="composer"></p>
      </div>
      <div class="session">
        <p class="state" role="status" aria-live="polite"></p>
        <ul class="people" aria-label="Who is here"></ul>
      </div>
    </header>
    <figure class="score" tabindex="0">
      <div class="systems" role="img"></div>
      <figcaption role="status" aria-live="polite"></figcaption>
    </figure>
    <figure class="graph" tabindex="0">
      <div class="drawing" role="img"></div>
      <figcaption></figcaption>
    </figure>
  </section>`;

/** @type {Record<string, string>} */
const SCORE_STATES = {
  engraving: 'Engraving…',
  ready: '',
  empty: 'There is no music yet: write some, and it appears here.',
};

/**
 * Read a drawing; whatever in it could act is left out.
 * @param {string} text
 */
function drawing(text) {
  const svg = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  if (svg.localName !== 'svg') return null;
  for (const node of svg.querySelectorAll('script, foreignObject, a, image')) node.remove();
  for (const node of [svg, ...svg.querySelectorAll('*')]) {
    for (const { name, value } of [...node.attributes]) {
      if (/^on/i.test(name) || (/href$/i.test(name) && !value.startsWith('#'))) {
        node.removeAttribute(name);
      }
    }
  }
  svg.setAttribute('aria-hidden', 'true');
  svg.removeAttribute('role');
  return document.importNode(svg, true);
}

/**
 * Give the names of one drawing's glyphs to no other on the page: two views of a piece would share them.
 * @param {Element} svg
 * @param {string} prefix
 */
function rename(svg, prefix) {
  for (const node of svg.querySelectorAll('[id]')) node.id = prefix + node.id;
  for (const node of svg.querySelectorAll('use')) {
    const name = node.getAttribute('href') ? 'href' : 'xlink:href';
    const target = node.getAttribute(name);
    if (target?.startsWith('#')) node.setAttribute(name, `#${prefix}${target.slice(1)}`);
  }
}

let views = 0;

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const prefix = `antiphon-${++views}-`;
  el.innerHTML = SKELETON;
  /** @param {string} selector */
  const part = (selector) => /** @type {HTMLElement} */ (el.querySelector(selector));
  /** @type {string[]} */
  let shown = [];

  /**
   * @param {string} selector
   * @param {string} text
   */
  function say(selector, text) {
    const element = part(selector);
    if (element.textContent !== text) element.textContent = text;
    element.hidden = !text;
  }

  function heading() {
    const { title, subtitle, composer } = model.get('heading');
    say('.title', title || 'Untitled');
    say('.subtitle', subtitle ?? '');
    say('.composer', composer ?? '');
    part('section').setAttribute('aria-label', `Live piece: ${title || 'untitled'}`);
  }

  function people() {
    part('.people').replaceChildren(
      ...model.get('people').map((/** @type {string} */ name) => {
        const item = document.createElement('li');
        item.textContent = name;
        return item;
      })
    );
  }

  function state() {
    const { kind, message } = model.get('state');
    part('.state').dataset.kind = kind ?? 'waiting';
    say('.state', message ?? '');
  }

  function score() {
    part('.score').hidden = !model.get('shows').includes('score');
    /** @type {string[]} */
    const systems = model.get('systems');
    const box = part('.systems');
    systems.forEach((text, index) => {
      if (shown[index] === text) return;
      const line = document.createElement('div');
      line.className = 'system';
      const svg = drawing(text);
      if (svg) {
        rename(svg, `${prefix}${index}-`);
        line.append(svg);
      }
      if (index < box.children.length) box.children[index].replaceWith(line);
      else box.append(line);
    });
    while (box.children.length > systems.length) box.lastElementChild?.remove();
    shown = systems;
    box.setAttribute('aria-label', model.get('score_words'));
    const message = model.get('score_state');
    say('.score figcaption', SCORE_STATES[message] ?? message);
    part('.score').classList.toggle('wrong', !(message in SCORE_STATES));
  }

  function graph() {
    part('.graph').hidden = !model.get('shows').includes('graph');
    const text = model.get('graph');
    const svg = text ? drawing(text) : null;
    part('.drawing').replaceChildren(...(svg ? [svg] : []));
    part('.drawing').setAttribute('aria-label', model.get('graph_words'));
    say('.graph figcaption', svg ? '' : model.get('graph_words'));
  }

  /** @type {[string, () => void][]} */
  const listeners = [
    ['change:heading', heading],
    ['change:people', people],
    ['change:state', state],
    ['change:systems', score],
    ['change:score_state', score],
    ['change:score_words', score],
    ['change:graph', graph],
    ['change:graph_words', graph],
  ];
  for (const [event, listener] of listeners) {
    model.on(event, listener);
    listener();
  }
  return () => {
    for (const [event, listener] of listeners) model.off(event, listener);
  };
}

export default { render };
