import type { KeyRow } from '../../panels';
import { toggleLocks } from '../../panels/lock';
import { trans } from '../../translation';
import { align, boundsOf, distribute, type Side, tidy } from '../arranging';
import { bridge, toggle } from '../editing';
import { makeGroup, ungroup } from '../grouping';
import { chooseCable, chooseColour, chooseEnd, choosePart, takesPart } from './choices';
import { type GraphDesk, STEP } from './desk';
import { any, groupsOf, inside, nodesOf, several, some, titleOf } from './picked';
import { askName, askToKeep, askWords } from './questions';

/** Something that can be done with the graph: a key, a choice of its menu, a command. */
export interface GraphAction {
  /** Its command is `antiphon:graph-` and this. */
  readonly id: string;
  readonly label: () => string;
  /** Such as `Ctrl+G`, as `keyOf` writes it; the first one is told. */
  readonly keys?: readonly string[];
  readonly run: (desk: GraphDesk) => unknown;
  /** Whether it means anything now; always where absent. */
  readonly can?: (desk: GraphDesk) => boolean;
  readonly isOn?: (desk: GraphDesk) => boolean;
  /** Whether it is in the menu of what is selected. */
  readonly inMenu?: boolean;
}

const turn = (
  field: 'bypass' | 'mute' | 'solo',
  label: () => string,
  key: string,
): GraphAction => ({
  id: field,
  label,
  keys: [key],
  run: (desk) => desk.perform(toggle(desk.graph, desk.things, field)),
  can: some,
  isOn: (desk) => {
    const all = nodesOf(desk);
    return all.length > 0 && all.every((id) => desk.graph.nodes.get(id)![field]);
  },
  inMenu: true,
});

const lineUp = (side: Side, label: () => string): GraphAction => ({
  id: `align-${side}`,
  label,
  run: (desk) => desk.place(align(desk.graph, desk.things, side, desk.measure)),
  can: several,
});

const nudge = (key: string, x: number, y: number): GraphAction[] =>
  [1, 5].map((times) => ({
    id: '',
    label: () => trans.__('Move what is selected'),
    keys: [times > 1 ? `Shift+${key}` : key],
    run: (desk) =>
      some(desk) ? desk.nudge(x * STEP * times, y * STEP * times) : desk.go(x + y > 0 ? 1 : -1),
  }));

