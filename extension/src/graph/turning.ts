import { fromPosition, toPosition, type Range } from '../panels/curve';

/** CSS pixels that a hand moves from one end of a knob to the other; with Shift, ten times as many. */
const TRAVEL = 160;
const FINE = 10;

/** Where a drag of so many pixels upwards takes a knob at `position` (0 to 1), kept within its ends. */
export function dragged(position: number, up: number, isFine: boolean): number {
  return bounded(position + up / (TRAVEL * (isFine ? FINE : 1)));
}

/** What a key or a notch of a wheel makes of a value: always another one, unless it is at the end. */
export function stepped(value: number, range: Range, by: number, isFine: boolean): number {
  const grain = isFine ? 0.001 : 0.01;
  const start = toPosition(value, range);
  if (range.whole) {
    return Math.min(
      range.maximum,
      Math.max(range.minimum, Math.round(value) + Math.sign(by) * wide(by, range)),
    );
  }
  // What a hand can mean is coarser than the finest step, here and there along a logarithm.
  for (let steps = 1; steps <= 20; steps++) {
    const next = fromPosition(bounded(start + by * grain * steps), range);
    if (next !== value || steps === 20) {
      return next;
    }
  }
  return value;
}

/** How far whole numbers go at once: by one, and by a tenth of the range with a page. */
function wide(by: number, { minimum, maximum }: Range): number {
  return Math.abs(by) < PAGE ? 1 : Math.max(1, Math.round((maximum - minimum) / 10));
}

/** How many steps a page is. */
const PAGE = 10;

/** What a key makes of a value; null where it is no key of a knob's. */
export function keyed(
  value: number,
  range: Range & { default: number },
  key: string,
  isFine: boolean,
): number | null {
  switch (key) {
    case 'ArrowUp':
    case 'ArrowRight':
      return stepped(value, range, 1, isFine);
    case 'ArrowDown':
    case 'ArrowLeft':
      return stepped(value, range, -1, isFine);
    case 'PageUp':
      return stepped(value, range, PAGE, isFine);
    case 'PageDown':
      return stepped(value, range, -PAGE, isFine);
    case 'Home':
      return range.minimum;
    case 'End':
      return range.maximum;
    case '0':
      return range.default;
    default:
      return null;
  }
}

/** A knob's arc goes from 7 to 5 o'clock. In degrees, clockwise from the top. */
const SWEEP = 270;

/** The direction of a position from 0 to 1, in degrees clockwise from the top. */
export function angleOf(position: number): number {
  return (position - 0.5) * SWEEP;
}

/** The path of an arc between two positions, as SVG draws it. */
export function arc(from: number, to: number, radius: number, centre: number): string {
  const [start, end] = from <= to ? [from, to] : [to, from];
  const point = (position: number): string => {
    const turn = (angleOf(position) * Math.PI) / 180;
    const [x, y] = [centre + radius * Math.sin(turn), centre - radius * Math.cos(turn)];
    return `${x.toFixed(2)} ${y.toFixed(2)}`;
  };
  const isLong = (end - start) * SWEEP > 180 ? 1 : 0;
  return `M ${point(start)} A ${radius} ${radius} 0 ${isLong} 1 ${point(end)}`;
}

/** Where the arc of a value begins: at nothing, where a range goes through it; else at its start. */
export function originOf(range: Range): number {
  return range.minimum < 0 && range.maximum > 0 ? toPosition(0, range) : 0;
}

function bounded(position: number): number {
  return Math.min(1, Math.max(0, position));
}
