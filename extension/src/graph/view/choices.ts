/** Lists to choose from, in front of the graph: what to connect, to take away, to play, to colour. */
import { trans } from '../../translation';
import { type End, endInWords, targets } from '../connect';
import { colour, givePart } from '../editing';
import { portOf } from '../graph';
import type { GraphDesk } from './desk';
import { groupsOf, nodesOf } from './picked';

/** Begin a cable: at which port of what is selected, then where to. */
export function chooseEnd(desk: GraphDesk): void {
  const { graph } = desk;
  const ends = desk.things.flatMap((node): End[] => {
    const thing = graph.nodes.get(node) ?? graph.groups.get(node);
    return [...(thing?.outputs ?? []), ...(thing?.inputs ?? [])].map(({ name, direction }) => ({
      node,
      port: name,
      direction,
    }));
  });
  if (ends.length === 1) {
    chooseTarget(desk, ends[0]);
    return;
  }
  desk.offer({
    title: trans.__('Connect which port?'),
    choices: ends.map((end) => ({
      id: `${end.node} ${end.direction} ${end.port}`,
      label: endInWords(graph, end),
      run: () => chooseTarget(desk, end),
    })),
  });
}

/** The ports that a cable from a port can go to. */
export function chooseTarget(desk: GraphDesk, from: End): void {
  const { graph } = desk;
  desk.offer({
    title: trans.__('Connect %1 to', endInWords(graph, from)),
    choices: targets(graph, from).map(({ end, isFeedback }) => ({
      id: `${end.node} ${end.direction} ${end.port}`,
      label: endInWords(graph, end),
      note: isFeedback ? trans.__('comes back a moment later') : '',
      run: () => desk.connect(from, end),
    })),
  });
}

export function chooseCable(desk: GraphDesk): void {
  const { graph } = desk;
  const chosen = new Set(desk.things);
  const cables = [...graph.cables.values()].filter(
    ({ source, target }) => chosen.has(source.node) || chosen.has(target.node),
  );
  desk.offer({
    title: trans.__('Take which cable away?'),
    choices: cables.map(({ id, source, target }) => ({
      id,
      label: trans.__(
        'From %1 to %2',
        endInWords(graph, { ...source, direction: 'out' }),
        endInWords(graph, { ...target, direction: 'in' }),
      ),
      run: () => {
        if (desk.perform([{ root: 'edges', id, fields: null }])) {
          desk.say(trans.__('The cable was removed.'));
        }
      },
    })),
  });
}

export function takesPart(desk: GraphDesk, id: string): boolean {
  const place = { node: id, port: 'in' };
  return portOf(desk.graph, place, 'in')?.signal === 'note';
}

export function choosePart(desk: GraphDesk): void {
  const ids = nodesOf(desk).filter((id) => takesPart(desk, id));
  const give = (part: string) => () => desk.perform(givePart(desk.graph, ids, part));
  desk.offer({
    title: trans.__('Which part does it play?'),
    choices: [
      ...desk.doc.piece.parts.map(({ id, name }) => ({ id, label: name, run: give(id) })),
      { id: '', label: trans.__('None: only what comes by cable'), run: give('') },
    ],
  });
}

/** What the colours of a group are called, from 1 on: JupyterLab's seven of collaborators, and grey. */
const colourNames = (): string[] => [
  trans.__('Orange'),
  trans.__('Yellow'),
  trans.__('Green'),
  trans.__('Turquoise'),
  trans.__('Blue'),
  trans.__('Violet'),
  trans.__('Pink'),
  trans.__('Grey'),
];

export function chooseColour(desk: GraphDesk): void {
  const ids = groupsOf(desk);
  const paint = (to: number) => () => desk.perform(colour(desk.graph, ids, to));
  desk.offer({
    title: trans.__('Which colour?'),
    choices: [
      ...colourNames().map((label, order) => ({
        id: String(order + 1),
        label,
        colour: order + 1,
        run: paint(order + 1),
      })),
      { id: '', label: trans.__('No colour'), run: paint(0) },
    ],
  });
}
