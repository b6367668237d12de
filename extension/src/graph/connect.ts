/** Connecting ports: which can be, the edit that does it, or the sentence why not. */
import { mintId } from '../document';
import type { Edit } from '../panels/edit';
import { trans } from '../translation';
import { materialise } from './editing';
import { around, type Direction, type Graph, type GraphPort, portOf, type Signal } from './graph';
import { reaches } from './circles';
import type { Place } from './wiring';

/** A port, and which way it goes. */
export interface End extends Place {
  readonly direction: Direction;
}

/** Says why edits may not be made; empty where they may. */
export type May = (edits: readonly Edit[]) => string;

/** What a signal is called. */
export function signalName(signal: Signal | null): string {
  switch (signal) {
    case 'audio':
      return trans.__('audio');
    case 'control':
      return trans.__('control');
    case 'note':
      return trans.__('notes');
    case null:
      return trans.__('unknown');
  }
}

/** A port as a person would name it, such as `Delay, Feedback (control in)`. */
export function endInWords(graph: Graph, { node, port, direction }: End): string {
  const thing = graph.nodes.get(node) ?? graph.groups.get(node);
  const of = portOf(graph, { node, port }, direction);
  const signal = signalName(of?.signal ?? null);
  return direction === 'in'
    ? trans.__('%1, input %2 (%3)', thing?.title ?? node, of?.title ?? port, signal)
    : trans.__('%1, output %2 (%3)', thing?.title ?? node, of?.title ?? port, signal);
}

/** Both ends, the one that gives first; null where both give, or both take. */
function ordered(a: End, b: End): { source: End; target: End } | null {
  if (a.direction === b.direction) {
    return null;
  }
  return a.direction === 'out' ? { source: a, target: b } : { source: b, target: a };
}

/** Why two ports cannot be joined, their owners' wishes aside; empty where they can. */
export function whyNot(graph: Graph, from: End, to: End): string {
  const ends = ordered(from, to);
  if (!ends) {
    return from.direction === 'out'
      ? trans.__('Both of these give: a cable goes from an output to an input.')
      : trans.__('Both of these take: a cable goes from an output to an input.');
  }
  const { source, target } = ends;
  const [gives, takes] = [portOf(graph, source, 'out'), portOf(graph, target, 'in')];
  if (!gives || !takes) {
    return trans.__('This port is gone: somebody just took it away.');
  }
  if (!gives.signal || gives.signal !== takes.signal) {
    return trans.__(
      '%1 gives %2, and %3 takes %4: a cable joins ports of one signal.',
      gives.title,
      signalName(gives.signal),
      takes.title,
      signalName(takes.signal),
    );
  }
  const [first, last] = [graph.doors.follow(source, 'out'), graph.doors.follow(target, 'in')];
  if (first.node === last.node || source.node === target.node) {
    return trans.__('A node cannot feed itself straight: put another one in between.');
  }
  const isDouble = graph.wires.some((wire) => same(wire.source, first) && same(wire.target, last));
  if (isDouble) {
    return trans.__('There is such a cable already.');
  }
  if (gives.signal === 'note' && closes(graph, first.node, last.node, 'note')) {
    return trans.__('Notes would run in a circle: they only go forward.');
  }
  return '';
}

function same(a: Place, b: Place): boolean {
  return a.node === b.node && a.port === b.port;
}

/** Whether a cable from one node to another would close a circle of cables, of one signal or of any. */
function closes(graph: Graph, source: string, target: string, signal?: Signal): boolean {
  const feeds = new Map<string, string[]>();
  for (const wire of graph.wires) {
    const carried = graph.cables.get(wire.id)?.signal;
    if (carried && (!signal || carried === signal)) {
      feeds.set(wire.source.node, [...(feeds.get(wire.source.node) ?? []), wire.target.node]);
    }
  }
  return reaches(feeds, target, source);
}

/** Whether a cable between two ports that can be joined closes a circle, so that its sound comes back a moment later. */
export function isFeedback(graph: Graph, from: End, to: End): boolean {
  const ends = ordered(from, to);
  return (
    ends !== null &&
    closes(
      graph,
      graph.doors.follow(ends.source, 'out').node,
      graph.doors.follow(ends.target, 'in').node,
    )
  );
}

/** What is to be said of a cable that was just made; empty for nothing. */
export function remark(graph: Graph, from: End, to: End): string {
  return isFeedback(graph, from, to)
    ? trans.__('This closes a circle: what it carries comes back a moment later. Mind the level.')
    : '';
}

/** The edits that join two ports that can be joined; an instrument that the document does not have comes into it. */
export function connect(graph: Graph, from: End, to: End): Edit[] {
  const { source, target } = ordered(from, to)!;
  return [
    ...materialise(graph, [source.node, target.node]),
    {
      root: 'edges',
      id: mintId('e'),
      fields: {
        source: source.node,
        target: target.node,
        ...(source.port !== 'out' && { output: source.port }),
        ...(target.port !== 'in' && { input: target.port }),
      },
    },
  ];
}

/** The edits that make a cable end elsewhere. */
export function reconnect(graph: Graph, cable: string, from: End, to: End): Edit[] {
  const edits = connect(without(graph, cable), from, to);
  return [{ root: 'edges', id: cable, fields: null }, ...edits];
}

/** A graph as it is without a cable. */
export function without(graph: Graph, cable: string): Graph {
  const cables = new Map(graph.cables);
  cables.delete(cable);
  return { ...graph, cables, wires: graph.wires.filter(({ id }) => id !== cable) };
}

/** A port that a cable could go to. */
export interface Target {
  readonly end: End;
  readonly port: GraphPort;
  /** Of the thing it belongs to. */
  readonly title: string;
  readonly isFeedback: boolean;
}

/** The ports that can be joined with one, by the title of what they belong to; of groups, those that are collapsed. */
export function targets(graph: Graph, from: End): Target[] {
  const direction = from.direction === 'out' ? 'in' : 'out';
  const found: Target[] = [];
  for (const thing of [...graph.nodes.values(), ...graph.groups.values()]) {
    const isHidden = around(graph, thing.id).some((group) => graph.groups.get(group)!.collapsed);
    const isOpen = 'collapsed' in thing && !thing.collapsed;
    for (const port of isHidden || isOpen
      ? []
      : direction === 'in'
        ? thing.inputs
        : thing.outputs) {
      const end = { node: thing.id, port: port.name, direction } as const;
      if (!whyNot(graph, from, end)) {
        const { title } = thing;
        found.push({ end, port, title, isFeedback: isFeedback(graph, from, end) });
      }
    }
  }
  return found.sort((a, b) => a.title.localeCompare(b.title));
}
