import type { SlotIndex } from '../music/slot';
import type { System } from '../engraving/system';
import { drawn } from '../engraving/drawn';

/** In Verovio's units (180 a staff space): how far the marks reach beyond the staves, and how thick they are. */
const REACH = 200;
const THICK = 60;

/** A stretch of the piece, in quarter lengths from its beginning. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Where a stretch lies in one system. */
interface Band {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Whether the stretch begins, and ends, here. */
  readonly begins: boolean;
  readonly ends: boolean;
}

/** Shows on the engraved score what is played round and round. */
export class LoopMark {
  /** Draw it on systems; a system that shows it already is left as it is. */
  draw(systems: readonly System[], index: SlotIndex, stretch: Stretch | null): void {
    const shape = stretch ? `${stretch.start} ${stretch.end}` : '';
    for (const system of systems) {
      const { overlay } = system;
      if (!overlay || (overlay.dataset.loop ?? '') === shape) {
        continue;
      }
      overlay.dataset.loop = shape;
      overlay.querySelector(':scope > .antiphon-Loop')?.remove();
      const band = stretch && bandOf(system, index, stretch);
      if (band) {
        overlay.prepend(drawBand(band));
      }
    }
  }
}

function bandOf(system: System, index: SlotIndex, { start, end }: Stretch): Band | null {
  const { measures } = index.piece;
  let left = Infinity;
  let right = -Infinity;
  const heights: number[] = [];
  const places = system.measures.flatMap((box) => box.ids.map((id) => ({ box, id })));
  for (const { box, id } of places) {
    const measure = measures[index.measureIndex(id) ?? -1];
    const begin = measure?.start.valueOf() ?? 0;
    const until = begin + (measure?.duration.valueOf() ?? 0);
    if (!measure || begin >= end || until <= start) {
      continue;
    }
    const points = system.onsets(id, index);
    const several = box.ids.length > 1;
    const from = several ? points[0].x : box.left;
    const to = several ? points[1].x : box.right;
    left = Math.min(left, start <= begin ? from : placeIn(points, start - begin));
    right = Math.max(right, end >= until ? to : placeIn(points, end - begin));
    heights.push(...box.staves.flatMap(({ top, bottom }) => [top, bottom]));
  }
  if (!(right > left) || heights.length === 0) {
    return null;
  }
  const { range } = system;
  const from = measures[range.start]?.start.valueOf() ?? 0;
  const last = measures[range.end - 1];
  const to = last ? last.start.valueOf() + last.duration.valueOf() : Infinity;
  return {
    left,
    right,
    top: Math.min(...heights) - REACH,
    bottom: Math.max(...heights) + REACH,
    begins: start >= from,
    ends: end <= to,
  };
}

/** Where an onset is drawn: between the notes before and behind it. */
function placeIn(points: readonly { onset: number; x: number }[], onset: number): number {
  const after = points.findIndex((point) => point.onset >= onset);
  const to = points[after < 0 ? points.length - 1 : after];
  const from = points[Math.max(0, after - 1)] ?? to;
  if (!to) {
    return NaN;
  }
  const part = to.onset > from.onset ? (onset - from.onset) / (to.onset - from.onset) : 1;
  return from.x + (to.x - from.x) * part;
}

function drawBand({ left, right, top, bottom, begins, ends }: Band): SVGGElement {
  const group = drawn('g', { class: 'antiphon-Loop' });
  const box = (className: string, x: number, width: number): void => {
    group.append(drawn('rect', { class: className, x, y: top, width, height: bottom - top }));
  };
  box('antiphon-Loop-band', left, right - left);
  if (begins) {
    box('antiphon-Loop-edge', left, THICK);
  }
  if (ends) {
    box('antiphon-Loop-edge', right - THICK, THICK);
  }
  return group;
}
