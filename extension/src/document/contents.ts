/** The entries of a document that changes, as far as the schema allows them. */
import type { Document, Kinds, Meta, Root } from '../generated/schema';
import { inspect, inspectEntry, type Entry, type Refusal } from './codec';
import { record, type Json } from './json';
import { byText } from './order';
import { ROOTS, VERSION } from './schema';

/** For each root, the ids of entries; for `meta`, which is one entry, the empty one. */
export type Ids = ReadonlyMap<Root, ReadonlySet<string>>;

/** What is in an entry's place, whatever it is; undefined where nothing is. */
export type ReadRaw = (root: Root, id: string) => unknown;

/** Follows a document entry by entry, so that a change costs what the changed entries cost. */
export class Contents {
  /** @param raw Roots to entries, such as the content of a Y document. It is not kept. */
  constructor(raw: Json) {
    const { document, refusals } = inspect(raw);
    for (const root of ROOTS) {
      const content = document[root] as Record<string, Entry>;
      this.entries.set(
        root,
        new Map(root === 'meta' ? [['', content as unknown as Entry]] : Object.entries(content)),
      );
    }
    for (const refusal of refusals) {
      const key = `${refusal.root} ${refusal.id}`;
      this.refused.set(key, [...(this.refused.get(key) ?? []), refusal]);
    }
  }

  /** Read some entries again. */
  change(ids: Ids, read: ReadRaw): void {
    for (const [root, changed] of ids) {
      this.records.delete(root);
      const entries = this.entries.get(root)!;
      for (const id of changed) {
        const refusals: Refusal[] = [];
        const raw = read(root, id);
        const entry = raw === undefined ? undefined : inspectEntry(root, id, raw, refusals);
        if (entry) {
          entries.set(id, entry);
        } else {
          entries.delete(id);
        }
        if (refusals.length) {
          this.refused.set(`${root} ${id}`, refusals);
        } else {
          this.refused.delete(`${root} ${id}`);
        }
      }
    }
  }

  /** An entry; null where there is none. */
  entry(root: Root, id: string): Entry | null {
    return this.entries.get(root)!.get(id) ?? null;
  }

  /** The entries of a root. */
  of<R extends Root>(root: R): ReadonlyMap<string, Kinds[R]> {
    return this.entries.get(root) as unknown as ReadonlyMap<string, Kinds[R]>;
  }

  get meta(): Meta {
    return this.entry('meta', '') as Meta;
  }

  /** The entries of a root, by id. */
  sorted<R extends Root>(root: R): [string, Kinds[R]][] {
    return [...this.of(root)].sort(([a], [b]) => byText(a, b));
  }

  /** What the schema refuses of an entry, in the order of the fields. */
  refusals(root: Root, id: string): readonly Refusal[] {
    return this.refused.get(`${root} ${id}`) ?? [];
  }

  /** Everything that the schema refuses, by root and id. */
  get allRefusals(): ReadonlyMap<string, readonly Refusal[]> {
    return this.refused;
  }

  /** The document; roots that did not change since the last time are the same objects. */
  document(): Document {
    const document: Record<string, unknown> = { antiphon: VERSION };
    for (const root of ROOTS) {
      let content = this.records.get(root);
      if (!content) {
        content = this.recorded(root);
        this.records.set(root, content);
      }
      document[root] = content;
    }
    return document as unknown as Document;
  }

  private recorded(root: Root): Record<string, unknown> {
    const entries = this.entries.get(root)!;
    if (root === 'meta') {
      return Object.assign(record<unknown>(), entries.get(''));
    }
    const content = record<unknown>();
    for (const id of [...entries.keys()].sort()) {
      content[id] = entries.get(id);
    }
    return content;
  }

  private readonly entries = new Map<Root, Map<string, Entry>>();
  /** By root and id. */
  private readonly refused = new Map<string, Refusal[]>();
  private readonly records = new Map<Root, Record<string, unknown>>();
}
