/** Y Maps as plain JSON, and entries as flat Y Maps. */
import * as Y from 'yjs';

import type { Entry } from './codec';

/** A Y Map's content as plain JSON; `fromEntries`, as a key may be `__proto__`. */
export function plain(value: unknown): unknown {
  if (value instanceof Y.Map) {
    return Object.fromEntries([...value.entries()].map(([key, each]) => [key, plain(each)]));
  }
  if (typeof value === 'bigint') {
    return Number(value);
  }
  return value instanceof Y.AbstractType ? (value.toJSON() as unknown) : value;
}

/** Make an entry exactly these fields, writing only those that differ. */
export function writeEntry(root: Y.Map<unknown>, id: string, entry: Entry): void {
  const old = root.get(id);
  if (old instanceof Y.Map) {
    writeFields(old, entry);
  } else {
    root.set(id, new Y.Map(Object.entries(entry)));
  }
}

/** Make a map exactly these fields, writing only those that differ. */
export function writeFields(map: Y.Map<unknown>, fields: Entry): void {
  for (const field of [...map.keys()].sort()) {
    if (!Object.hasOwn(fields, field)) {
      map.delete(field);
    }
  }
  for (const field of Object.keys(fields).sort()) {
    if (map.get(field) !== fields[field]) {
      map.set(field, fields[field]);
    }
  }
}
