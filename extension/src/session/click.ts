/**
 * A metronome in this browser alone, in time with everybody's by the shared clock.
 *
 * A timer that may be late looks a little ahead and hands what is due to the audio clock, which is never late: after
 * Chris Wilson, "A tale of two clocks" (web.dev, 2013).
 */
import type { Stretch } from './transport';

/** A beat of the written score. */
export interface Beat {
  /** In quarter lengths from the piece's beginning. */
  position: number;
  /** Whether a measure begins with it. */
  strong: boolean;
}

/** As much of a transport as beats need, from `since` on. */
export interface Course {
  playing: boolean;
  position: number;
  /** Quarter lengths a second. */
  rate: number;
  loop: Stretch | null;
  duration: number;
}

export interface Click {
  /** Ms after the course's position held. */
  ms: number;
  strong: boolean;
}

/**
 * The beats that sound from `from` until `until`, in ms after the moment at which the course's position holds.
 *
 * @param beats - In the order of their positions.
 */
export function clicksBetween(
  beats: readonly Beat[],
  course: Course,
  from: number,
  until: number,
): Click[] {
  const { playing, position, rate, loop, duration } = course;
  if (!playing || rate <= 0) {
    return [];
  }
  const turns = loop && position >= loop.start && position < loop.end ? loop : null;
  const start = turns?.start ?? 0;
  const end = turns?.end ?? duration;
  const length = turns ? Math.max(end - start, SHORTEST) : Infinity;
  const clicks: Click[] = [];
  for (let low = start - position; (1000 * low) / rate < until; low += length) {
    for (const beat of beats) {
      const ms = (1000 * (low + beat.position - start)) / rate;
      if (beat.position >= start && beat.position < end && ms >= from && ms < until) {
        clicks.push({ ms, strong: beat.strong });
      }
    }
  }
  return clicks;
}

/** The shortest loop that is clicked to, in quarter lengths. */
const SHORTEST = 1 / 16;

/** Ms between two looks ahead, and how far they look. */
const LOOK = 25;
const AHEAD = 120;

/** Ms by which a click may be late where the music has only just been heard of. */
const LATE = 30;

/** Two clicks that are nearer to each other (ms) are one. */
const SAME = 50;

/** What makes clicks sound, at times in ms of `performance.now()`. */
export interface Clicker {
  /** Sound a click; returns how to take it back. */
  click(at: number, strong: boolean): () => void;
  dispose(): void;
}

export interface ClickSource {
  beats: readonly Beat[];
  course: Course;
  /** When the course's position is heard, in ms of `performance.now()`. */
  since: number;
}

/** Clicks on every beat while it is on and the music plays. */
export class LocalClick {
  /**
   * @param _source - What to click to now; null for nothing.
   * @param _clicker - Makes what sounds, when it is first needed.
   * @param _now - The time in ms; the browser's own by default.
   */
  constructor(
    private readonly _source: () => ClickSource | null,
    private readonly _clicker: () => Clicker = () => new AudioClicker(),
    private readonly _now: () => number = () => performance.now(),
  ) {}

  get on(): boolean {
    return this._timer !== undefined;
  }
  set on(on: boolean) {
    if (on === this.on) {
      return;
    }
    this._turn(on);
    this._listeners.forEach((listener) => listener());
  }

  /** Be told when it is turned on or off; returns how to stop. */
  subscribe(listener: () => void): () => void {
    this._listeners.add(listener);
    return () => this._listeners.delete(listener);
  }

  private _turn(on: boolean): void {
    clearInterval(this._timer);
    this._timer = undefined;
    if (on) {
      this._sound ??= this._clicker();
      this._timer = setInterval(() => this._look(), LOOK);
      this._look();
    } else {
      this._due.forEach(({ cancel }) => cancel());
      this._due = [];
    }
  }

  /** The music was moved, started or stopped: what was due counts no longer. */
  moved(): void {
    if (this.on) {
      this._look();
    }
  }

  dispose(): void {
    this.on = false;
    this._sound?.dispose();
  }

  /** Sound what is due soon, and take back what is no longer: somebody moved the music. */
  private _look(): void {
    const now = this._now();
    const source = this._source();
    const since = source?.since ?? 0;
    const soon = source
      ? clicksBetween(source.beats, source.course, now - since - SAME, now - since + AHEAD)
      : [];
    const times = soon.map(({ ms, strong }) => ({ at: since + ms, strong }));
    const near = (a: number) => (b: { at: number }) => Math.abs(a - b.at) < SAME;
    this._due = this._due.filter(({ at, cancel }) => {
      const stays = at <= now || times.some(near(at));
      if (!stays) {
        cancel();
      }
      return stays && at > now - SAME;
    });
    for (const { at, strong } of times) {
      if (at >= now - LATE && !this._due.some(near(at)) && this._sound) {
        this._due.push({ at, cancel: this._sound.click(at, strong) });
      }
    }
  }

  private readonly _listeners = new Set<() => void>();
  private _due: { at: number; cancel: () => void }[] = [];
  private _sound: Clicker | null = null;
  private _timer: ReturnType<typeof setInterval> | undefined;
}

/** Clicks by Web Audio: a short tone, higher where a measure begins. */
export class AudioClicker implements Clicker {
  click(at: number, strong: boolean): () => void {
    const context = this._context;
    if (context.state === 'suspended') {
      void context.resume();
    }
    const time = Math.max(context.currentTime, audioTime(context, at));
    const oscillator = new OscillatorNode(context, { frequency: strong ? 1760 : 1174.7 });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(strong ? 0.5 : 0.35, time);
    gain.gain.exponentialRampToValueAtTime(0.0005, time + 0.04);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(time);
    oscillator.stop(time + 0.05);
    return () => oscillator.disconnect();
  }

  dispose(): void {
    void this._context.close();
  }

  private readonly _context = new AudioContext();
}

/** The time of an audio clock that reaches the ear at `ms` of `performance.now()`. */
function audioTime(context: AudioContext, ms: number): number {
  const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp();
  return contextTime > 0 && performanceTime > 0
    ? contextTime + (ms - performanceTime) / 1000
    : context.currentTime + (ms - performance.now()) / 1000 - (context.outputLatency || 0);
}
