/** The strips of a mixer: the parts in the order of the score, the buses by their place, and the master. */
import type { Document, Part } from '../document';
import { ordered } from '../document/order';
import { KINDS, type Kind, type Kinds, isEffect, ofSound } from '../panels/catalogue';
import { partName } from '../panels/words';
import { trans } from '../translation';
import { type StripEntry, type Values, valuesOf } from './fields';

export const MASTER = 'master';

/** What of a document a mixer shows. */
export type MixDocument = Pick<
  Document,
  'mix' | 'sends' | 'inserts' | 'nodes' | 'edges' | 'snapshots' | 'settings' | 'lanes' | 'points'
>;

/** A copy of a strip's sound that goes elsewhere. */
export interface SendOf {
  id: string;
  target: string;
  /** The bus's or the node's, in words. */
  name: string;
  gain: number;
  before_fader: boolean;
}

/** An effect that a strip's sound goes through. */
export interface InsertOf {
  id: string;
  node: string;
  name: string;
  bypass: boolean;
}

export interface MixerStrip {
  id: string;
  kind: 'part' | 'bus' | 'master';
  name: string;
  /** From 0: which colour a part has; the buses go on behind the parts. */
  place: number;
  values: Values;
  /** Where it goes: the id of a bus, or of the master; empty for the master itself. */
  output: string;
  sends: readonly SendOf[];
  inserts: readonly InsertOf[];
}

/** The strips from left to right. */
export function mixerStrips(document: MixDocument, parts: readonly Part[]): MixerStrip[] {
  const buses = busesOf(document, parts);
  const names = new Map(buses.map((id) => [id, busName(document.mix[id])]));
  const sends = bySource(document, names);
  const inserts = byStrip(document);
  const strip = (id: string, kind: MixerStrip['kind'], name: string, place: number): MixerStrip => {
    const entry = own(document.mix, id);
    return {
      id,
      kind,
      name,
      place,
      values: valuesOf(entry),
      output: kind === 'master' ? '' : outputOf(document.mix, names, id),
      sends: sends.get(id) ?? [],
      inserts: inserts.get(id) ?? [],
    };
  };
  return [
    ...parts.map((part, place) => strip(part.id, 'part', partName(part), place)),
    ...buses.map((id, at) => strip(id, 'bus', names.get(id)!, parts.length + at)),
    strip(MASTER, 'master', trans.__('Master'), 0),
  ];
}

/** The ids of the buses, in order: what has a strip and is neither a part nor the master. */
export function busesOf(
  { mix }: Pick<Document, 'mix'>,
  parts: readonly { id: string }[],
): string[] {
  const others = new Set([MASTER, ...parts.map(({ id }) => id)]);
  const entries = Object.entries(mix)
    .filter(([id]) => !others.has(id))
    .map(([id, { index = '' }]) => [id, { index }] as const);
  return ordered(new Map(entries));
}

export function busName(strip: StripEntry | undefined): string {
  return strip?.name ?? trans.__('Bus without a name');
}

/** What a node is called: its name, or that of its kind. */
export function nodeName(
  { nodes }: Pick<Document, 'nodes'>,
  id: string,
  kinds: Kinds = KINDS,
): string {
  const node = own(nodes, id);
  if (!node) {
    return trans.__('a node that is gone');
  }
  return node.name || ofSound(own(kinds, node.kind)?.title ?? node.kind);
}

/** The effects of the graph that a strip can take in: those that nothing is plugged into, and that are no insert. */
export function freeEffects(document: MixDocument, kinds: Kinds = KINDS): string[] {
  const taken = new Set([
    ...Object.values(document.inserts).map(({ node }) => node),
    ...Object.values(document.edges).flatMap(({ source, target }) => [source, target]),
  ]);
  const kindOf = (id: string): Kind | undefined => own(kinds, document.nodes[id].kind);
  return Object.keys(document.nodes)
    .filter((id) => !taken.has(id))
    .filter((id) => kindOf(id) && isEffect(kindOf(id)!))
    .sort();
}

/** Whether any strip is soloed. */
export function anySolo(strips: readonly MixerStrip[]): boolean {
  return strips.some(({ values }) => values.solo);
}

function outputOf(mix: Document['mix'], buses: ReadonlyMap<string, unknown>, id: string): string {
  const bus = own(mix, id)?.bus;
  return bus !== undefined && bus !== id && buses.has(bus) ? bus : MASTER;
}

function bySource(
  document: MixDocument,
  buses: ReadonlyMap<string, string>,
): Map<string, SendOf[]> {
  const found = new Map<string, SendOf[]>();
  for (const id of Object.keys(document.sends).sort()) {
    const { source, target, gain = 0, before_fader = false } = document.sends[id];
    const name = buses.get(target) ?? nodeName(document, target);
    add(found, source, { id, target, name, gain, before_fader });
  }
  return found;
}

function byStrip(document: MixDocument): Map<string, InsertOf[]> {
  const found = new Map<string, InsertOf[]>();
  for (const id of ordered(new Map(Object.entries(document.inserts)))) {
    const { strip, node, bypass = false } = document.inserts[id];
    add(found, strip, { id, node, name: nodeName(document, node), bypass });
  }
  return found;
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) {
    list.push(value);
  } else {
    map.set(key, [value]);
  }
}

/** An entry of a map whose keys are others' to choose. */
export function own<T>(map: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(map, id) ? map[id] : undefined;
}
