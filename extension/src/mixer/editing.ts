/** What is done to the strips of a mixer, as edits of the document; nothing here writes. */
import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';

import { mintId, type Part } from '../document';
import { ordered } from '../document/order';
import type { Edit, Fields } from '../panels/edit';
import { trans } from '../translation';
import { STRIP_FIELDS, type StripField } from './fields';
import { busesOf, busName, MASTER, type MixDocument, own } from './strips';

type Parts = readonly Pick<Part, 'id'>[];

/** Something new, and the edits that make it. */
export interface Made {
  id: string;
  edits: Edit[];
}

/** Add a bus behind the others. */
export function addBus(document: MixDocument, parts: Parts, name?: string): Made {
  const buses = busesOf(document, parts);
  const id = mintId('b');
  const given = name ?? trans.__('Bus %1', buses.length + 1);
  const rows = buses.map((bus) => ({ id: bus, index: document.mix[bus].index }));
  return { id, edits: placed('mix', rows, { id, fields: { name: given } }, buses.length) };
}

/** Call a bus otherwise; without a name it keeps the one it has. */
export function renameBus(id: string, name: string): Edit[] {
  return name.trim() ? [{ root: 'mix', id, fields: { name: name.trim() } }] : [];
}

/** Move a bus to a place among the others, from 0. */
export function moveBus(document: MixDocument, parts: Parts, id: string, to: number): Edit[] {
  const rows = busesOf(document, parts).map((bus) => ({ id: bus, index: document.mix[bus].index }));
  return moved('mix', rows, id, to);
}

/**
 * Take a bus away, with its sends, inserts, automation and what snapshots say of it. What went to it goes on to where it
 * went.
 */
export function removeBus(document: MixDocument, id: string): Edit[] {
  const { mix, sends, inserts, settings } = document;
  const next = own(mix, id)?.bus;
  const onward = next !== undefined && next !== id && Object.hasOwn(mix, next) ? next : undefined;
  const inserted = Object.keys(inserts).filter((of) => inserts[of].strip === id);
  return [
    ...Object.keys(mix)
      .filter((strip) => strip !== id && mix[strip].bus === id)
      .map((strip): Edit => ({
        root: 'mix',
        id: strip,
        fields: { bus: strip === onward ? undefined : onward },
      })),
    ...gone('sends', sends, ({ source, target }) => source === id || target === id),
    ...inserted.flatMap((insert) => removeInsert(document, insert)),
    ...gone('settings', settings, ({ strip }) => strip === id),
    ...lanesGone(document, id),
    { root: 'mix', id, fields: null },
  ];
}

/** Why the sound of a strip cannot go to a bus, as its output or by a send: it would come back to itself. */
export function whyNotTo(
  document: MixDocument,
  parts: Parts,
  source: string,
  target: string,
): string {
  if (source === target) {
    return trans.__('A strip cannot go to itself.');
  }
  if (source === MASTER) {
    return trans.__('The master is the last strip: it goes nowhere.');
  }
  if (target === MASTER || Object.hasOwn(document.nodes, target)) {
    return '';
  }
  const buses = new Set(busesOf(document, parts));
  if (!buses.has(target)) {
    return trans.__('There is no such bus any more.');
  }
  const seen = new Set([target]);
  for (const bus of seen) {
    const { bus: output } = document.mix[bus];
    const onward = Object.values(document.sends)
      .filter((send) => send.source === bus)
      .map((send) => send.target);
    for (const next of [...(output === undefined ? [] : [output]), ...onward]) {
      if (next === source) {
        return trans.__(
          '%1 already goes to %2: the sound would run in a circle.',
          busName(document.mix[target]),
          busName(document.mix[source]),
        );
      }
      if (buses.has(next)) {
        seen.add(next);
      }
    }
  }
  return '';
}

/** Let a strip go to a bus, or to the master; ask `whyNotTo` first. */
export function routeTo(strip: string, target: string): Edit[] {
  return [{ root: 'mix', id: strip, fields: { bus: target === MASTER ? undefined : target } }];
}

/** Send a copy of a strip's sound to a bus or node; nothing where it goes there already. Ask `whyNotTo` first. */
export function addSend(document: MixDocument, source: string, target: string): Edit[] {
  const there = Object.values(document.sends).some(
    (send) => send.source === source && send.target === target,
  );
  return there ? [] : [{ root: 'sends', id: mintId('s'), fields: { source, target } }];
}

/** Put an effect into a strip, behind its other inserts: a new node of a kind, or one of the graph. */
export function putInsert(
  document: MixDocument,
  strip: string,
  effect: { kind: string } | { node: string },
): Made {
  const node = 'node' in effect ? effect.node : mintId('n');
  const id = mintId('i');
  const rows = insertsOf(document, strip);
  return {
    id,
    edits: [
      ...('kind' in effect
        ? [{ root: 'nodes', id: node, fields: { kind: effect.kind } } satisfies Edit]
        : []),
      ...placed('inserts', rows, { id, fields: { strip, node } }, rows.length),
    ],
  };
}

