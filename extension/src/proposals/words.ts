/** What a proposal would do, in words, and where. */
import Fraction from 'fraction.js';

import type { Document, Piece } from '../document';
import type { Entry } from '../document/codec';
import { canInsist, type Conflict } from '../document/applying';
import { after, entryOf, type Fields, type ProposedOperation } from '../document/proposal';
import { said } from '../graph/value';
import { FIELDS, fieldName } from '../mixer/fields';
import { KINDS, ofSound } from '../panels/catalogue';
import { format } from '../panels/curve';
import { parsePitch, pitchInWords } from '../score/music/pitch';
import { valueOfOne } from '../score/music/words';
import { trans } from '../translation';

/** What can be shown: an event or a measure of the score, or a node of the graph; `pane` is empty for neither. */
export interface Shows {
  readonly pane: 'score' | 'graph' | '';
  readonly id: string;
}

/** Operations at one place. */
export interface PlaceGroup {
  /** The same for the same place. */
  readonly key: string;
  /** Such as "Flute, measure 3", or "Graph: Delay". */
  readonly place: string;
  readonly shows: Shows;
  readonly items: readonly { readonly at: number; readonly words: string }[];
}

type Contents = Omit<Document, 'antiphon'>;

/** Operations by place, in the order of the score, then the graph, then the mixer. */
export function grouped(
  document: Contents,
  piece: Piece,
  operations: readonly ProposedOperation[],
): PlaceGroup[] {
  const proposed = new Map(operations.map((each) => [`${each.root}/${each.id}`, each]));
  const groups = new Map<
    string,
    { group: PlaceGroup; rank: number; items: PlaceGroup['items'][number][] }
  >();
  for (const [at, operation] of operations.entries()) {
    const { key, rank, ...place } = placeOf(document, piece, proposed, operation);
    let there = groups.get(key);
    if (!there) {
      const items: PlaceGroup['items'][number][] = [];
      there = { group: { key, ...place, items }, rank, items };
      groups.set(key, there);
    }
    there.items.push({ at, words: operationInWords(document, operation, proposed) });
  }
  return [...groups.values()].sort((a, b) => a.rank - b.rank).map(({ group }) => group);
}

type All = ReadonlyMap<string, ProposedOperation>;

/** An entry as it is now, or as it is proposed where it is not there. */
function known(
  document: Contents,
  proposed: All,
  root: 'events' | 'nodes',
  id: string,
): Entry | null {
  const operation = proposed.get(`${root}/${id}`);
  return (
    entryOf(document, root, id) ?? (operation?.op === 'put' ? operation.fields : baseOf(operation))
  );
}

function baseOf(operation: ProposedOperation | undefined): Entry | null {
  return operation?.op === 'remove' ? operation.base : null;
}

function placeOf(
  document: Contents,
  piece: Piece,
  proposed: All,
  operation: ProposedOperation,
): Omit<PlaceGroup, 'items'> & { rank: number } {
  const { root, id } = operation;
  const entry = entryOf(document, root, id) ?? after(operation, null) ?? baseOf(operation) ?? {};
  if (root === 'events' || root === 'spans' || root === 'measures') {
    const event = root === 'spans' ? known(document, proposed, 'events', text(entry.start)) : entry;
    const measure = root === 'measures' ? id : text(event?.measure);
    const part = piece.parts.findIndex((of) => of.id === event?.part);
    const number = piece.measures.findIndex((of) => of.id === measure);
    const bar = piece.measures[number];
    const where = bar ? trans.__('measure %1', bar.number) : trans.__('a new measure');
    return {
      key: `${measure} ${part}`,
      place: part < 0 ? where : trans.__('%1, %2', piece.parts[part].name, where),
      shows: { pane: bar ? 'score' : '', id: entryOf(document, 'events', id) ? id : measure },
      rank: (number < 0 ? piece.measures.length : number) * 1000 + part + 1,
    };
  }
  const end = 10_000_000;
  if (root === 'mix' || root === 'sends' || root === 'inserts') {
    const strip = root === 'mix' ? id : text(entry.source ?? entry.strip);
    const place = trans.__('Mixer: %1', stripName(document, strip));
    return { key: `mix ${strip}`, place, shows: { pane: '', id: '' }, rank: 2 * end };
  }
  const node = root === 'edges' ? text(entry.target) : root === 'ports' ? text(entry.group) : id;
  const shown = Object.hasOwn(document.nodes, node) || Object.hasOwn(document.groups, node);
  return {
    key: 'graph',
    place: trans.__('Graph'),
    shows: { pane: 'graph', id: shown ? node : '' },
    rank: end,
  };
}

function stripName(document: Contents, id: string): string {
  if (id === 'master') {
    return trans.__('Master');
  }
  const named = entryOf(document, 'parts', id) ?? entryOf(document, 'mix', id);
  return text(named?.name) || id;
}

/** What an operation would do. */
export function operationInWords(
  document: Contents,
  operation: ProposedOperation,
  proposed: All = new Map(),
): string {
  const { op, root, id } = operation;
  const now = entryOf(document, root, id);
  const entry = (op === 'put' ? operation.fields : (now ?? baseOf(operation))) ?? {};
  const what = thing(document, proposed, root, entry, id);
  switch (op) {
    case 'put':
      return trans.__('Add %1', what);
    case 'remove':
      return trans.__('Take away %1', what);
    case 'change':
      return trans.__('%1: %2', what, changesInWords(entry, operation));
  }
}

