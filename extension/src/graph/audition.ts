/**
 * Auditions: what a sound is like, before it is used, and a proposal, before it is accepted. The server renders it
 * (`POST {base}antiphon/auditions` and `…/proposal-auditions`), this browser plays it, one at a time.
 */
import { ServerConnection } from '@jupyterlab/services';
import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import { trans } from '../translation';

/** A note that is played, in quarter lengths. */
export interface AuditionNote {
  /** MIDI key. */
  key: number;
  start: number;
  duration: number;
  /** From 0 to 1. */
  velocity?: number;
}

/** What is heard. Presets, instruments and demo patches are those of the library, by their ids; a clip is its text. */
export type Audible = (
  | { kind: string; values?: Readonly<Record<string, number>> }
  | { preset: string }
  | { instrument: string }
  | { demo: string }
  | { clip: string }
) & {
  /** Played in the place of a phrase that fits. */
  notes?: readonly AuditionNote[];
};

/** A few measures of a piece, which others edit: they are asked for each time. */
export interface ProposalAudible {
  /** The piece's path. */
  piece: string;
  /** Id of the proposal that touches them. */
  proposal: string;
  /** The places of the operations that are wanted; without them all that wait for an answer. */
  operations?: readonly number[];
  /** The places of those that are wanted whatever others have written meanwhile. */
  insisted?: readonly number[];
  /** Whether they are heard as they are now. */
  now?: boolean;
}

/** Sounds that are remembered, decoded. */
const REMEMBERED = 24;

/** Seconds in which a sound that is stopped fades. */
const FADE = 0.04;

/** The name by which `playing` says what is heard; one thing has one name. */
export function nameOf(what: Audible | ProposalAudible): string {
  const sorted = (_: string, value: unknown): unknown =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value;
  return JSON.stringify(what, sorted);
}

/** What is heard, or is on its way to be. */
interface Playing {
  name: string;
  abort: AbortController;
  /** Null while it is on its way. */
  stop: (() => void) | null;
}

export class Auditions implements IDisposable {
  /** @param makeContext - makes what sounds, when the first is heard. */
  constructor(
    private readonly _settings: ServerConnection.ISettings,
    private readonly _makeContext = () => new AudioContext(),
  ) {}

  /** The name (`nameOf`) of what is heard, or is on its way to be; null while it is quiet. */
  get playing(): string | null {
    return this._playing?.name ?? null;
  }

  /** Whether it is on its way, and not heard yet. */
  get waiting(): boolean {
    return this._playing !== null && !this._playing.stop;
  }

  /** That something began to be made, began to sound, or is over. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Have the server make ready, so that the first sound is heard at once. Nothing happens where it cannot. */
  warm(): void {
    if (!this._isWarm) {
      this._isWarm = true;
      ServerConnection.makeRequest(this._address(), {}, this._settings).catch(() => undefined);
    }
  }

  /**
   * Have something heard in the place of what is; where it is heard already, stop it.
   *
   * Call it from a press of a key or a button: a browser makes no sound else.
   *
   * @returns when it is heard, or somebody stopped it before.
   * @throws Error with a sentence where it cannot be heard.
   */
  async play(what: Audible | ProposalAudible): Promise<void> {
    const name = nameOf(what);
    const again = this.playing === name;
    this.stop();
    if (again || this._isDisposed) {
      return;
    }
    const abort = new AbortController();
    const mine: Playing = { name, abort, stop: null };
    this._become(mine);
    try {
      const context = (this._context ??= this._makeContext());
      const running = context.state === 'running' ? undefined : context.resume();
      const [sound] = await Promise.all([this._sound(name, what, context, abort.signal), running]);
      if (this._playing === mine) {
        mine.stop = this._start(context, sound, mine);
        this._changed.emit();
      }
    } catch (error) {
      if (this._playing === mine) {
        this._become(null);
      }
      if (!abort.signal.aborted) {
        throw error;
      }
    }
  }

  /** Be quiet. */
  stop(): void {
    const { _playing } = this;
    if (_playing) {
      this._become(null);
      _playing.abort.abort();
      _playing.stop?.();
    }
  }

  dispose(): void {
    if (!this._isDisposed) {
      this.stop();
      this._isDisposed = true;
      void this._context?.close();
      Signal.clearData(this);
    }
  }

  private _address(what?: Audible | ProposalAudible): string {
    const base = `${this._settings.baseUrl}antiphon/`;
    return what && 'proposal' in what
      ? `${base}proposal-auditions?path=${encodeURIComponent(what.piece)}`
      : `${base}auditions`;
  }

  private async _sound(
    name: string,
    what: Audible | ProposalAudible,
    context: AudioContext,
    signal: AbortSignal,
  ): Promise<AudioBuffer> {
    const known = this._sounds.get(name);
    if (known) {
      this._sounds.delete(name);
      this._sounds.set(name, known);
      return known;
    }
    const response = await this._ask(what, signal);
    if (!response.ok) {
      const answer = (await response.json().catch(() => ({}))) as { message?: unknown };
      throw new Error(
        typeof answer.message === 'string' && answer.message
          ? answer.message
          : trans.__('The server answered %1.', response.status),
      );
    }
    const sound = await context.decodeAudioData(await response.arrayBuffer());
    if ('proposal' in what) {
      return sound;
    }
    this._sounds.set(name, sound);
    for (const oldest of this._sounds.keys()) {
      if (this._sounds.size <= REMEMBERED) {
        break;
      }
      this._sounds.delete(oldest);
    }
    return sound;
  }

  private async _ask(what: Audible | ProposalAudible, signal: AbortSignal): Promise<Response> {
    const init = { method: 'POST', body: JSON.stringify(what), signal };
    try {
      return await ServerConnection.makeRequest(this._address(what), init, this._settings);
    } catch (error) {
      if (signal.aborted) {
        throw error;
      }
      throw new Error(
        trans.__('The server does not answer: try again when the connection is back.'),
        { cause: error },
      );
    }
  }

  private _start(context: AudioContext, sound: AudioBuffer, mine: Playing): () => void {
    const source = new AudioBufferSourceNode(context, { buffer: sound });
    const gain = new GainNode(context);
    source.connect(gain).connect(context.destination);
    source.onended = () => {
      gain.disconnect();
      if (this._playing === mine) {
        this._become(null);
      }
    };
    source.start();
    return () => {
      gain.gain.setTargetAtTime(0, context.currentTime, FADE / 4);
      source.stop(context.currentTime + FADE);
    };
  }

  private _become(playing: Playing | null): void {
    this._playing = playing;
    this._changed.emit();
  }

  private _playing: Playing | null = null;
  private _context: AudioContext | null = null;
  private _isDisposed = false;
  private _isWarm = false;
  private readonly _sounds = new Map<string, AudioBuffer>();
  private readonly _changed = new Signal<this, void>(this);
}
