/** What two pieces cannot both have, in words. */
import type { Document } from '../document';
import type { Entry } from '../document/codec';
import { called } from '../history';
import { partName } from '../panels/words';
import { changesInWords } from '../proposals/words';
import { trans } from '../translation';
import type { Conflict, Side } from './answers';

type Contents = Omit<Document, 'antiphon'>;

/** Where a conflict is: "Flute, measure 3"; empty where that says nothing. */
export function placeInWords({ part, number, root }: Conflict, document: Contents): string {
  const name =
    part && Object.hasOwn(document.parts, part) && root !== 'parts'
      ? partName(document.parts[part])
      : '';
  if (number === null || root === 'measures') {
    return name;
  }
  return name ? trans.__('%1, measure %2', name, number) : trans.__('Measure %1', number);
}

/** What cannot be both: "C 5 was changed here and in the branch." */
export function conflictInWords(conflict: Conflict, document: Contents): string {
  const what = capital(thingInWords(conflict, document));
  switch (conflict.kind) {
    case 'changed':
      return trans.__('%1 was changed on both sides.', what);
    case 'removed':
      return conflict.ours === null
        ? trans.__('%1 was taken away here, and is needed there.', what)
        : trans.__('%1 is needed here, and was taken away there.', what);
    case 'order':
      return trans.__('Both sides put something in at this place. What comes first?');
    case 'overlap':
      return trans.__('Notes of both sides do not fit into one voice: one side’s go to another.');
    case 'double':
      return trans.__('Both sides have one of these, and there can be only one.');
    case 'circle':
      return trans.__('Cables or ways of both sides would lead in a circle.');
    case 'problem':
      return trans.__('%1 is not in the score as it was written, after what both sides did.', what);
  }
}

/** What a side's way is: "Keep ours: F 4". */
export function choiceInWords(conflict: Conflict, side: Side, document: Contents): string {
  const is = wayInWords(conflict, side, document);
  return side === 'ours' ? trans.__('Keep ours: %1', is) : trans.__('Take theirs: %1', is);
}

function wayInWords(conflict: Conflict, side: Side, document: Contents): string {
  const { kind, root, fields, base } = conflict;
  const entry = conflict[side];
  const isOurs = side === 'ours';
  switch (kind) {
    case 'changed': {
      const values = Object.fromEntries(fields.map((field) => [field, entry?.[field] ?? null]));
      return entry
        ? changesInWords(base ?? entry, { root, fields: changedOnly(base, values) })
        : trans.__('nothing');
    }
    case 'removed':
      return entry === null ? trans.__('it goes') : trans.__('it stays');
    case 'double':
      return entry
        ? called(document, { root, ids: [conflict.id, conflict.id], numbers: [null, null] }, entry)
        : trans.__('the other one');
    case 'order':
      return isOurs ? trans.__('ours is first') : trans.__('theirs is first');
    case 'overlap':
      return isOurs ? trans.__('ours stay in the voice') : trans.__('theirs stay in the voice');
    default:
      return isOurs
        ? trans.__('theirs that close it are left out')
        : trans.__('ours that close it are left out');
  }
}

/** The fields that a side has other than they were; all, where it has none other. */
function changedOnly(
  base: Entry | null,
  values: Readonly<Record<string, Entry[string] | null>>,
): Readonly<Record<string, Entry[string] | null>> {
  const other = Object.entries(values).filter(
    ([field, value]) => value !== (base?.[field] ?? null),
  );
  return other.length > 0 ? Object.fromEntries(other) : values;
}

function thingInWords(conflict: Conflict, document: Contents): string {
  const { root, id, number, base, ours, theirs } = conflict;
  const entry = base ?? ours ?? theirs ?? {};
  return called(document, { root, ids: [id, id], numbers: [number, number] }, entry);
}

function capital(words: string): string {
  return words.slice(0, 1).toLocaleUpperCase() + words.slice(1);
}
