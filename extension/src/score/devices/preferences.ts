import { type ISignal, Signal } from '@lumino/signaling';

/** What keys that are played do: they are only heard, written one after another, or recorded while the music plays. */
export type Mode = 'listen' | 'step' | 'record';

/** How a person likes to play here. */
export interface Preferences {
  readonly mode: Mode;
  /** The shortest value that is recorded, in quarter lengths. */
  readonly step: number;
  readonly triplets: boolean;
  readonly swing: boolean;
  /** Whether notes are heard here as they are entered. */
  readonly audible: boolean;
}

const USUAL: Preferences = {
  mode: 'step',
  step: 1 / 4,
  triplets: true,
  swing: false,
  audible: true,
};

const KEY = 'antiphon:playing';

/** Preferences of this browser: instruments are plugged into it, and its loudspeaker sounds, whoever is logged in. */
export class PreferenceStore {
  constructor(private readonly _storage: Pick<Storage, 'getItem' | 'setItem'> = localStorage) {
    this._value = { ...USUAL, ...read(_storage.getItem(KEY)) };
  }

  get value(): Preferences {
    return this._value;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  set(some: Partial<Preferences>): void {
    this._value = { ...this._value, ...some };
    try {
      this._storage.setItem(KEY, JSON.stringify(this._value));
    } catch {
      // A browser that keeps nothing: it holds while the page is open.
    }
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private _value: Preferences;
}

/** Read what was kept; what is not as it should be counts as usual. */
function read(text: string | null): Partial<Preferences> {
  let kept: Record<string, unknown>;
  try {
    kept = (JSON.parse(text ?? '{}') ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
  return Object.fromEntries(
    Object.entries(kept).filter(
      ([name, value]) =>
        name in USUAL &&
        typeof value === typeof USUAL[name as keyof Preferences] &&
        (name !== 'mode' || ['listen', 'step', 'record'].includes(String(value))) &&
        (name !== 'step' || [1, 1 / 2, 1 / 4, 1 / 8].includes(Number(value))),
    ),
  );
}
