/** The line along which a cable is drawn. */
import type { Spot } from '../layout';

/** Both ends of a cable, at its ports. */
export interface Ends {
  readonly sourceX: number;
  readonly sourceY: number;
  readonly targetX: number;
  readonly targetY: number;
}

/** A cubic Bézier curve: its ends, and between them its control points. */
export type Curve = readonly [Spot, Spot, Spot, Spot];

/** How far a cable that goes back runs out and down. */
const BACK = { out: 90, down: 130 };
/** How far a target may stand to the left of its source before a cable goes around. */
const SLACK = 20;
/** In how many pieces a curve is looked at for how near something is. */
const PIECES = 24;

/** The curves of a cable: one that goes back runs below what it goes around. */
export function curvesOf({ sourceX, sourceY, targetX, targetY }: Ends): readonly Curve[] {
  const source = { x: sourceX, y: sourceY };
  const target = { x: targetX, y: targetY };
  if (targetX >= sourceX - SLACK) {
    const out = Math.max((targetX - sourceX) / 2, SLACK);
    return [[source, { x: sourceX + out, y: sourceY }, { x: targetX - out, y: targetY }, target]];
  }
  const low = Math.max(sourceY, targetY) + BACK.down;
  const [right, left] = [sourceX + BACK.out, targetX - BACK.out];
  const [from, to] = [
    { x: sourceX, y: low },
    { x: targetX, y: low },
  ];
  return [
    [source, { x: right, y: sourceY }, { x: right, y: low }, from],
    [from, from, to, to],
    [to, { x: left, y: low }, { x: left, y: targetY }, target],
  ];
}

/** As an SVG path. */
export function pathOf(curves: readonly Curve[]): string {
  const [{ x, y }] = curves[0];
  const rest = curves.map(([, a, b, end]) => `C${a.x} ${a.y} ${b.x} ${b.y} ${end.x} ${end.y}`);
  return `M${x} ${y}${rest.join('')}`;
}

/** Where words on a cable stand. */
export function middleOf(curves: readonly Curve[]): Spot {
  return at(curves[(curves.length - 1) / 2], 0.5);
}

/** How far a place is from a cable. */
export function distanceTo(spot: Spot, curves: readonly Curve[]): number {
  let least = Infinity;
  for (const curve of curves) {
    let from = curve[0];
    for (let piece = 1; piece <= PIECES; piece++) {
      const to = at(curve, piece / PIECES);
      least = Math.min(least, fromLine(spot, from, to));
      from = to;
    }
  }
  return least;
}

/** A point of a curve, from 0 to 1. */
function at([a, b, c, d]: Curve, t: number): Spot {
  const u = 1 - t;
  const [ka, kb, kc, kd] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
  return {
    x: ka * a.x + kb * b.x + kc * c.x + kd * d.x,
    y: ka * a.y + kb * b.y + kc * c.y + kd * d.y,
  };
}

function fromLine(spot: Spot, from: Spot, to: Spot): number {
  const [x, y] = [to.x - from.x, to.y - from.y];
  const along = ((spot.x - from.x) * x + (spot.y - from.y) * y) / (x * x + y * y || 1);
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(spot.x - from.x - t * x, spot.y - from.y - t * y);
}
