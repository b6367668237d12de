import { type ISignal, Signal } from '@lumino/signaling';

import { mintId } from '../document';
import type { Kinds } from '../panels/catalogue';
import { trans } from '../translation';
import { boundedValues, LONGEST_NAME, type Preset } from './presets';

/** Where this browser keeps a person's own presets: the same in every piece. */
const KEY = 'antiphon:presets';
/** Most presets of one's own, characters of a file of them, and tags and characters of words of one. */
export const MOST = 500;
export const LONGEST_FILE = 1_000_000;
const MOST_TAGS = 12;
const LONGEST_HELP = 500;

/** What is kept of a preset. */
type Kept = Omit<Preset, 'shelf' | 'id'>;

/** What came of reading a file. */
export interface Imported {
  readonly presets: readonly Kept[];
  /** What of it could not be used, in a sentence; empty where all could. */
  readonly remark: string;
}

/** Read a preset that anybody may have written; null where it is none, or of no kind that is known. */
export function readPreset(of: unknown, kinds: Kinds): Kept | null {
  const { kind, name, tags, help, values } = (of ?? {}) as Record<string, unknown>;
  if (typeof kind !== 'string' || !Object.hasOwn(kinds, kind) || typeof name !== 'string') {
    return null;
  }
  const words = (Array.isArray(tags) ? tags : []).filter((tag) => typeof tag === 'string');
  const called = line(name, LONGEST_NAME);
  return called === ''
    ? null
    : {
        kind,
        name: called,
        tags: words.slice(0, MOST_TAGS).map((tag) => line(tag, 40)),
        help: typeof help === 'string' ? line(help, LONGEST_HELP) : '',
        values: boundedValues(values, kinds[kind]),
      };
}

/** The text of a file of presets. */
export function presetsText(presets: readonly Kept[]): string {
  const kept = presets.map(({ kind, name, tags, help, values }) => ({
    kind,
    name,
    tags,
    help,
    values,
  }));
  return `${JSON.stringify({ antiphon_presets: 1, presets: kept }, null, 1)}\n`;
}

/** Read a file of presets. @throws Error with a sentence, where it is none. */
export function readPresets(text: string, kinds: Kinds): Imported {
  const wrong = trans.__('This is no file of Antiphon presets: choose one that was exported here.');
  let raw: unknown = null;
  try {
    raw = text.length <= LONGEST_FILE ? JSON.parse(text) : null;
  } catch {
    throw new Error(wrong);
  }
  const { antiphon_presets: version, presets } = (raw ?? {}) as Record<string, unknown>;
  if (!Array.isArray(presets) || typeof version !== 'number') {
    throw new Error(wrong);
  }
  if (version !== 1) {
    throw new Error(trans.__('These presets were exported by a newer Antiphon: update this one.'));
  }
  const read = presets.slice(0, MOST).map((each) => readPreset(each, kinds));
  const known = read.filter((each) => each !== null);
  const lost = presets.length - known.length;
  const remark = lost
    ? trans._n(
        '%1 of them could not be used: its kind is not known here.',
        '%1 of them could not be used: their kinds are not known here, or there are too many.',
        lost,
      )
    : '';
  return { presets: known, remark };
}

/** A person's own presets, in this browser. They are read anew at each change: other pages write too. */
export class OwnPresets {
  constructor(
    private readonly _kinds: Kinds,
    private readonly _storage: () => Storage | null = browsers,
  ) {
    this._presets = this._read();
    if (typeof window !== 'undefined') {
      window.addEventListener('storage', this._onStorage);
    }
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The same array until it changes. */
  get presets(): readonly Preset[] {
    return this._presets;
  }

  /** Keep presets. @returns Why they were not kept; empty where they were. */
  add(kept: readonly Kept[]): string {
    const added = kept.map((each): Preset => ({ ...each, shelf: 'own', id: mintId('o') }));
    const all = [...this._read(), ...added];
    return all.length > MOST
      ? trans.__('You have %1 presets of your own, and no more can be kept: delete some.', MOST)
      : this._write(all);
  }

  rename(id: string, name: string): string {
    const called = line(name, LONGEST_NAME);
    return called === ''
      ? trans.__('A preset needs a name.')
      : this._write(
          this._read().map((each) => (each.id === id ? { ...each, name: called } : each)),
        );
  }

  remove(id: string): string {
    return this._write(this._read().filter((each) => each.id !== id));
  }

  dispose(): void {
    window.removeEventListener('storage', this._onStorage);
    Signal.clearData(this);
  }

  private _read(): Preset[] {
    try {
      const raw: unknown = JSON.parse(this._storage()?.getItem(KEY) ?? '[]');
      return (Array.isArray(raw) ? raw : []).slice(0, MOST).flatMap((each: unknown) => {
        const preset = readPreset(each, this._kinds);
        const { id } = (each ?? {}) as { id?: unknown };
        return preset && typeof id === 'string' ? [{ ...preset, shelf: 'own' as const, id }] : [];
      });
    } catch {
      return [];
    }
  }

  private _write(presets: readonly Preset[]): string {
    try {
      const storage = this._storage();
      if (!storage) {
        throw new Error();
      }
      storage.setItem(KEY, JSON.stringify(presets.map(({ shelf: _, ...kept }) => kept)));
    } catch {
      return trans.__('This browser does not keep it: its storage is full, or turned off.');
    }
    this._become(presets);
    return '';
  }

  private _become(presets: readonly Preset[]): void {
    this._presets = presets;
    this._changed.emit();
  }

  private readonly _onStorage = ({ key }: StorageEvent): void => {
    if (key === KEY || key === null) {
      this._become(this._read());
    }
  };

  private readonly _changed = new Signal<this, void>(this);
  private _presets: readonly Preset[];
}

let ofBrowser: OwnPresets | null = null;

/** The presets of this browser, the same for every piece. */
export function ownPresets(kinds: Kinds): OwnPresets {
  return (ofBrowser ??= new OwnPresets(kinds));
}

function browsers(): Storage | null {
  return typeof localStorage === 'undefined' ? null : localStorage;
}

/** Words on one line, of so many characters at most. */
function line(text: string, most: number): string {
  return [...text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()].slice(0, most).join('');
}
