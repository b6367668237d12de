import {
  applyNodeChanges,
  BaseEdge,
  type Edge,
  type EdgeProps,
  getBezierPath,
  type Node,
  type NodeChange,
  type NodeProps,
} from '@xyflow/react';
import type { ISignal } from '@lumino/signaling';
import * as React from 'react';

import { KINDS } from '../../panels/catalogue';
import { proposers } from '../../proposals/proposer';
import { trans } from '../../translation';
import {
  type ProposedCable,
  type ProposedFrame,
  proposedGraph,
  type ProposedMark,
  type ProposedThing,
} from '../proposed';
import { useTools } from '../tools';
import { Ports } from './box';
import { useDesk } from './context';
import type { GraphDesk } from './desk';
import type { Size, Spot } from '../layout';
import { ANY, type FlowCable, type FlowThing } from './flow';

export type FlowProposed = Node<{ of: ProposedThing }, 'proposed'>;
export type FlowMark = Node<{ of: ProposedMark | ProposedFrame }, 'proposed-mark'>;
export type FlowProposedCable = Edge<{ of: ProposedCable }, 'proposed'>;
type Drawn = FlowProposed | FlowMark;

/** None of it can be moved, joined or deleted: it is not in the graph yet. */
const FIXED = {
  draggable: false,
  selectable: false,
  connectable: false,
  deletable: false,
} as const;
/** What the ids of what is proposed begin with, in the drawing. */
const PREFIX = 'proposed:';
const NOTHING: { things: Drawn[]; cables: FlowProposedCable[] } = { things: [], cables: [] };

/** What is drawn, with what open proposals would do. */
export function useProposed(
  desk: GraphDesk,
  things: FlowThing[],
  cables: FlowCable[],
  onThings: (changes: NodeChange<FlowThing>[]) => void,
) {
  const { doc, permissions, proposals } = useTools();
  const [drawn, setDrawn] = React.useState(NOTHING);
  const from = React.useRef<readonly unknown[]>([]);
  React.useEffect(() => {
    const draw = (): void => {
      const document = doc.document();
      const ids = Object.keys(document.proposals);
      const isShown = Boolean(proposals?.shown) && ids.length > 0;
      const names = ids.map(proposers(doc, permissions)).join('\n');
      const now = isShown ? [document.proposals, desk.graph, names] : [];
      if (now.length === from.current.length && now.every((of, at) => of === from.current[at])) {
        return;
      }
      from.current = now;
      setDrawn((before) => (isShown ? drawing(desk, before.things) : NOTHING));
    };
    draw();
    const signals: ISignal<unknown, unknown>[] = [doc.changed, desk.changed, permissions.changed];
    if (proposals) {
      signals.push(proposals.changed);
    }
    signals.forEach((signal) => signal.connect(draw));
    return () => signals.forEach((signal) => signal.disconnect(draw));
  }, [desk, doc, permissions, proposals]);
  const onAll = React.useCallback(
    (changes: NodeChange<FlowThing>[]) => {
      const isOwn = (change: NodeChange<FlowThing>): boolean =>
        'id' in change && change.id.startsWith(PREFIX);
      const own = changes.filter(isOwn) as unknown as NodeChange<Drawn>[];
      if (own.length > 0) {
        setDrawn((before) => ({ ...before, things: applyNodeChanges(own, before.things) }));
      }
      if (own.length < changes.length) {
        onThings(changes.filter((change) => !isOwn(change)));
      }
    },
    [onThings],
  );
  return {
    things: React.useMemo(() => joined(things, drawn.things), [things, drawn.things]),
    cables: React.useMemo(() => joined(cables, drawn.cables), [cables, drawn.cables]),
    onThings: onAll,
  };
}

/** With what is proposed, which React Flow draws as it draws the rest; the same list where nothing is. */
function joined<T>(drawn: T[], proposed: readonly unknown[]): T[] {
  return proposed.length > 0 ? [...drawn, ...(proposed as T[])] : drawn;
}