/** Everything that can be done with the graph. */
export const ACTIONS: readonly GraphAction[] = [
  {
    id: 'look',
    label: () => trans.__('Look Inside'),
    keys: ['I'],
    run: (desk) => {
      const seen = inside(desk);
      desk.look(seen, !seen.every((id) => desk.looked.has(id)));
    },
    can: (desk) => inside(desk).length > 0,
    isOn: (desk) => inside(desk).length > 0 && inside(desk).every((id) => desk.looked.has(id)),
    inMenu: true,
  },
  {
    id: 'loads',
    label: () => trans.__('Show Voices and Load'),
    keys: ['O'],
    run: (desk) => desk.toggleLoads(),
    isOn: (desk) => desk.showsLoads,
  },
  {
    id: 'add',
    label: () => trans.__('Add a Node…'),
    keys: ['A', 'Insert'],
    run: (desk) => {
      desk.stopAdding();
      desk.startAdding();
    },
    isOn: (desk) => desk.isAdding,
    inMenu: true,
  },
  {
    id: 'connect',
    label: () => trans.__('Connect…'),
    keys: ['C'],
    run: chooseEnd,
    can: (desk) => nodesOf(desk).length + groupsOf(desk).length > 0,
    inMenu: true,
  },
  {
    id: 'disconnect',
    label: () => trans.__('Take a Cable Away…'),
    keys: ['Shift+C'],
    run: chooseCable,
    can: some,
    inMenu: true,
  },
  {
    id: 'part',
    label: () => trans.__('Choose the Part It Plays…'),
    keys: ['P'],
    run: choosePart,
    can: (desk) => nodesOf(desk).some((id) => takesPart(desk, id)),
    inMenu: true,
  },
  {
    id: 'rename',
    label: () => trans.__('Rename…'),
    keys: ['F2'],
    run: askName,
    can: (desk) => desk.things.length === 1,
    inMenu: true,
  },
  turn('bypass', () => trans.__('Bypass'), 'B'),
  turn('mute', () => trans.__('Mute'), 'M'),
  turn('solo', () => trans.__('Solo'), 'S'),
  {
    id: 'copy',
    label: () => trans.__('Copy'),
    run: (desk) => desk.clipboard?.copy(),
    can: some,
    inMenu: true,
  },
  {
    id: 'cut',
    label: () => trans.__('Cut'),
    run: (desk) => desk.clipboard?.cut(),
    can: some,
    inMenu: true,
  },
  {
    id: 'paste',
    label: () => trans.__('Paste'),
    run: (desk) => desk.clipboard?.paste(),
    inMenu: true,
  },
  {
    id: 'duplicate',
    label: () => trans.__('Duplicate'),
    keys: ['Ctrl+D'],
    run: (desk) => {
      const clip = desk.copy();
      const bounds = boundsOf(desk.graph, desk.things, desk.measure);
      if (clip && bounds) {
        desk.paste(clip, { x: bounds.x + 30, y: bounds.y + 30 });
      }
    },
    can: some,
    inMenu: true,
  },
  {
    id: 'delete',
    label: () => trans.__('Delete'),
    keys: ['Delete', 'Backspace'],
    run: (desk) => desk.remove(),
    can: any,
    inMenu: true,
  },
  {
    id: 'take-out',
    label: () => trans.__('Take Out and Join What Is Around It'),
    keys: ['Shift+Delete'],
    run: (desk) => desk.remove(nodesOf(desk).flatMap((id) => bridge(desk.graph, id))),
    can: (desk) => nodesOf(desk).length === 1,
    inMenu: true,
  },
  {
    id: 'group',
    label: () => trans.__('Group'),
    keys: ['Ctrl+G'],
    run: (desk) => {
      const at = boundsOf(desk.graph, desk.things, desk.measure);
      const made = makeGroup(desk.graph, desk.things, trans.__('Group'), at ?? desk.middle());
      if (desk.perform(made.edits)) {
        desk.select([made.id]);
      }
    },
    can: some,
    inMenu: true,
  },
  {
    id: 'ungroup',
    label: () => trans.__('Ungroup'),
    keys: ['Ctrl+Shift+G'],
    run: (desk) => {
      const inside = groupsOf(desk).flatMap((id) => desk.graph.groups.get(id)!.members);
      const edits = groupsOf(desk).flatMap((id) => ungroup(desk.graph, id, desk.doc.document()));
      if (desk.perform(edits)) {
        desk.select(inside);
      }
    },
    can: (desk) => groupsOf(desk).length > 0,
    inMenu: true,
  },
  {
    id: 'collapse',
    label: () => trans.__('Collapse or Expand the Group'),
    keys: ['E'],
    run: (desk) => groupsOf(desk).forEach((id) => desk.toggleCollapsed(id)),
    can: (desk) => groupsOf(desk).length > 0,
    inMenu: true,
  },
  {
    id: 'colour',
    label: () => trans.__('Colour the Group…'),
    keys: ['Shift+E'],
    run: chooseColour,
    can: (desk) => groupsOf(desk).length > 0,
    inMenu: true,
  },
  {
    id: 'keep',
    label: () => trans.__('Keep as an Instrument…'),
    run: askToKeep,
    can: some,
    inMenu: true,
  },
  {
    id: 'lock',
    label: () => trans.__('Lock or Unlock…'),
    keys: ['K'],
    run: (desk) => {
      const { doc, permissions, ask } = desk.parts;
      const what =
        desk.things.length === 1 ? titleOf(desk, desk.current) : trans.__('what is selected');
      void toggleLocks({ doc, permissions, ask, kind: 'node', what }, desk.things);
    },
    can: (desk) =>
      some(desk) && desk.things.every((id) => !desk.parts.permissions.locking('node', id)),
    inMenu: true,
  },
  {
    id: 'comment',
    label: () => trans.__('Comment…'),
    run: (desk) => desk.parts.comments?.begin(),
    can: (desk) => Boolean(desk.parts.comments) && nodesOf(desk).length + groupsOf(desk).length > 0,
    inMenu: true,
  },
  {
    id: 'label',
    label: () => trans.__('Write Words…'),
    keys: ['T'],
    run: askWords,
  },
  {
    id: 'tidy',
    label: () => trans.__('Lay Out'),
    keys: ['L'],
    run: (desk) => {
      desk.place(tidy(desk.graph, desk.things, desk.measure));
      requestAnimationFrame(() => void desk.flow?.fitView({ maxZoom: 1 }));
    },
  },
  lineUp('left', () => trans.__('Align Left')),
  lineUp('centre', () => trans.__('Align Centres')),
  lineUp('right', () => trans.__('Align Right')),
  lineUp('top', () => trans.__('Align Tops')),
  lineUp('middle', () => trans.__('Align Middles')),
  lineUp('bottom', () => trans.__('Align Bottoms')),
  {
    id: 'distribute-x',
    label: () => trans.__('Distribute Across'),
    run: (desk) => desk.place(distribute(desk.graph, desk.things, 'x', desk.measure)),
    can: (desk) => desk.things.length > 2,
  },
  {
    id: 'distribute-y',
    label: () => trans.__('Distribute Down'),
    run: (desk) => desk.place(distribute(desk.graph, desk.things, 'y', desk.measure)),
    can: (desk) => desk.things.length > 2,
  },
  {
    id: 'select-all',
    label: () => trans.__('Select All'),
    keys: ['Ctrl+A'],
    run: (desk) =>
      desk.select([
        ...desk.graph.nodes.keys(),
        ...desk.graph.groups.keys(),
        ...desk.graph.labels.keys(),
      ]),
  },
  {
    id: 'next',
    label: () => trans.__('Select the Next'),
    keys: ['N', 'Ctrl+ArrowRight'],
    run: (desk) => desk.go(1),
  },
  {
    id: 'previous',
    label: () => trans.__('Select the One Before'),
    keys: ['Shift+N', 'Ctrl+ArrowLeft'],
    run: (desk) => desk.go(-1),
  },
  ...nudge('ArrowLeft', -1, 0),
  ...nudge('ArrowRight', 1, 0),
  ...nudge('ArrowUp', 0, -1),
  ...nudge('ArrowDown', 0, 1),
  {
    id: 'nothing',
    label: () => trans.__('Select Nothing'),
    keys: ['Escape'],
    run: (desk) => desk.select([]),
  },
  { id: 'undo', label: () => trans.__('Undo'), keys: ['Ctrl+Z'], run: (desk) => desk.undo() },
  {
    id: 'redo',
    label: () => trans.__('Redo'),
    keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
    run: (desk) => desk.redo(),
  },
  {
    id: 'zoom-in',
    label: () => trans.__('Nearer'),
    keys: ['+', '='],
    run: (desk) => void desk.flow?.zoomIn(),
  },
  {
    id: 'zoom-out',
    label: () => trans.__('Farther'),
    keys: ['-'],
    run: (desk) => void desk.flow?.zoomOut(),
  },
  {
    id: 'fit',
    label: () => trans.__('Show All of It'),
    keys: ['F', '0'],
    run: (desk) => void desk.flow?.fitView({ maxZoom: 1 }),
  },
  {
    id: 'inspector',
    label: () => trans.__('All of the Selected Node'),
    keys: ['D'],
    run: (desk) => desk.toggleInspector(),
    isOn: (desk) => desk.showsInspector,
    inMenu: true,
  },
  {
    id: 'faces',
    label: () => trans.__('Knobs on the Nodes'),
    run: (desk) => desk.toggleFaces(),
    isOn: (desk) => desk.showsFaces,
  },
  {
    id: 'keys',
    label: () => trans.__('Keys of the Graph'),
    keys: ['?'],
    run: (desk) => void desk.parts.ask.keys(trans.__('Keys in the graph'), keyRows()),
  },
];

/** The keys of the graph, and what they do. */
export function keyRows(): KeyRow[] {
  const named = ACTIONS.filter(({ id, keys }) => id && keys);
  return [
    ...named.map(({ keys, label }): KeyRow => [keys!.join(', '), label().replace('…', '')]),
    [
      '← → ↑ ↓',
      trans.__('Move what is selected, farther with Shift; where nothing is, select the next'),
    ],
    ['Enter, Shift+F10', trans.__('The menu of what is selected')],
    ['Ctrl+C, Ctrl+X, Ctrl+V', trans.__('Copy, cut and paste')],
    ['Tab', trans.__('To the knobs of the selected node; Esc comes back')],
  ];
}
