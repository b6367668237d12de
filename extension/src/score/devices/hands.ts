import { type ISignal, Signal } from '@lumino/signaling';

import { trans } from '../../translation';
import type { Played } from '../editing/command';
import type { ScoreEditor } from '../editing/editor';
import { quantise } from '../music/quantise';
import type { Line } from '../music/slot';
import type { Tone, Voice } from '../view/tone';
import { ChordGatherer } from './gather';
import type { MidiKeyboards, TimedMessage } from './midi';
import type { PreferenceStore } from './preferences';
import { Take } from './take';

/** Where the music is: `SessionConnection` is one. */
export interface PlayingClock {
  /** Null while nothing was played; rate in quarter lengths a second. */
  readonly transport: { readonly playing: boolean; readonly rate: number } | null;
  /** What is heard now, in quarter lengths from the piece's beginning. */
  positionNow(): number;
  readonly transportChanged: {
    connect(slot: () => void): boolean;
    disconnect(slot: () => void): boolean;
  };
}

/** How far (quarter lengths) the music must jump back for another pass of a loop to have begun. */
const BACK = 0.5;

/**
 * A person's hands on an instrument, be it plugged in or on the screen: what they play is heard here at once, and written
 * as the preferences say.
 */
export class Hands {
  /** @param _listens - Whether MIDI keyboards play here now. */
  constructor(
    readonly editor: ScoreEditor,
    readonly midi: MidiKeyboards,
    readonly preferences: PreferenceStore,
    private readonly _clock: PlayingClock,
    private readonly _tone: Tone,
    private readonly _listens: (hands: Hands) => boolean = () => true,
  ) {
    midi.played.connect(this._onMidi, this);
    _clock.transportChanged.connect(this._onTransport);
    preferences.changed.connect(this._onPreferences, this);
  }

  /** The keys that are down, or what is recorded, changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** MIDI numbers of the keys that are down. */
  get down(): ReadonlySet<number> {
    return this._down;
  }

  /** Whether what is played is being recorded now. */
  get recording(): boolean {
    return this._line !== null;
  }

  /** The position (in `piece.parts`) of the part that is played. */
  get part(): number {
    return this._here()?.part ?? 0;
  }

  /** Why nothing that is played is written; empty where it is. */
  get reason(): string {
    const { editor } = this;
    if (this.preferences.value.mode === 'listen') {
      return '';
    }
    const { parts, measures } = editor.index.piece;
    const part = parts[this.part];
    if (!part || measures.length === 0) {
      return trans.__(
        'The piece needs a part and a measure before anything can be played into it.',
      );
    }
    const place = { part: part.id, measure: measures[this._here()?.measure ?? 0].id };
    return editor.closed || editor.permissions.places([place]);
  }

  /**
   * A key goes down.
   *
   * @param at - When, in ms of `performance.now()`.
   */
  press(played: Played, velocity = 0.7, at = performance.now()): void {
    const { key } = played;
    this._sounds.get(key)?.();
    this._sounds.set(key, this._sound(key, velocity));
    this._down.add(key);
    if (this._line) {
      this._follow(this._position(at));
      this._take.press(key, this._position(at));
    } else if (this._steps) {
      this._gatherer.press(played);
    }
    this._changed.emit();
  }

  /** A key goes up. */
  release(key: number, at = performance.now()): void {
    this._sounds.get(key)?.();
    this._sounds.delete(key);
    this._down.delete(key);
    this._take.release(key, this._position(at));
    this._gatherer.release(key);
    this._changed.emit();
  }

  /** Press and let go of a key, as by the keyboard of the computer; onto the selected chord, where that is asked for. */
  strike(played: Played, chord = false): void {
    const release = this._sound(played.key, 0.7);
    setTimeout(release, 350);
    if (this._steps && !this._line) {
      this.editor.perform({ kind: 'keys', keys: [played], chord });
    }
  }

  /** Enter a rest, where keys are written one after another. */
  rest(): void {
    if (this._steps && !this._line) {
      this._gatherer.clear();
      this.editor.perform({ kind: 'rest' });
      this.editor.act({ kind: 'go', by: 1, extend: false });
    }
  }