function drawing(desk: GraphDesk, before: readonly Drawn[]): typeof NOTHING {
  const { doc, graph, parts } = desk;
  const authorOf = proposers(doc, parts.permissions);
  const { things, marks, cables } = proposedGraph(
    doc.document(),
    graph,
    KINDS,
    authorOf,
    desk.measure,
  );
  const old = new Map(before.map((thing) => [thing.id, thing]));
  const known = (id: string) => ({
    ...(old.get(id)?.measured && { measured: old.get(id)!.measured }),
  });
  return {
    things: [
      ...things.map((of): FlowProposed => {
        const position = { x: of.node.x, y: of.node.y };
        return { id: of.id, type: 'proposed', position, data: { of }, ...FIXED, ...known(of.id) };
      }),
      ...marks.flatMap((of): FlowMark[] => {
        const at = of.kind === 'added' ? of.frame : placed(desk, of.thing);
        return at
          ? [
              {
                id: of.id,
                type: 'proposed-mark',
                position: { x: at.x, y: at.y },
                width: at.width,
                height: at.height,
                zIndex: of.kind === 'added' ? -1 : 5,
                data: { of },
                ...FIXED,
                ...known(of.id),
              },
            ]
          : [];
      }),
    ],
    cables: cables.map((of) => ({
      id: of.id,
      type: 'proposed',
      source: of.source.thing,
      sourceHandle: of.source.port ?? ANY,
      target: of.target.thing,
      targetHandle: of.target.port ?? ANY,
      data: { of },
      selectable: false,
      focusable: false,
      deletable: false,
      reconnectable: false,
    })),
  };
}

/** Where a thing is drawn; null where there is none. */
function placed({ graph, measure }: GraphDesk, id: string): (Spot & Size) | null {
  const at = graph.nodes.get(id) ?? graph.groups.get(id) ?? graph.labels.get(id);
  return at ? { x: at.x, y: at.y, ...(measure(id) ?? { width: 184, height: 80 }) } : null;
}

/** The menu of the graph is not for what is not in it. */
function stop(event: React.SyntheticEvent): void {
  event.stopPropagation();
}

/** Says who proposes what, and shows it in the queue. */
function Told({ of }: { of: ProposedThing | ProposedMark | ProposedFrame }): React.JSX.Element {
  const { proposals } = useTools();
  const desk = useDesk();
  return (
    <button
      type="button"
      className="antiphon-ProposedNode-told nodrag"
      title={trans.__('Show this proposal in the list')}
      onClick={(event) => {
        event.stopPropagation();
        desk.say(of.words);
        proposals?.open(of.proposal);
      }}
    >
      {of.words}
    </button>
  );
}

/** A node, or a label, that is proposed: pale and dashed. */
export const ProposedBox = React.memo(function ProposedBox({
  data: { of },
}: NodeProps<FlowProposed>): React.JSX.Element {
  const { node } = of;
  return (
    <div
      className="antiphon-Node antiphon-ProposedNode"
      role="group"
      aria-label={of.words}
      onContextMenu={stop}
    >
      <div className="antiphon-Node-head">
        <span className="antiphon-Node-title">{'title' in node ? node.title : node.text}</span>
      </div>
      <Told of={of} />
      {'inputs' in node && <Ports inputs={node.inputs} outputs={node.outputs} isGhost />}
    </div>
  );
});

/** At a thing that would change, or go: struck through; or around what would be a group. */
export const ProposedMarkBox = React.memo(function ProposedMarkBox({
  data: { of },
}: NodeProps<FlowMark>): React.JSX.Element {
  return (
    <div
      className={`antiphon-ProposedMark antiphon-mod-${of.kind}`}
      role="group"
      aria-label={of.words}
    >
      <Told of={of} />
    </div>
  );
});

/** A cable that would come: dashed; or go: crossed out. */
export const ProposedCableLine = React.memo(function ProposedCableLine(
  props: EdgeProps<FlowProposedCable>,
): React.JSX.Element {
  const { id, data } = props;
  const [path, x, y] = getBezierPath(props);
  const { kind, words } = data!.of;
  return (
    <g role="img" aria-label={words} onContextMenu={stop}>
      <title>{words}</title>
      <BaseEdge id={id} path={path} className={`antiphon-ProposedCable antiphon-mod-${kind}`} />
      {kind === 'removed' && (
        <path
          className="antiphon-ProposedCable-cross"
          d={`M${x - 9} ${y - 9}l18 18M${x + 9} ${y - 9}l-18 18`}
        />
      )}
    </g>
  );
});
