// @ts-check
/**
 * The canvas: what the artist opened to everybody, edited together with thumbs.
 * @typedef {import('./session').Session} Session
 * @typedef {import('./session').Canvas} Canvas
 * @typedef {import('./canvas_grid.js').Surface} Surface
 */
import { CanvasLine } from './canvas_line.js';
import { noteGrid } from './canvas_grid.js';
import { knobBoard } from './canvas_knobs.js';
import { learn, markPreview, n, t, told } from './words.js';

const SKELETON = () => `
  <section class="antiphon-canvas" aria-label="${t('Canvas')}">
    <div class="antiphon-card open">
      <h2></h2>
      <p class="about antiphon-quiet"></p>
      <p class="how"></p>
      <div class="surface"></div>
      <ul class="legend"></ul>
      <p class="note" role="status" aria-live="polite"></p>
      <div class="tools">
        <button type="button" class="back">${t('Undo')}</button>
        <button type="button" class="mine">${t('Take all mine back')}</button>
      </div>
    </div>
    <p class="antiphon-card closed" role="status">${t('The canvas is closed. Thank you for playing along.')}</p>
    <p class="said" role="status" aria-live="polite"></p>
  </section>`;

/** What may be said at once, and a second: the hub takes five a second for long. */
const NOTES = { burst: 12, rate: 4 };
const KNOBS = { burst: 2, rate: 4 };

/** @param {Canvas} canvas */
function help({ kind, mode }) {
  if (kind === 'notes')
    return mode === 'direct'
      ? t('Tap or drag to draw notes; tap one to take it away. You hear them when the music comes by.')
      : t('Tap or drag to propose notes, or tap one to propose it away. The artist decides.');
  return mode === 'direct'
    ? t('Move a knob: everybody hears it at the next bar.')
    : t('Move a knob to propose it. The artist decides.');
}

/** @param {import('./session').Render} context */
function render({ model, el }) {
  el.classList.add('antiphon');
  el.innerHTML = SKELETON();
  /** @param {string} selector */
  const part = (selector) => /** @type {HTMLElement} */ (el.querySelector(selector));
  const back = /** @type {HTMLButtonElement} */ (part('.back'));
  const mine = /** @type {HTMLButtonElement} */ (part('.mine'));
  /** @type {Canvas | null} */
  let canvas = null;
  /** @type {string} what it was, to see whether it changed */
  let known = '';
  /** @type {Surface | null} */
  let surface = null;
  /** @type {CanvasLine | null} */
  let line = null;
  let seen = false;
  let note = '';
  let frame = 0;
  let timer = 0;

  /** @param {string} text */
  function tell(text) {
    note = text;
    update();
  }

  /** @param {string} text */
  function say(text) {
    if (part('.said').textContent !== text) part('.said').textContent = text;
  }

  /** @param {Canvas} next */
  function build(next) {
    const again = canvas?.id === next.id;
    if (!again) {
      line?.clear();
      line = new CanvasLine((message) => model.send(message), {
        ...(next.kind === 'notes' ? NOTES : KNOBS),
        changed: update,
      });
      note = '';
    }
    const kept = again ? surface?.keep?.() : undefined;
    surface?.close();
    canvas = next;
    const ground = { line: /** @type {CanvasLine} */ (line), tell, say, changed: update };
    surface = next.kind === 'notes' ? noteGrid(next, ground, kept) : knobBoard(next, ground);
    part('.surface').replaceChildren(surface.el);
    part('.legend').replaceChildren(...surface.legend);
    surface.placed?.(kept);
    part('h2').textContent = next.name || t('Compose together');
    part('.how').textContent = help(next);
    mine.hidden = next.kind === 'notes' ? !next.rows.length : !next.knobs.length;
    if (seen && !again) say(t('The canvas is open.'));
  }

  /** @param {Session} session @param {Canvas} open */
  function about({ canvas_now: now }, open) {
    const people = now?.canvas === open.id ? now.people : 0;
    return [
      open.kind === 'notes' ? open.part : '',
      people ? n('{count} person plays along', '{count} people play along', people) : '',
    ]
      .filter(Boolean)
      .join(' · ');
  }

  /** @param {Session} session @param {number | null} left */
  function status(session, left) {
    if (note) return note;
    if (!session.online && [...(line?.wishes ?? [])].length)
      return t('What you changed goes out as soon as you are connected.');
    if (!canvas || left === null) return '';
    if (left > 0)
      return canvas.kind === 'notes'
        ? n('You can change {count} more place.', 'You can change {count} more places.', left)
        : n('You can change {count} more knob.', 'You can change {count} more knobs.', left);
    return t('You have changed as much as you can. Take something back to go on.');
  }

  function update() {
    const session = model.get('session');
    markPreview(el, session);
    const open = session.canvas ?? null;
    part('.open').hidden = !open;
    part('.closed').hidden = Boolean(open) || !seen;
    // Whoever was not asked sees nothing of it, and neither the space between two widgets.
    el.hidden = !open && !seen;
    if (!open) {
      surface?.close();
      [surface, canvas, known] = [null, null, ''];
      line?.clear();
      return;
    }
    // A slow phone may be told the same again.
    const at = open.kind === 'notes' ? open.start : 0;
    const text = JSON.stringify({ ...open, at });
    if (text !== known) {
      known = text;
      build(open);
    }
    seen = true;
    line?.connect(session.online && !session.preview);
    const shown = surface?.update(session);
    const left = shown?.left ?? null;
    const sentence = status(session, left);
    if (part('.about').textContent !== about(session, open))
      part('.about').textContent = about(session, open);
    if (part('.note').textContent !== sentence) part('.note').textContent = sentence;
    part('.note').classList.toggle('full', left === 0 || Boolean(note));
    back.disabled = !shown?.canUndo;
    mine.disabled = !shown?.mine;
    cancelAnimationFrame(frame);
    move();
  }

  function move() {
    const session = model.get('session');
    surface?.move?.(session);
    if (surface?.move && session.transport?.playing && session.online)
      frame = requestAnimationFrame(move);
  }

  /** @param {{sorry?: string, values?: Record<string, string | number>, canvas_own?: unknown}} message */
  function hear(message) {
    if (!message.sorry || !('canvas_own' in message)) return;
    // What is true came with it.
    line?.clear();
    surface?.refused();
    tell(told(message.sorry, message.values));
    clearTimeout(timer);
    timer = window.setTimeout(() => tell(''), 6000);
  }

  back.addEventListener('click', () => {
    note = '';
    surface?.undo();
    update();
  });
  mine.addEventListener('click', () => {
    note = '';
    surface?.undoMine();
    say(t('All that was yours is taken back.'));
    update();
  });
  model.on('change:session', update);
  model.on('msg:custom', hear);
  update();
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    line?.clear();
    surface?.close();
    model.off('change:session', update);
    model.off('msg:custom', hear);
  };
}

export default { initialize: learn, render };
