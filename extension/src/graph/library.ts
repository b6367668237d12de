import { type ISignal, Signal } from '@lumino/signaling';
import * as React from 'react';

import type { Library, LibraryClip } from '../generated/library';
import { ofSound } from '../panels/catalogue';
import { trans } from '../translation';

export type { Library } from '../generated/library';

/** What there is until the library is there. */
const NONE: Library = { presets: {}, instruments: {}, demos: {} };

/** The presets, instruments and demo patches that come with Antiphon: fetched when they are first wanted. */
class Shelf {
  /** The same until the library comes. */
  library = NONE;
  /** Why it did not come; empty where it did, or was not asked for. */
  problem = '';

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Fetch it, once; again where that failed before. Never rejects: see `problem`. */
  load(): Promise<Library> {
    return (this._asked ??= this._load());
  }

  private async _load(): Promise<Library> {
    try {
      ({ library: this.library } = await import('../generated/library'));
      this.problem = '';
    } catch {
      this._asked = null;
      this.problem = trans.__(
        'The sounds that come with Antiphon could not be fetched: is the server there? Open this again.',
      );
    }
    this._changed.emit();
    return this.library;
  }

  private _asked: Promise<Library> | null = null;
  private readonly _changed = new Signal<this, void>(this);
}

const shelf = new Shelf();

/** Fetch the library, once for the page. Where it cannot be had, it is empty. */
export function loadLibrary(): Promise<Library> {
  return shelf.load();
}

/**
 * The library, empty until it is there, and why it is not; drawn again when it comes.
 *
 * @param isWanted - Whether it is to be fetched.
 */
export function useLibrary(isWanted = true): { library: Library; problem: string } {
  React.useEffect(() => {
    if (isWanted) {
      void shelf.load();
    }
  }, [isWanted]);
  const library = React.useSyncExternalStore(subscribe, () => shelf.library);
  const problem = React.useSyncExternalStore(subscribe, () => shelf.problem);
  return { library, problem };
}

function subscribe(draw: () => void): () => void {
  shelf.changed.connect(draw);
  return () => {
    shelf.changed.disconnect(draw);
  };
}

/** The text of a clip that comes with Antiphon, its labels and names in the language of the interface. */
export function spokenClip(clip: LibraryClip): string {
  return JSON.stringify({
    ...clip,
    nodes: spoken(clip.nodes, 'name'),
    groups: spoken(clip.groups, 'name'),
    labels: spoken(clip.labels, 'text'),
  });
}

function spoken<Entry extends object>(
  entries: Readonly<Record<string, Entry>>,
  field: keyof Entry,
): Record<string, Entry> {
  return Object.fromEntries(
    Object.entries(entries).map(([id, entry]) => {
      const words = entry[field];
      return [id, typeof words === 'string' ? { ...entry, [field]: ofSound(words) } : entry];
    }),
  );
}
