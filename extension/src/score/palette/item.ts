import type { ReadonlyJSONObject } from '@lumino/coreutils';

import type { Entering, Lengthening } from '../editing/command';
import type { MarkCommand } from '../editing/markings';
import type { WordsKind } from '../editing/words';

/** What a button of the palette shows: signs of the music font, lines in a square of 24, or letters. */
export type Picture =
  | { readonly signs: readonly string[] }
  | { readonly path: string; readonly fill?: boolean }
  | { readonly letters: string; readonly italic?: boolean; readonly box?: boolean };

/** A mark that can be chosen. */
export interface PaletteItem {
  /** Its name among commands. */
  readonly id: string;
  readonly name: string;
  /** Further words that it is found by. */
  readonly words?: string;
  readonly picture: Picture;
  /** What it does; an item that asks for words first has `write` in its place. */
  readonly command?: MarkCommand | Entering | Lengthening;
  readonly write?: WordsKind;
  /** The command of JupyterLab that it is, where that is not `antiphon:mark` with its id. */
  readonly bound?: { readonly command: string; readonly args: ReadonlyJSONObject };
}

/** The command of JupyterLab that an item is, for its keys. */
export function boundTo({ id, bound }: PaletteItem): NonNullable<PaletteItem['bound']> {
  return bound ?? { command: 'antiphon:mark', args: { mark: id } };
}

export interface PaletteGroup {
  readonly id: string;
  readonly name: string;
  readonly items: readonly PaletteItem[];
}

/** The groups with the items that words find, each word by the beginning of one of theirs; all where there are none. */
export function search(groups: readonly PaletteGroup[], words: string): readonly PaletteGroup[] {
  const wanted = fold(words)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (wanted.length === 0) {
    return groups;
  }
  return groups
    .map((group) => ({
      ...group,
      items: group.items.filter((item) => {
        const known = fold(`${item.name} ${item.words ?? ''} ${group.name}`).split(/[\s-]+/);
        return wanted.every((word) => known.some((of) => of.startsWith(word)));
      }),
    }))
    .filter(({ items }) => items.length > 0);
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** With a capital first letter. */
export function capital(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1);
}
