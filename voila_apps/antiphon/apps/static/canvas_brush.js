// @ts-check
/**
 * Painting with a thumb: a tap, or a drag that begins sideways; a drag up or down scrolls the page.
 * `antiphon.apps.bundle` puts this into `canvas.js`.
 * @typedef {[step: number, row: number]} Cell
 */
import { cellsBetween } from './canvas_cells.js';

/**
 * @param {HTMLElement} field
 * @param {{cellAt: (x: number, y: number) => Cell | null, isOn: (step: number, row: number) => boolean,
 *   touch: (cell: Cell | null) => void, begin: () => void, paint: (step: number, row: number, on: boolean) => boolean,
 *   end: () => void}} hand
 * @returns {() => void} stops it
 */
export function brush(field, { cellAt, isOn, touch, begin, paint, end }) {
  /** @type {{id: number, on: boolean, last: Cell, begun: boolean} | null} */
  let stroke = null;
  let touched = false;

  /** @param {PointerEvent} event */
  function down(event) {
    touched = true;
    const cell = event.isPrimary && event.button === 0 ? cellAt(event.clientX, event.clientY) : null;
    if (!cell) return;
    stroke = { id: event.pointerId, on: !isOn(...cell), last: cell, begun: false };
    touch(cell);
  }

  /** @param {PointerEvent} event */
  function move(event) {
    if (stroke?.id !== event.pointerId) return;
    for (const each of event.getCoalescedEvents?.() ?? [event]) {
      const cell = cellAt(each.clientX, each.clientY);
      if (!stroke || !cell || (cell[0] === stroke.last[0] && cell[1] === stroke.last[1])) continue;
      // A finger that only rocks over the edge of its cell means that cell; a mouse need not wait for a scroll either.
      if (!stroke.begun) {
        field.setPointerCapture(event.pointerId);
        first();
      }
      for (const [step, row] of cellsBetween(stroke.last, cell)) {
        if (stroke && !paint(step, row, stroke.on)) break;
      }
      if (stroke) stroke.last = cell;
    }
  }

  /** Paint the cell where the stroke begins. */
  function first() {
    if (!stroke) return;
    stroke.begun = true;
    touch(null);
    begin();
    paint(...stroke.last, stroke.on);
  }

  /** @param {PointerEvent} event */
  function up(event) {
    if (stroke?.id !== event.pointerId) return;
    if (!stroke.begun) first();
    stroke = null;
    end();
  }

  /** @param {PointerEvent} event */
  function cancel(event) {
    if (stroke?.id !== event.pointerId) return;
    // The page scrolls.
    touch(null);
    const { begun } = stroke;
    stroke = null;
    if (begun) end();
  }

  /** @param {MouseEvent} event */
  function click(event) {
    // A screen reader clicks without a finger.
    const cell = touched ? null : cellAt(event.clientX, event.clientY);
    touched = false;
    if (!cell) return;
    begin();
    paint(...cell, !isOn(...cell));
    end();
  }

  /** @type {[string, (event: any) => void][]} */
  const listeners = [
    ['pointerdown', down],
    ['pointermove', move],
    ['pointerup', up],
    ['pointercancel', cancel],
    ['click', click],
  ];
  for (const [type, listener] of listeners) field.addEventListener(type, listener);
  return () => {
    for (const [type, listener] of listeners) field.removeEventListener(type, listener);
  };
}