/** What an entry is called. */
export function thing(
  document: Contents,
  proposed: All,
  root: string,
  entry: Entry,
  id: string,
): string {
  const node = (of: unknown): string => {
    const at = text(of);
    const is = known(document, proposed, 'nodes', at);
    const group = Object.hasOwn(document.groups, at) ? document.groups[at].name : '';
    return is ? nodeName(is) : group || trans.__('a part’s sound');
  };
  switch (root) {
    case 'events':
      return eventName(entry);
    case 'spans':
      return spanName(text(entry.kind));
    case 'measures':
      return trans.__('a measure');
    case 'nodes':
      return nodeName(entry);
    case 'edges':
      return trans.__('the cable %1 → %2', node(entry.source), node(entry.target));
    case 'groups':
      return trans.__('the group %1', text(entry.name));
    case 'ports':
      return trans.__('the port %1', text(entry.name));
    case 'labels':
      return trans.__('the label “%1”', text(entry.text).slice(0, 40));
    case 'sends':
      return trans.__('a send to %1', stripName(document, text(entry.target)));
    case 'inserts':
      return trans.__('the insert %1', node(entry.node));
    default:
      return stripName(document, text(entry.name) || id);
  }
}

/** A node's own name, or its kind's. */
export function nodeName({ name, kind }: { name?: unknown; kind?: unknown }): string {
  const title = Object.hasOwn(KINDS, text(kind)) ? ofSound(KINDS[text(kind)].title) : text(kind);
  return text(name).trim() || title;
}

function eventName({ kind, pitch, text: words, dynamic }: Entry): string {
  switch (kind) {
    case 'note':
      return pitch === undefined ? trans.__('a note') : pitchInWords(parsePitch(text(pitch)));
    case 'rest':
      return trans.__('a rest');
    case 'clef':
      return trans.__('a clef');
    case 'tempo':
      return trans.__('a tempo mark');
    case 'dynamic':
      return trans.__('the dynamic %1', text(dynamic));
    default:
      return trans.__('the mark “%1”', text(words).slice(0, 40));
  }
}

function spanName(kind: string): string {
  const words: Record<string, string> = {
    slur: trans.__('a slur'),
    crescendo: trans.__('a crescendo'),
    diminuendo: trans.__('a diminuendo'),
    pedal: trans.__('a pedal mark'),
    trill: trans.__('a trill line'),
  };
  return words[kind] ?? trans.__('a line');
}

/** Which fields of notes are about what. */
const LENGTH = ['duration', 'tuplet', 'grace'];
const PLACE = ['measure', 'onset', 'part', 'staff', 'voice', 'x', 'y'];

/** The fields that change, in words: "to F sharp 5", "Cutoff 110 Hz → 800 Hz". */
export function changesInWords(
  entry: Entry,
  { root, fields }: { root: string; fields: Fields },
): string {
  const told = new Set<string>();
  for (const [field, value] of Object.entries(fields)) {
    told.add(changed(root, entry, field, value));
  }
  return [...told].join(', ');
}

function changed(root: string, entry: Entry, field: string, value: Fields[string]): string {
  if (field === 'pitch' && typeof value === 'string') {
    return trans.__('change to %1', pitchInWords(parsePitch(value)));
  }
  if (field === 'name' && typeof value === 'string') {
    return trans.__('call it %1', value);
  }
  if (field.startsWith('p_')) {
    return parameterInWords(text(entry.kind), field.slice(2), entry[field], value);
  }
  if (root === 'mix' && Object.hasOwn(FIELDS, field)) {
    const { unit, isSwitch } = FIELDS[field as keyof typeof FIELDS];
    return isSwitch || typeof value !== 'number'
      ? trans.__('%1 %2', fieldName(field), value ? trans.__('on') : trans.__('off'))
      : trans.__('%1 %2', fieldName(field), format(value, unit));
  }
  if (PLACE.includes(field)) {
    return trans.__('move it');
  }
  if (root === 'events') {
    const length =
      field === 'duration' && /^[1-9]\d*(\/[1-9]\d*)?$/.test(String(value))
        ? valueOfOne(new Fraction(String(value)))
        : '';
    if (length) {
      return length;
    }
    return LENGTH.includes(field)
      ? trans.__('another length')
      : field.startsWith('lyric')
        ? trans.__('other words')
        : trans.__('other marks');
  }
  return ['bypass', 'mute', 'solo'].includes(field)
    ? trans.__('%1 %2', stateName(field), value ? trans.__('on') : trans.__('off'))
    : trans.__('other settings');
}

function stateName(field: string): string {
  return field === 'bypass'
    ? trans.__('bypass')
    : field === 'mute'
      ? trans.__('mute')
      : trans.__('solo');
}

/** "Cutoff 110 Hz → 800 Hz". */
function parameterInWords(kind: string, name: string, now: unknown, then: Fields[string]): string {
  const parameters = Object.hasOwn(KINDS, kind) ? KINDS[kind].parameters : {};
  if (!Object.hasOwn(parameters, name)) {
    return trans.__('other settings');
  }
  const parameter = parameters[name];
  const value = (of: unknown): string =>
    said(typeof of === 'number' ? of : parameter.default, parameter);
  return trans.__('%1 %2 → %3', ofSound(parameter.title), value(now), value(then));
}

/** Why an operation was left out. */
export function conflictInWords(conflict: Conflict): string {
  const words: Record<Conflict['why'], string> = {
    changed: trans.__('somebody has changed the same since'),
    there: trans.__('something else is there by now'),
    gone: trans.__('it was taken away since'),
    lost: trans.__('what it needs is not there any more, or is left out'),
    used: trans.__('others have joined something to it since'),
    occupied: trans.__('somebody has written a note there since: taking it puts both'),
  };
  return canInsist(conflict)
    ? words[conflict.why]
    : trans.__('%1, so it cannot be taken', words[conflict.why]);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
