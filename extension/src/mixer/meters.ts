/** The meters of a mixer: fed by the session's levels, painted frame by frame, past React and the document. */
import { LEAST, PeakHold, placeOf } from '../panels/ballistics';
import { type Level, type Levels, type SessionConnection, SILENCE } from '../session';
import { trans } from '../translation';
import { lengthOf } from './paint';
import { levelInWords, takenInWords } from './reading';
import { MASTER, type MixerStrip } from './strips';

/** How fast what is shown falls, dB a second: a meter follows a rise at once. */
const FALL = 40;

/** What the engine says of a strip. */
export interface Reading extends Level {
  /** What its compressor takes away, dB; null where it has none. */
  reduction: number | null;
  /** What the master's limiter takes away, dB. */
  limiting: number;
}

/** What a meter shows now: as the engine says, but falling slowly. */
export interface Shown {
  peak: number;
  rms: number;
  /** The highest peak of late. */
  held: number;
  reduction: number | null;
  limiting: number;
}

/** One meter. */
export interface MeterFace {
  /** Paint it; called at most once a frame, where it moved. */
  paint?: (shown: Shown) => void;
  /** Told a few times a second what is to be read, and the highest peak since the last reset. */
  read?: (reading: Reading, top: number) => void;
}

/** Ms between two changes of what is written beside a meter. */
const READABLE = 400;

interface Needle {
  reading: Reading;
  shown: Shown;
  hold: PeakHold;
  /** The highest peak since it was reset. */
  top: number;
  faces: Set<MeterFace>;
  painted: string;
}

const SILENT: Reading = {
  peak: SILENCE,
  rms: SILENCE,
  truePeak: SILENCE,
  momentary: SILENCE,
  shortTerm: SILENCE,
  integrated: SILENCE,
  reduction: null,
  limiting: 0,
};

/** Every strip's needle; levels are asked for while any meter is seen. */
export class MeterBank {
  constructor(private readonly _session: Pick<SessionConnection, 'watchLevels'>) {}

  /** Show what a strip's meter says; returns how to stop. */
  show(strip: string, face: MeterFace): () => void {
    const needle = this._needle(strip);
    needle.faces.add(face);
    this._stop ??= this._session.watchLevels(this._take);
    face.read?.(needle.reading, needle.top);
    needle.painted = '';
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

  /** How loud a strip is now, and what its compressor takes away: in words, when they are asked for. */
  inWords({ id, name }: Pick<MixerStrip, 'id' | 'name'>): string {
    const { reading } = this._needle(id);
    const words = [levelInWords(reading), ...takenInWords(reading)];
    return trans.__('%1: %2', name, words.join(', '));
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
        this._feed(id, { ...stem, limiting: 0 }, now);
      }
    }
    for (const [id, needle] of this._needles) {
      if (!seen.has(id)) {
        needle.reading = SILENT;
      }
    }
    if (now - this._told >= READABLE) {
      this._told = now;
      this._needles.forEach((needle) => this._tell(needle));
    }
    this._wake();
  };

  private _feed(id: string, reading: Reading, now: number): void {
    const needle = this._needle(id);
    needle.reading = reading;
    needle.hold.take(reading.peak, now);
    needle.top = Math.max(needle.top, reading.peak);
    this._move(needle, 0, now);
  }

  /** Let what is shown follow a rise at once, and fall by so many dB at most. */
  private _move({ reading, shown, hold }: Needle, fall: number, now: number): void {
    const follow = (to: number, from: number): number => Math.max(to, from - fall);
    shown.peak = Math.max(SILENCE, follow(reading.peak, shown.peak));
    shown.rms = Math.max(SILENCE, follow(reading.rms, shown.rms));
    shown.held = hold.take(reading.peak, now);
    shown.reduction =
      reading.reduction === null ? null : follow(reading.reduction, shown.reduction ?? 0);
    shown.limiting = Math.max(0, follow(reading.limiting, shown.limiting));
  }

  private _needle(id: string): Needle {
    let needle = this._needles.get(id);
    if (!needle) {
      needle = {
        reading: SILENT,
        shown: { peak: SILENCE, rms: SILENCE, held: SILENCE, reduction: null, limiting: 0 },
        hold: new PeakHold(),
        top: SILENCE,
        faces: new Set(),
        painted: '',
      };
      this._needles.set(id, needle);
    }
    return needle;
  }

  private _tell({ faces, top, reading }: Needle): void {
    faces.forEach(({ read }) => read?.(reading, top));
  }

  private _wake(): void {
    if (!this._frame && this._stop) {
      this._last = performance.now();
      this._frame = requestAnimationFrame(this._paint);
    }
  }

  /** One frame; the next one comes only where something still moves. */
  private readonly _paint = (): void => {
    const now = performance.now();
    const fall = (FALL * Math.min(200, now - this._last)) / 1000;
    this._last = now;
    let moves = false;
    for (const needle of this._needles.values()) {
      this._move(needle, fall, now);
      const state = stateOf(needle.shown);
      if (state !== needle.painted && needle.faces.size > 0) {
        needle.painted = state;
        needle.faces.forEach(({ paint }) => paint?.(needle.shown));
        moves = true;
      }
      moves ||= needle.shown.held > LEAST;
    }
    this._frame = moves ? requestAnimationFrame(this._paint) : 0;
  };

  private readonly _needles = new Map<string, Needle>();
  private _stop: (() => void) | null = null;
  private _frame = 0;
  private _last = 0;
  private _told = 0;
}

/** What is to be seen, so finely that nobody sees a difference. */
function stateOf({ peak, rms, held, reduction, limiting }: Shown): string {
  const levels = [peak, rms, held].map((dB) => placeOf(dB).toFixed(3));
  const taken = [reduction, limiting].map((dB) => (dB === null ? '' : lengthOf(dB, 240)));
  return [...levels, ...taken].join(' ');
}
