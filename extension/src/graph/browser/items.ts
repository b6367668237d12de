import type { Document } from '../../document';
import type { Library } from '../../generated/library';
import { type Kinds, ofSound } from '../../panels/catalogue';
import { trans } from '../../translation';
import type { Audible } from '../audition';
import { spokenClip } from '../library';
import type { Preset } from '../presets';

/** What is put into a graph: a node, or a piece of a graph as the text of a clip. */
export type Put =
  | { readonly kind: string; readonly values?: Readonly<Record<string, number>> }
  | { readonly clip: string };

/** In which drawer of the palette a thing is. */
export type Drawer = 'nodes' | 'presets' | 'instruments' | 'demos';

/** Something to put into the graph, in the language of the interface. */
export interface Item {
  /** By which it is told from all others. */
  readonly key: string;
  readonly drawer: Drawer;
  readonly title: string;
  /** Where people look for it. */
  readonly family: string;
  readonly help: string;
  /** A short musical use; may be empty. */
  readonly example: string;
  readonly tags: readonly string[];
  readonly put: Put;
  readonly heard: Audible;
  readonly preset?: Preset;
  /** The id of the session's instrument that it is. */
  readonly kept?: string;
}

/** The `dataTransfer` type of what is dragged into the graph: a `Put` as JSON. */
export const DRAGGED = 'application/x-antiphon';

export function kindItems(kinds: Kinds): Item[] {
  return Object.entries(kinds).map(([kind, { title, family, help, example }]) => ({
    key: `kind ${kind}`,
    drawer: 'nodes',
    title: ofSound(title),
    family: ofSound(family),
    help: ofSound(help),
    example: ofSound(example),
    tags: [],
    put: { kind },
    heard: { kind },
  }));
}

export function presetItems(presets: readonly Preset[], kinds: Kinds): Item[] {
  return presets.map((preset) => {
    const { shelf, id, kind, values } = preset;
    return {
      key: `${shelf} ${id}`,
      drawer: 'presets',
      title: preset.name,
      family: ofSound(kinds[kind].title),
      help: preset.help,
      example: '',
      tags: preset.tags,
      put: { kind, values },
      heard: shelf === 'shipped' ? { preset: id } : { kind, values },
      preset,
    };
  });
}

/** The instruments that are ready. */
export function instrumentItems({ instruments }: Pick<Library, 'instruments'>): Item[] {
  return Object.entries(instruments).map(([id, { name, family, help, clip }]) => ({
    key: `instrument ${id}`,
    drawer: 'instruments',
    title: ofSound(name),
    family: ofSound(family),
    help: ofSound(help),
    example: '',
    tags: [],
    put: { clip: spokenClip(clip) },
    heard: { instrument: id },
  }));
}

/** The instruments that are kept in a piece. */
export function keptItems({ instruments }: Pick<Document, 'instruments'>): Item[] {
  return Object.entries(instruments).map(([id, { name, help = '', clip }]) => ({
    key: `kept ${id}`,
    drawer: 'instruments',
    title: name,
    family: trans.__('kept in this piece'),
    help,
    example: '',
    tags: [],
    put: { clip },
    heard: { clip },
    kept: id,
  }));
}

export function demoItems({ demos }: Pick<Library, 'demos'>): Item[] {
  return Object.entries(demos).map(([id, { title, text, clip }]) => ({
    key: `demo ${id}`,
    drawer: 'demos',
    title: ofSound(title),
    family: '',
    help: ofSound(text),
    example: '',
    tags: [],
    put: { clip: spokenClip(clip) },
    heard: { demo: id },
  }));
}

/**
 * The items in which every word is found, whatever its case and accents: those whose title begins with what was typed
 * first, then those that have it in the title, the family or the tags, then in what is said of them; each in its order.
 */
export function search(items: readonly Item[], text: string): Item[] {
  const words = folded(text)
    .split(/\s+/)
    .filter((word) => word);
  if (words.length === 0) {
    return [...items];
  }
  const ranked = items.flatMap((item) => {
    const title = folded(item.title);
    const near = `${title} ${folded(item.family)} ${folded(item.tags.join(' '))}`;
    const all = `${near} ${folded(item.help)} ${folded(item.example)}`;
    if (!words.every((word) => all.includes(word))) {
      return [];
    }
    const rank =
      title === words.join(' ')
        ? -1
        : title.startsWith(words.join(' '))
          ? 0
          : words.every((word) => title.includes(word))
            ? 1
            : words.every((word) => near.includes(word))
              ? 2
              : 3;
    return [{ item, rank }];
  });
  return ranked.sort((one, other) => one.rank - other.rank).map(({ item }) => item);
}

function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}
