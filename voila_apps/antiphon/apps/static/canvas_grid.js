// @ts-check
/**
 * The canvas as a grid of notes: rows of the key, steps of the measures. `antiphon.apps.bundle` puts this into `canvas.js`.
 * @typedef {import('./session').Session} Session
 * @typedef {import('./session').NoteCanvas} NoteCanvas
 * @typedef {{page: number, at: [number, number], focused: boolean}} Kept
 * @typedef {{line: import('./canvas_line.js').CanvasLine, tell: (text: string) => void, say: (text: string) => void,
 *   changed: () => void}} Ground
 * @typedef {{left: number | null, mine: number, canUndo: boolean}} Shown
 * @typedef {{el: HTMLElement, legend: HTMLElement[], update: (session: Session) => Shown, move?: (session: Session) => void,
 *   placed?: (kept?: Kept) => void, keep?: () => Kept, undo: () => void, undoMine: () => void, refused: () => void,
 *   close: () => void}} Surface
 */
import { make } from './ballots.js';
import { isSet, ownOf, rowLabel, setCells, stepOf, stretches } from './canvas_cells.js';
import { brush } from './canvas_brush.js';
import { faceOf } from './canvas_face.js';
import { n, t } from './words.js';

/** Least width of a cell, in pixels: what a thumb hits when the row is high. */
const NARROWEST = 17;
/** Steps of a page at least and at most. */
const LEAST = 8;
const MOST = 32;

/** @param {[string, string][]} marks */
function keyTo(marks) {
  return marks.map(([name, text]) =>
    make('li', {}, make('i', { className: `cell ${name}`, 'aria-hidden': 'true' }), text),
  );
}

