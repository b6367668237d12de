/** How meters are painted. */
import { LEAST, MOST, placeOf } from '../panels/ballistics';

/** Where the colours of a level change, dBFS. */
const LOUD = -12;
const OVER = 0;

/** The most that a meter shows of what a compressor or limiter takes away, dB. */
export const MOST_TAKEN = 20;

/** How long colours are good for, ms: a theme changes seldom, and asking the page for them takes long. */
const GOOD = 1000;

const COLOURS = {
  '--antiphon-soft': '#2e9e4f',
  '--antiphon-loud': '#c78a00',
  '--antiphon-alarm': '#d62828',
  '--jp-brand-color1': '#1976d2',
  '--jp-ui-font-color1': '#000',
};

type Colours = Record<keyof typeof COLOURS, string>;

const known = new WeakMap<HTMLCanvasElement, { at: number; colours: Colours }>();

function coloursOf(canvas: HTMLCanvasElement): Colours {
  const now = performance.now();
  const before = known.get(canvas);
  if (before && now - before.at < GOOD) {
    return before.colours;
  }
  const style = getComputedStyle(canvas);
  const colours = Object.fromEntries(
    Object.entries(COLOURS).map(([name, otherwise]) => [
      name,
      style.getPropertyValue(name).trim() || otherwise,
    ]),
  ) as Colours;
  known.set(canvas, { at: now, colours });
  return colours;
}

/** A level from bottom to top, dBFS: on average full, its peaks paler, the highest of late a line. */
export function paintLevel(
  canvas: HTMLCanvasElement,
  { peak, rms, held }: { peak: number; rms: number; held: number },
): void {
  const context = canvas.getContext('2d');
  if (!context) {
    return;
  }
  const { width, height } = canvas;
  const colours = coloursOf(canvas);
  const y = (dB: number): number => Math.round(height * (1 - placeOf(dB)));
  context.clearRect(0, 0, width, height);
  const bands = [
    [LEAST, LOUD, colours['--antiphon-soft']],
    [LOUD, OVER, colours['--antiphon-loud']],
    [OVER, MOST, colours['--antiphon-alarm']],
  ] as const;
  const fill = (to: number, alpha: number): void => {
    context.globalAlpha = alpha;
    for (const [from, until, paint] of bands) {
      if (to > from) {
        const top = y(Math.min(to, until));
        context.fillStyle = paint;
        context.fillRect(0, top, width, y(from) - top);
      }
    }
  };
  fill(peak, 0.4);
  fill(rms, 1);
  context.globalAlpha = 1;
  if (held > LEAST) {
    context.fillStyle = colours['--jp-ui-font-color1'];
    context.fillRect(0, Math.min(height - 2, y(held)), width, 2);
  }
}

/** How many pixels what is taken away (dB) covers of so many. */
export function lengthOf(taken: number, pixels: number): number {
  return Math.round((pixels * Math.min(MOST_TAKEN, Math.max(0, taken))) / MOST_TAKEN);
}

/** What is taken away, dB: downwards from the top of an upright canvas, from the left of a level one; bars side by side. */
export function paintTaken(canvas: HTMLCanvasElement, taken: readonly number[]): void {
  const context = canvas.getContext('2d');
  if (!context) {
    return;
  }
  const { width, height } = canvas;
  context.clearRect(0, 0, width, height);
  context.fillStyle = coloursOf(canvas)['--jp-brand-color1'];
  taken.forEach((dB, at) => {
    if (height > width) {
      const each = width / taken.length;
      context.fillRect(Math.round(at * each), 0, Math.floor(each), lengthOf(dB, height));
    } else {
      const each = height / taken.length;
      context.fillRect(0, Math.round(at * each), lengthOf(dB, width), Math.floor(each));
    }
  });
}