  dispose(): void {
    this._end();
    this._sounds.forEach((release) => release());
    this._sounds.clear();
    this.midi.played.disconnect(this._onMidi, this);
    this.preferences.changed.disconnect(this._onPreferences, this);
    this._clock.transportChanged.disconnect(this._onTransport);
    Signal.clearData(this);
  }

  private get _steps(): boolean {
    return this.preferences.value.mode === 'step';
  }

  private _here(): (Line & { measure: number }) | null {
    const { index, selection } = this.editor;
    return index.find(selection[selection.length - 1] ?? '') ?? index.first();
  }

  private _sound(key: number, velocity: number): Voice {
    const { audible } = this.preferences.value;
    const instrument = this.editor.index.piece.parts[this.part]?.instrument ?? '';
    return audible ? this._tone.press(key, instrument, velocity) : () => undefined;
  }

  private _onMidi(_: unknown, message: TimedMessage): void {
    if (message.kind === 'press') {
      if (!this._listens(this)) {
        return;
      }
      this.press({ key: message.key }, message.velocity, message.at);
    } else if (message.kind === 'release') {
      this.release(message.key, message.at);
    } else if (message.down && this._listens(this)) {
      this.rest();
    }
  }

  /** Where the music was, as it was heard here, at a time of `performance.now()`. */
  private _position(at: number): number {
    const { transport } = this._clock;
    const ago = Math.min(Math.max(0, performance.now() - at), 500);
    const rate = transport?.playing ? transport.rate : 0;
    return this._clock.positionNow() - (rate * ago) / 1000;
  }

  private readonly _onTransport = (): void => {
    const playing = this._clock.transport?.playing ?? false;
    if (!playing) {
      this._end();
    } else if (this._line) {
      this._follow(this._clock.positionNow());
    } else {
      this._begin();
    }
  };

  private _onPreferences(): void {
    if (this.preferences.value.mode !== 'record') {
      this._end();
    } else if (this._clock.transport?.playing) {
      this._begin();
    }
    this._gatherer.clear();
    this._changed.emit();
  }

  /** Record from here on, where that is wanted and allowed. */
  private _begin(): void {
    const here = this._here();
    if (this.preferences.value.mode !== 'record' || this._line || !here) {
      return;
    }
    const { reason } = this;
    if (reason) {
      this.editor.refuse(reason);
      return;
    }
    const { part, staff } = here;
    this._line = { part: this.editor.index.piece.parts[part].id, staff, voice: this.editor.voice };
    this._last = this._clock.positionNow();
    this._changed.emit();
  }

  /** Where a loop began anew, what was played in the pass before is written. */
  private _follow(position: number): void {
    if (position < this._last - BACK) {
      this._write(this._last);
    }
    this._last = position;
  }

  private _end(): void {
    if (this._line) {
      this._write(Math.max(this._last, this._clock.positionNow()));
      this._line = null;
      this._changed.emit();
    }
  }

  /** Write the take, as one step of undo; a part that is gone takes it with it. */
  private _write(end: number): void {
    const performed = this._take.finish(end);
    const { index } = this.editor;
    const part = index.piece.parts.findIndex(({ id }) => id === this._line?.part);
    if (performed.length === 0 || !this._line || part < 0) {
      return;
    }
    const take = quantise(performed, index.piece.measures, this.preferences.value);
    if (take.length > 0) {
      this.editor.perform({ kind: 'take', line: { ...this._line, part }, take });
    }
  }

  private readonly _gatherer = new ChordGatherer((keys) =>
    this.editor.perform({ kind: 'keys', keys }),
  );
  private readonly _take = new Take();
  private readonly _changed = new Signal<this, void>(this);
  private readonly _down = new Set<number>();
  private readonly _sounds = new Map<number, Voice>();
  /** The voice that is recorded in, its part by id: others may add parts meanwhile. */
  private _line: { part: string; staff: number; voice: number } | null = null;
  private _last = 0;
}
