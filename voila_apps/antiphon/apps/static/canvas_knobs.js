// @ts-check
/**
 * The canvas as a few big knobs. `antiphon.apps.bundle` puts this into `canvas.js`.
 * @typedef {import('./session').Session} Session
 * @typedef {import('./session').KnobCanvas} KnobCanvas
 */
import { make } from './ballots.js';
import { TOP, knobWords, levelOf, ownOf } from './canvas_cells.js';
import { t, told } from './words.js';

/** @type {(canvas: KnobCanvas, ground: import('./canvas_grid.js').Ground) => import('./canvas_grid.js').Surface} */
export function knobBoard(canvas, { line, tell, say, changed }) {
  const { id, words } = canvas;
  const knobs = canvas.knobs.map((knob) => ({
    ...knob,
    name: told(knob.name, {}, words),
    of: told(knob.of, {}, words),
    unit: told(knob.unit, {}, words),
  }));
  const reviewed = canvas.mode === 'reviewed';
  /** @type {Session | null} */
  let session = null;
  /** @type {Set<number>} knobs that a thumb is on */
  const held = new Set();
  /** @type {[number, number][]} what this phone did: a knob, and what it was to be before */
  let moves = [];
  /** @type {number[] | null} the knobs of one's own when they were taken back */
  let undone = null;

  /** @param {'cells' | 'asked'} levels @param {number} knob */
  const standing = (levels, knob) =>
    session?.canvas_now?.canvas === id ? levelOf(session.canvas_now[levels], knob) : null;
  /** @param {number} knob */
  const wanted = (knob) => standing('asked', knob) ?? standing('cells', knob) ?? 0;
  /** @param {number} knob */
  const owned = (knob) => ownOf(session, canvas).mine[knob] === '1';
  /** @param {number} knob */
  const isMine = (knob) => owned(knob) || line.wish(`knob ${knob}`) !== undefined;

  const rows = knobs.map((knob, of) => {
    const input = make('input', { type: 'range', min: '0', max: String(TOP), step: '1' });
    input.setAttribute('aria-label', [knob.name, knob.of].filter(Boolean).join(', '));
    const value = make('output', { className: 'value', 'aria-hidden': 'true' });
    const whose = make('span', { className: 'whose' });
    const name = make('span', { className: 'name', textContent: knob.name });
    const head = make('div', { className: 'top', 'aria-hidden': 'true' }, name, value);
    const node = make('span', { textContent: knob.of });
    const foot = make('div', { className: 'foot' }, node, whose);
    const mark = make('i', { className: 'mark', 'aria-hidden': 'true', hidden: true });
    const track = make('div', { className: 'track' }, mark, input);
    const el = make('div', { className: 'knob' }, head, track, foot);
    let before = -1;

    /** @param {boolean} resting */
    function turned(resting) {
      const level = Number(input.value);
      if (!held.has(of)) {
        held.add(of);
        before = line.wish(`knob ${of}`)?.value ?? wanted(of);
        tell('');
      }
      if (!isMine(of) && leftNow() === 0) {
        held.delete(of);
        tell(t('You have changed as much as you can. Take something back to go on.'));
        return changed();
      }
      line.ask(`knob ${of}`, { value: level, mine: true }, { type: 'turn', canvas: id, knob: of, value: level / TOP });
      if (resting) {
        held.delete(of);
        if (before !== level) moves = [...moves, /** @type {[number, number]} */ ([of, before])].slice(-50);
      }
      return changed();
    }
    input.addEventListener('input', () => turned(false));
    input.addEventListener('change', () => turned(true));
    return { el, input, value, whose, mark };
  });
  const el = make('div', { className: 'knobs' }, ...rows.map((row) => row.el));

  function leftNow() {
    const { left } = ownOf(session, canvas);
    if (left === null) return null;
    const asked = knobs.filter((_, knob) => !owned(knob) && line.wish(`knob ${knob}`) !== undefined);
    return Math.max(0, left - asked.length);
  }

  /** @param {number} of */
  function draw(of) {
    const { el: box, input, value, whose, mark } = rows[of];
    const level = line.wish(`knob ${of}`)?.value ?? wanted(of);
    const now = standing('cells', of) ?? level;
    if (!held.has(of) && Number(input.value) !== level) input.value = String(level);
    const words = knobWords(knobs[of], level);
    if (value.textContent !== words) {
      value.textContent = words;
      input.setAttribute('aria-valuetext', words);
    }
    input.style.setProperty('--share', String(level / TOP));
    const waits = reviewed && Math.abs(now - level) > 1;
    mark.hidden = !waits;
    mark.style.setProperty('--share', String(now / TOP));
    const theirs = session?.canvas_now?.canvas === id && session.canvas_now.theirs[of] === '1';
    const text = [
      isMine(of) ? t('yours') : theirs || waits ? t('by the audience') : '',
      waits ? t('proposed; now it is {value}', { value: knobWords(knobs[of], now) }) : '',
    ]
      .filter(Boolean)
      .join(' · ');
    if (whose.textContent !== text) whose.textContent = text;
    box.classList.toggle('mine', isMine(of));
    box.classList.toggle('theirs', theirs);
    box.classList.toggle('waits', waits);
  }

  return {
    el,
    legend: [],
    update(next) {
      session = next;
      line.settle((place, { value }) => {
        if (place === 'undo') return !undone?.some((knob) => owned(knob));
        return Math.abs(wanted(Number(place.split(' ')[1])) - value) <= 1;
      });
      knobs.forEach((_, of) => draw(of));
      const mine = knobs.filter((_, of) => isMine(of)).length;
      return { left: leftNow(), mine, canUndo: moves.length > 0 };
    },
    undo() {
      const last = moves.at(-1);
      moves = moves.slice(0, -1);
      if (!last) return;
      const [of, level] = last;
      line.ask(`knob ${of}`, { value: level, mine: true }, { type: 'turn', canvas: id, knob: of, value: level / TOP });
      say(`${knobs[of].name}: ${knobWords(knobs[of], level)}`);
    },
    undoMine() {
      line.clear();
      moves = [];
      undone = knobs.flatMap((_, of) => (owned(of) ? [of] : []));
      line.ask('undo', { value: 1, mine: false }, { type: 'undo_mine', canvas: id });
    },
    refused() {
      moves = [];
      held.clear();
    },
    close() {},
  };
}
