/** The meters of a mixer: fed by the session's levels, drawn on canvases frame by frame, past React and the document. */
import { LEAST, MOST, PeakHold, placeOf } from '../panels/ballistics';
import { type Level, type Levels, type SessionConnection, SILENCE } from '../session';
import { trans } from '../translation';
import { levelInWords } from './reading';
import { MASTER, type MixerStrip } from './strips';

/** How fast what is shown falls, dB a second: a meter follows a rise at once. */
const FALL = 40;

/** One meter. */
export interface MeterFace {
  canvas: HTMLCanvasElement;
  /** Told a few times a second what is to be read: the highest peak since the last reset, and the levels. */
  read: (top: number, level: Level) => void;
}

/** Ms between two changes of what is written beside a meter. */
const READABLE = 400;

interface Needle {
  level: Level;
  /** What is drawn now, dBFS. */
  peak: number;
  rms: number;
  hold: PeakHold;
  /** The highest peak since it was reset. */
  top: number;
  faces: Set<MeterFace>;
  drawn: string;
}

const SILENT: Level = {
  peak: SILENCE,
  rms: SILENCE,
  truePeak: SILENCE,
  momentary: SILENCE,
  shortTerm: SILENCE,
  integrated: SILENCE,
};

/** Every strip's needle; levels are asked for while any meter is seen. */
export class MeterBank {
  constructor(private readonly _session: Pick<SessionConnection, 'watchLevels'>) {}

  /** Show a strip's level on a canvas; returns how to stop. */
  show(strip: string, face: MeterFace): () => void {
    const needle = this._needle(strip);
    needle.faces.add(face);
    this._stop ??= this._session.watchLevels(this._take);
    needle.drawn = '';
    this._wake();
    return () => {
      needle.faces.delete(face);
      if ([...this._needles.values()].every(({ faces }) => faces.size === 0)) {
        this._stop?.();
        this._stop = null;
      }
    };
  }

  /** Forget the highest peak of a strip. */
  reset(strip: string): void {
    const needle = this._needle(strip);
    needle.top = SILENCE;
    needle.hold = new PeakHold();
    this._tell(needle);
    this._wake();
  }

  /** Forget the highest peaks of all. */
  resetAll(): void {
    this._needles.forEach((_, strip) => this.reset(strip));
  }

  /** How loud a strip is now, and how much its compressor takes away: in words, when they are asked for. */
  inWords({ id, name }: Pick<MixerStrip, 'id' | 'name'>): string {
    const needle = this._needles.get(id);
    return trans.__('%1: %2', name, needle ? levelInWords(needle.level) : trans.__('silent'));
  }

  dispose(): void {
    this._stop?.();
    this._stop = null;
    cancelAnimationFrame(this._frame);
    this._frame = 0;
    this._needles.clear();
  }

  private readonly _take = (levels: Levels): void => {
    const now = performance.now();
    const seen = new Set<string>([MASTER]);
    this._feed(MASTER, levels.mix, now);
    for (const stem of levels.stems) {
      const id = stem.bus ?? stem.part;
      if (id !== null && !seen.has(id)) {
        seen.add(id);
        this._feed(id, stem, now);
      }
    }
    for (const [id, needle] of this._needles) {
      if (!seen.has(id)) {
        needle.level = SILENT;
      }
    }
    if (now - this._told >= READABLE) {
      this._told = now;
      this._needles.forEach((needle) => this._tell(needle));
    }
    this._wake();
  };

  private _feed(id: string, level: Level, now: number): void {
    const needle = this._needle(id);
    needle.level = level;
    needle.peak = Math.max(needle.peak, level.peak);
    needle.rms = Math.max(needle.rms, level.rms);
    needle.hold.take(level.peak, now);
    needle.top = Math.max(needle.top, level.peak);
  }

  private _needle(id: string): Needle {
    let needle = this._needles.get(id);
    if (!needle) {
      needle = {
        level: SILENT,
        peak: SILENCE,
        rms: SILENCE,
        hold: new PeakHold(),
        top: SILENCE,
        faces: new Set(),
        drawn: '',
      };
      this._needles.set(id, needle);
    }
    return needle;
  }

  private _tell({ faces, top, level }: Needle): void {
    faces.forEach(({ read }) => read(top, level));
  }

  private _wake(): void {
    if (!this._frame && this._stop) {
      this._last = performance.now();
      this._frame = requestAnimationFrame(this._draw);
    }
  }

  /** One frame; the next one comes only where something still moves. */
  private readonly _draw = (): void => {
    const now = performance.now();
    const fall = (FALL * Math.min(200, now - this._last)) / 1000;
    this._last = now;
    let moves = false;
    for (const needle of this._needles.values()) {
      needle.peak = Math.max(needle.level.peak, needle.peak - fall, SILENCE);
      needle.rms = Math.max(needle.level.rms, needle.rms - fall, SILENCE);
      const held = needle.hold.take(needle.level.peak, now);
      const state = [needle.peak, needle.rms, held].map((dB) => placeOf(dB).toFixed(3)).join(' ');
      if (state !== needle.drawn && needle.faces.size > 0) {
        needle.drawn = state;
        needle.faces.forEach(({ canvas }) => paint(canvas, needle.peak, needle.rms, held));
        moves = true;
      }
      moves ||= held > LEAST;
    }
    this._frame = moves ? requestAnimationFrame(this._draw) : 0;
  };

  private readonly _needles = new Map<string, Needle>();
  private _stop: (() => void) | null = null;
  private _frame = 0;
  private _last = 0;
  private _told = 0;
}

/** Where the colours change, dBFS. */
const LOUD = -12;
const OVER = 0;

/** Draw a meter from bottom to top: on average full, its peaks paler, the highest of late a line. */
function paint(canvas: HTMLCanvasElement, peak: number, rms: number, held: number): void {
  const context = canvas.getContext('2d');
  if (!context) {
    return;
  }
  const { width, height } = canvas;
  const style = getComputedStyle(canvas);
  const colour = (name: string, otherwise: string): string =>
    style.getPropertyValue(name).trim() || otherwise;
  const y = (dB: number): number => Math.round(height * (1 - placeOf(dB)));
  context.clearRect(0, 0, width, height);
  const bands = [
    [LEAST, LOUD, colour('--antiphon-soft', '#2e9e4f')],
    [LOUD, OVER, colour('--antiphon-loud', '#c78a00')],
    [OVER, MOST, colour('--antiphon-alarm', '#d62828')],
  ] as const;
  const fill = (to: number, alpha: number): void => {
    context.globalAlpha = alpha;
    for (const [from, until, paintOf] of bands) {
      if (to > from) {
        const top = y(Math.min(to, until));
        context.fillStyle = paintOf;
        context.fillRect(0, top, width, y(from) - top);
      }
    }
  };
  fill(peak, 0.4);
  fill(rms, 1);
  context.globalAlpha = 1;
  if (held > LEAST) {
    context.fillStyle = colour('--jp-ui-font-color1', '#000');
    context.fillRect(0, Math.min(height - 2, y(held)), width, 2);
  }
}