/** Move an insert to a place among those of its strip, from 0. */
export function moveInsert(document: MixDocument, id: string, to: number): Edit[] {
  const insert = own(document.inserts, id);
  return insert ? moved('inserts', insertsOf(document, insert.strip), id, to) : [];
}

/** Take an insert out; its node goes too, where nothing else uses it. */
export function removeInsert(document: MixDocument, id: string): Edit[] {
  const insert = own(document.inserts, id);
  if (!insert) {
    return [];
  }
  const { node } = insert;
  const isUsed =
    Object.keys(document.inserts).some((of) => of !== id && document.inserts[of].node === node) ||
    Object.values(document.sends).some(({ target }) => target === node) ||
    Object.values(document.edges).some(({ source, target }) => source === node || target === node);
  const takesNode = !isUsed && Object.hasOwn(document.nodes, node);
  return [
    { root: 'inserts', id, fields: null },
    ...(takesNode
      ? [...lanesGone(document, node), { root: 'nodes', id: node, fields: null } satisfies Edit]
      : []),
  ];
}

/** Bring a strip's settings back to what they are at first; its name, output, sends and inserts stay. */
export function resetStrip(strip: string): Edit[] {
  return [{ root: 'mix', id: strip, fields: bare(STRIP_FIELDS) }];
}

/** What is not copied: whether a strip is heard at all is its own, and the limiter is the master's. */
const OWN: ReadonlySet<StripField> = new Set(['mute', 'solo', 'limiter', 'ceiling']);

/** Make a strip sound as another one: level, pan, equaliser and compressor. */
export function copyStrip(document: MixDocument, from: string, to: string): Edit[] {
  const source = own(document.mix, from) ?? {};
  const names = STRIP_FIELDS.filter((name) => !OWN.has(name));
  return [
    { root: 'mix', id: to, fields: Object.fromEntries(names.map((name) => [name, source[name]])) },
  ];
}

/** End every solo. */
export function clearSolo(document: MixDocument): Edit[] {
  return Object.keys(document.mix)
    .filter((id) => document.mix[id].solo)
    .map((id) => ({ root: 'mix', id, fields: { solo: undefined } }));
}

/** The edits that take a target's automation away. */
export function lanesGone({ lanes, points }: MixDocument, target: string): Edit[] {
  const of = new Set(Object.keys(lanes).filter((id) => lanes[id].target === target));
  return [
    ...gone('points', points, ({ lane }) => of.has(lane)),
    ...[...of].map((id): Edit => ({ root: 'lanes', id, fields: null })),
  ];
}

function bare(names: readonly string[]): Fields {
  return Object.fromEntries(names.map((name) => [name, undefined]));
}

function gone<T>(
  root: Edit['root'],
  entries: Readonly<Record<string, T>>,
  goes: (entry: T) => boolean,
): Edit[] {
  return Object.keys(entries)
    .filter((id) => goes(entries[id]))
    .map((id) => ({ root, id, fields: null }));
}

/** Something in an order. */
interface Row {
  id: string;
  index?: string;
}

function insertsOf({ inserts }: MixDocument, strip: string): Row[] {
  const own = Object.entries(inserts).filter(([, insert]) => insert.strip === strip);
  return ordered(new Map(own)).map((id) => ({ id, index: inserts[id].index }));
}

function moved(root: Edit['root'], rows: readonly Row[], id: string, to: number): Edit[] {
  const from = rows.findIndex((row) => row.id === id);
  const place = Math.max(0, Math.min(rows.length - 1, to));
  if (from < 0 || place === from) {
    return [];
  }
  return placed(
    root,
    rows.filter((row) => row.id !== id),
    { id, fields: {} },
    place,
  );
}

/** Put something between others: by one index, or by numbering all anew where two neighbours have the same. */
export function placed(
  root: Edit['root'],
  others: readonly Row[],
  { id, fields }: { id: string; fields: Fields },
  place: number,
): Edit[] {
  const before = others[place - 1];
  const after = others[place];
  try {
    if ((before && !before.index) || (after && !after.index)) {
      throw new RangeError('no index');
    }
    const index = generateKeyBetween(before?.index ?? null, after?.index ?? null);
    return [{ root, id, fields: { ...fields, index } }];
  } catch {
    const order = [...others.slice(0, place).map((row) => row.id), id];
    order.push(...others.slice(place).map((row) => row.id));
    const keys = generateNKeysBetween(null, null, order.length);
    return order.map((each, at) => ({
      root,
      id: each,
      fields: each === id ? { ...fields, index: keys[at] } : { index: keys[at] },
    }));
  }
}
