import * as React from 'react';

import { placeOf } from '../../panels/ballistics';
import { MOST_PROBES, type Probe, type SessionConnection } from '../../session';
import { trans } from '../../translation';
import { bandHeight, heightOf, inWords, placeOfFrequency, wavePoints } from './drawing';

export interface ProbeViewProps {
  session: SessionConnection;
  /** A node of the graph, and the output whose cable is looked into. */
  node: string;
  output: string;
  /** What it is called; the node and port where nothing is said. */
  title?: string;
}

/** Ms between two changes of what is written: faster cannot be read, nor read out. */
const READABLE = 500;

/** Ms without word after which what was drawn no longer holds. */
const STALE = 1000;

/** Octaves that a spectrum has lines at. */
const LINES = [100, 1000, 10_000];

/** What flows through a cable: its wave, its spectrum and its level, drawn past React; and in words. */
export const ProbeView = React.memo(function ProbeView(props: ProbeViewProps): React.JSX.Element {
  const { session, node, output, title } = props;
  const canvas = React.useRef<HTMLCanvasElement>(null);
  const [said, say] = React.useState<Probe | null>(null);
  React.useEffect(() => {
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    let probe: Probe | null = null;
    let [frame, told, drawn, heard] = [0, -Infinity, -Infinity, performance.now()];
    const draw = (): void => {
      frame = 0;
      if (canvas.current) {
        drawn = performance.now();
        paint(canvas.current, probe);
      }
    };
    const ask = (): void => {
      const now = performance.now();
      if (!frame && (!still || now - drawn >= READABLE)) {
        frame = requestAnimationFrame(draw);
      }
      if (now - told >= READABLE) {
        told = now;
        say(probe);
      }
    };
    say(null);
    draw();
    const end = session.looking.watchProbe({ node, output }, (next) => {
      heard = performance.now();
      probe = next;
      ask();
    });
    const silence = setInterval(() => {
      if (probe && performance.now() - heard > STALE) {
        probe = null;
        told = -Infinity;
        ask();
      }
    }, STALE);
    return () => {
      end();
      clearInterval(silence);
      cancelAnimationFrame(frame);
    };
  }, [session, node, output]);
  const name = title ?? `${node} ${output}`;
  return (
    <figure className="antiphon-Probe" data-node={node} data-output={output}>
      <figcaption className="antiphon-Probe-name">{name}</figcaption>
      <canvas
        ref={canvas}
        className="antiphon-Probe-canvas"
        role="img"
        aria-label={trans.__('What flows through %1: %2', name, inWords(said))}
      />
      <p className="antiphon-Probe-words" data-signal={said?.signal ?? ''}>
        {inWords(said)}
      </p>
    </figure>
  );
});

/** Said where more is looked into than can be shown. */
export function tooMany(): string {
  return trans.__('%1 cables can be looked into at once: close some first.', MOST_PROBES);
}

interface Colours {
  line: string;
  grid: string;
  bar: string;
  loud: string;
}

function coloursOf(canvas: HTMLElement): Colours {
  const style = getComputedStyle(canvas);
  const of = (name: string, otherwise: string): string =>
    style.getPropertyValue(name).trim() || otherwise;
  return {
    line: of('--jp-brand-color1', '#1976d2'),
    grid: of('--jp-border-color2', '#ccc'),
    bar: of('--jp-brand-color2', '#64b5f6'),
    loud: of('--jp-error-color1', '#d32f2f'),
  };
}

/** Draw a probe on its canvas: the wave above, the spectrum below, the level at the end. */
function paint(canvas: HTMLCanvasElement, probe: Probe | null): void {
  const context = canvas.getContext('2d');
  if (!context) {
    return;
  }
  const scale = window.devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
  }
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  const colours = coloursOf(canvas);
  context.lineWidth = 1;
  context.strokeStyle = colours.grid;
  if (probe?.signal === 'audio') {
    const meter = 10;
    const [across, half] = [width - meter - 4, height / 2];
    line(context, [0, half / 2], [across, half / 2]);
    for (const frequency of LINES) {
      const x = Math.round(placeOfFrequency(frequency) * across) + 0.5;
      line(context, [x, half + 4], [x, height]);
    }
    curve(context, wavePoints(probe.wave, across, half, heightOf(probe.wave)), colours.line);
    const breadth = across / Math.max(1, probe.spectrum.length);
    context.fillStyle = colours.bar;
    probe.spectrum.forEach((level, band) => {
      const high = bandHeight(level) * (half - 6);
      context.fillRect(band * breadth, height - high, Math.max(1, breadth - 0.5), high);
    });
    context.strokeRect(width - meter + 0.5, 0.5, meter - 1, height - 1);
    const [average, peak] = [placeOf(probe.rms) * height, placeOf(probe.peak) * height];
    context.fillRect(width - meter + 1, height - average, meter - 2, average);
    context.fillStyle = probe.peak > 0 ? colours.loud : colours.line;
    context.fillRect(width - meter + 1, height - peak - 1, meter - 2, 2);
  } else if (probe?.signal === 'control') {
    line(context, [0, height / 2], [width, height / 2]);
    curve(context, wavePoints(probe.wave, width, height, heightOf(probe.wave)), colours.line);
  } else if (probe?.signal === 'note') {
    context.fillStyle = colours.bar;
    for (let note = 0; note < Math.min(probe.held, 32); note++) {
      context.fillRect(4 + note * 14, height / 2 - 5, 10, 10);
    }
  } else {
    line(context, [0, height / 2], [width, height / 2]);
  }
}

type Point = [number, number];

function line(context: CanvasRenderingContext2D, from: Point, to: Point): void {
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
}

function curve(context: CanvasRenderingContext2D, points: readonly Point[], colour: string): void {
  context.save();
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.lineJoin = 'round';
  context.beginPath();
  points.forEach(([x, y], order) => (order ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.stroke();
  context.restore();
}