/** @type {(canvas: NoteCanvas, ground: Ground, kept?: Kept) => Surface} */
export function noteGrid(canvas, { line, tell, say, changed }, kept) {
  const { id, steps, rows, mode } = canvas;
  const reviewed = mode === 'reviewed';
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const face = faceOf(canvas);
  const begins = new Map(canvas.measures.map(([number, step]) => [step, number]));
  /** @type {Session | null} */
  let session = null;
  let pages = stretches(canvas, 16);
  let page = Math.min(kept?.page ?? 0, pages.length - 1);
  /** @type {[number, number]} the cell that the keyboard is on */
  let at = kept?.at ?? [0, rows.length - 1];
  /** @type {[string, number][][]} what this phone did, stroke by stroke: places, and what they were to be before */
  let strokes = [];
  let stroking = false;
  /** @type {string[] | null} the places of one's own when they were taken back */
  let undone = null;
  let playing = -1;

  const field = make('div', {
    className: 'grid',
    role: 'grid',
    'aria-label': t('Notes of {name}', { name: canvas.part || canvas.name }),
  });
  field.style.setProperty('--rows', String(rows.length));
  field.classList.toggle(
    'named',
    rows.some((label) => label.length > 4),
  );
  const numbers = make('div', { className: 'numbers', 'aria-hidden': 'true' });
  const lineOfNow = make('div', { className: 'head' });
  const over = make('div', { className: 'over', 'aria-hidden': 'true' }, lineOfNow);
  const turns = make('div', { className: 'turns', role: 'group', 'aria-label': t('Measures') });
  const el = make('div', { className: 'notes' }, turns, numbers, field);
  /** @type {HTMLElement[][]} by row, lowest first, and column of the page */
  let cells = [];

  /** @param {number} step @param {number} row */
  const placeId = (step, row) => `${step} ${row}`;
  /** @param {'cells' | 'theirs' | 'asked'} grid @param {number} step @param {number} row */
  const told = (grid, step, row) => {
    const now = session?.canvas_now;
    return now?.canvas === id && isSet(now[grid], step, row);
  };
  /** What the audience wants a cell to be, as it was told. @param {number} step @param {number} row */
  const wanted = (step, row) => told('cells', step, row) !== told('asked', step, row);
  /** @param {number} step @param {number} row */
  const owned = (step, row) => isSet(ownOf(session, canvas).mine, step, row);

  /** @param {number} step @param {number} row @returns {import('./canvas_face.js').Look} */
  function look(step, row) {
    const wish = line.wish(placeId(step, row));
    const now = told('cells', step, row);
    const before = wanted(step, row);
    const on = wish ? wish.value === 1 : before;
    const mine = wish ? wish.mine : owned(step, row);
    return {
      held: isSet(canvas.held, step, row),
      now: reviewed ? now : on,
      on,
      mine,
      theirs: told('theirs', step, row),
    };
  }

  /** @param {number} step @param {number} row */
  const nameOf = (step, row) => face.words(step, row, look(step, row));

  /** @param {number} step @param {number} row */
  function draw(step, row) {
    const cell = cells[row]?.[step - pages[page].from];
    if (!cell) return;
    const seen = look(step, row);
    const className = face.classes(step, row, seen, step === playing);
    if (cell.className === className) return;
    cell.className = className;
    cell.setAttribute('aria-selected', String(seen.on));
    cell.setAttribute('aria-label', face.words(step, row, seen));
  }

  function drawAll() {
    const { from, until } = pages[page];
    for (let row = 0; row < rows.length; row++)
      for (let step = from; step < until; step++) draw(step, row);
  }

  /** Make the cells of the page. */
  function layOut() {
    const { from, until, name } = pages[page];
    const focused = field.contains(document.activeElement);
    at = [Math.min(until - 1, Math.max(from, at[0])), at[1]];
    el.style.setProperty('--steps', String(until - from));
    cells = rows.map((_, row) =>
      Array.from({ length: until - from }, (_cell, column) => {
        const cell = make('div', { role: 'gridcell', tabIndex: -1 });
        if (isSet(canvas.held, from + column, row)) cell.setAttribute('aria-disabled', 'true');
        return cell;
      }),
    );
    field.replaceChildren(
      ...cells
        .map((line, row) =>
          make(
            'div',
            { className: 'row', role: 'row' },
            make('span', { role: 'rowheader', textContent: rowLabel(rows[row]) }),
            ...line,
          ),
        )
        .reverse(),
      over,
    );
    numbers.replaceChildren(
      ...Array.from({ length: until - from }, (_, column) =>
        make('span', { textContent: String(begins.get(from + column) || '') }),
      ),
    );
    pages.forEach((each, of) => {
      const button = /** @type {HTMLElement} */ (turns.children[of]);
      if (of === page) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
      button.setAttribute('aria-label', each.name);
    });
    field.setAttribute('aria-description', name);
    drawAll();
    point(...at, focused);
  }

  function makeTurns() {
    turns.hidden = pages.length < 2;
    turns.replaceChildren(
      ...pages.map(({ label }, of) => {
        const button = make('button', { type: 'button', textContent: label });
        button.addEventListener('click', () => turn(of));
        return button;
      }),
    );
  }

  /** @param {number} to */
  function turn(to) {
    if (to === page || !pages[to]) return;
    page = to;
    layOut();
    say(pages[page].name);
    if (session) move(session);
  }

  /** Have the keyboard on a cell. @param {number} step @param {number} row @param {boolean} focus */
  function point(step, row, focus) {
    cells[at[1]]?.[at[0] - pages[page].from]?.setAttribute('tabindex', '-1');
    at = [step, row];
    const cell = cells[row]?.[step - pages[page].from];
    cell?.setAttribute('tabindex', '0');
    if (focus) cell?.focus({ preventScroll: true });
  }

  /** What may still be changed, with what is on its way. */
  function leftNow() {
    let { left } = ownOf(session, canvas);
    if (left === null) return null;
    for (const place of line.wishes) {
      const [step, row] = place.split(' ').map(Number);
      if (row === undefined) continue;
      left += Number(owned(step, row)) - Number(line.wish(place)?.mine);
    }
    return Math.max(0, left);
  }

  /**
   * Have a cell be on or off, where it is not; returns whether that can be asked.
   * @param {number} step
   * @param {number} row
   * @param {boolean} on
   */
  function paint(step, row, on) {
    const { held, on: is, mine } = look(step, row);
    if (is === on) return true;
    if (held) {
      tell(t('A longer note is there, which cannot be changed here.'));
      return false;
    }
    if (!mine && leftNow() === 0) {
      tell(t('You have changed as much as you can. Take something back to go on.'));
      return false;
    }
    if (stroking) strokes.at(-1)?.push([placeId(step, row), is ? 1 : 0]);
    // Who changes back what they changed holds it no more.
    const wish = { value: on ? 1 : 0, mine: !mine };
    line.ask(placeId(step, row), wish, { type: 'paint', canvas: id, cell: [step, row], on });
    draw(step, row);
    return true;
  }

  function begin() {
    stroking = true;
    strokes = [...strokes, /** @type {[string, number][]} */ ([])].slice(-50);
  }

  function end() {
    stroking = false;
    if (!strokes.at(-1)?.length) strokes = strokes.slice(0, -1);
    changed();
  }

  /** @param {number} step @param {number} row */
  function toggle(step, row) {
    tell('');
    begin();
    paint(step, row, !look(step, row).on);
    end();
    say(nameOf(step, row));
  }

  /** @type {Record<string, [number, number]>} */
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  field.addEventListener('keydown', (event) => {
    const { from, until } = pages[page];
    let [step, row] = at;
    if (ways[event.key]) [step, row] = [step + ways[event.key][0], row + ways[event.key][1]];
    else if (event.key === 'Home') step = event.ctrlKey ? 0 : from;
    else if (event.key === 'End') step = event.ctrlKey ? steps - 1 : until - 1;
    else if (event.key === 'PageDown') step = until;
    else if (event.key === 'PageUp') step = from - 1;
    else if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      if (!event.repeat) toggle(step, row);
      return;
    } else return;
    event.preventDefault();
    step = Math.min(steps - 1, Math.max(0, step));
    row = Math.min(rows.length - 1, Math.max(0, row));
    turn(pages.findIndex((each) => each.from <= step && step < each.until));
    point(step, row, true);
  });

  const stop = brush(field, {
    cellAt(x, y) {
      const first = cells[rows.length - 1][0].getBoundingClientRect();
      const last = cells[0][cells[0].length - 1].getBoundingClientRect();
      const column = Math.floor(((x - first.left) / (last.right - first.left)) * cells[0].length);
      const down = Math.floor(((y - first.top) / (last.bottom - first.top)) * rows.length);
      const row = rows.length - 1 - down;
      return cells[row]?.[column] ? [pages[page].from + column, row] : null;
    },
    isOn: (step, row) => look(step, row).on,
    touch(cell) {
      field.querySelector('.touched')?.classList.remove('touched');
      if (cell) cells[cell[1]]?.[cell[0] - pages[page].from]?.classList.add('touched');
    },
    begin() {
      tell('');
      begin();
    },
    paint,
    end,
  });

  /** @param {Session} next */
  function update(next) {
    session = next;
    line.settle((place, { value, mine }) => {
      if (place === 'undo')
        return !undone?.some((each) => {
          const [step, row] = each.split(' ').map(Number);
          return owned(step, row);
        });
      const [step, row] = place.split(' ').map(Number);
      return wanted(step, row) === (value === 1) && owned(step, row) === mine;
    });
    drawAll();
    const own = setCells(ownOf(next, canvas).mine);
    const mine = new Set(own.map(([step, row]) => placeId(step, row)));
    for (const place of line.wishes) {
      const [step, row] = place.split(' ').map(Number);
      if (row === undefined) continue;
      if (look(step, row).mine) mine.add(place);
      else mine.delete(place);
    }
    return { left: leftNow(), mine: mine.size, canUndo: strokes.length > 0 };
  }

  /** Show where the music is. @param {Session} session */
  function move({ transport, online }) {
    const now = stepOf(canvas, transport, online ? performance.now() : null);
    const inside = now >= 0 && now < steps;
    const step = inside ? Math.floor(now) : -1;
    const { from, until } = pages[page];
    const here = inside && step >= from && step < until;
    over.hidden = !here;
    const shown = still.matches ? step : now;
    if (here)
      lineOfNow.style.transform = `translateX(${(100 * (shown - from)) / (until - from)}%)`;
    lineOfNow.classList.toggle('still', still.matches);
    if (step === playing) return;
    const last = playing;
    playing = step;
    for (const each of [last, step]) {
      if (each < from || each >= until) continue;
      for (let row = 0; row < rows.length; row++) draw(each, row);
    }
    pages.forEach((each, of) =>
      turns.children[of]?.classList.toggle('playing', step >= each.from && step < each.until),
    );
  }

  function fit() {
    const header = field.querySelector('[role=rowheader]');
    if (!field.clientWidth || !header) return;
    const room = field.clientWidth - header.getBoundingClientRect().width;
    const most = Math.min(MOST, Math.max(LEAST, Math.floor(room / NARROWEST)));
    const next = stretches(canvas, most);
    if (next.map(({ label }) => label).join() === pages.map(({ label }) => label).join()) return;
    const { from } = pages[page];
    pages = next;
    page = Math.max(
      0,
      pages.findIndex(({ until }) => from < until),
    );
    makeTurns();
    layOut();
  }
  const watching = new ResizeObserver(fit);

  makeTurns();
  layOut();
  watching.observe(field);

  return {
    el,
    legend: keyTo([
      ['on', t('In the piece')],
      ['on theirs', t('By the audience')],
      ['on theirs mine', t('Yours')],
      ...(reviewed ? [/** @type {[string, string]} */ (['on theirs coming', t('Proposed')])] : []),
      ...(/[^0]/.test(canvas.held)
        ? [/** @type {[string, string]} */ (['held', t('Cannot be changed')])]
        : []),
    ]),
    update,
    move,
    placed(before) {
      fit();
      if (before?.focused) point(...at, true);
    },
    keep: () => ({ page, at, focused: field.contains(document.activeElement) }),
    undo() {
      const stroke = strokes.at(-1) ?? [];
      strokes = strokes.slice(0, -1);
      for (const [place, on] of [...stroke].reverse()) {
        const [step, row] = place.split(' ').map(Number);
        // What somebody else has changed since is theirs.
        if (look(step, row).mine) paint(step, row, on === 1);
      }
      say(t('Your last stroke is taken back.'));
    },
    undoMine() {
      const own = setCells(ownOf(session, canvas).mine);
      line.clear();
      strokes = [];
      undone = own.map(([step, row]) => placeId(step, row));
      line.ask('undo', { value: 1, mine: false }, { type: 'undo_mine', canvas: id });
      for (const [step, row] of own)
        line.ask(placeId(step, row), { value: wanted(step, row) ? 0 : 1, mine: false }, null);
    },
    refused() {
      strokes = [];
    },
    close() {
      watching.disconnect();
      stop();
    },
  };
}
