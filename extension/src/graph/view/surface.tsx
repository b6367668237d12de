import {
  Background,
  type Connection,
  type EdgeTypes,
  type FinalConnectionState,
  MiniMap,
  type NodeTypes,
  type OnConnectStartParams,
  ReactFlow,
  type ReactFlowProps,
  useStore,
} from '@xyflow/react';
import * as React from 'react';

import { trans } from '../../translation';
import { type End, reconnect, whyNot, without } from '../connect';
import { portOf } from '../graph';
import { GroupBox, GroupFrame, LabelBox, NodeBox } from './box';
import { Cable } from './cable';
import type { GraphDesk } from './desk';
import { useDrawing } from './drawn';
import type { FlowCable, FlowThing } from './flow';
import { Pointers } from './others';
import { CableEnds, cableAt, PlainCables } from './plain';
import { ProposedBox, ProposedCableLine, ProposedMarkBox, useProposed } from './proposed';
import { SightContext, sightOf } from './sight';
import { openGraphMenu } from './toolbar';

const NODES: NodeTypes = {
  node: NodeBox,
  box: GroupBox,
  frame: GroupFrame,
  label: LabelBox,
  proposed: ProposedBox,
  'proposed-mark': ProposedMarkBox,
};
const EDGES: EdgeTypes = { cable: Cable, proposed: ProposedCableLine };
const FIT = { maxZoom: 1 };
const NO_CABLES: FlowCable[] = [];
/** From how many things on only those in sight are in the page. */
const MANY = 60;
/** From how many things on there is a map. */
const WIDE = 8;
/** Pixels from a cable within which it is meant. */
const REACH = 8;

export interface SurfaceProps {
  desk: GraphDesk;
  /** Give the canvas the keyboard. */
  focus: () => void;
  /** A cable is being drawn from a port, said as `out audio`; empty: no longer. */
  onFrom: (port: string) => void;
}

/** The graph in React Flow. It is drawn again where what is drawn changes, and for nothing else of the desk. */
export const Surface = React.memo(function Surface(props: SurfaceProps): React.JSX.Element {
  const { desk } = props;
  const { things, cables, onThings, onCables } = useDrawing(desk);
  const proposed = useProposed(desk, things, cables, onThings);
  const sight = useStore(({ transform, nodes }) => sightOf(transform[2], nodes.length));
  const drawn = React.useRef({ things, cables });
  drawn.current = { things, cables };
  // React Flow draws every node again where a single one of these is another.
  const [hands] = React.useState(() => handsOf(props, () => drawn.current));
  return (
    <SightContext.Provider value={sight}>
      <ReactFlow<FlowThing, FlowCable>
        nodes={proposed.things}
        edges={sight === 'far' ? NO_CABLES : proposed.cables}
        nodeTypes={NODES}
        edgeTypes={EDGES}
        onNodesChange={proposed.onThings}
        onEdgesChange={onCables}
        {...hands}
        deleteKeyCode={null}
        disableKeyboardA11y
        nodesFocusable={false}
        edgesFocusable={false}
        edgesReconnectable
        onlyRenderVisibleElements={things.length > MANY}
        elevateNodesOnSelect={false}
        connectionRadius={28}
        minZoom={0.1}
        maxZoom={2}
        zoomOnDoubleClick={false}
        fitView
        fitViewOptions={FIT}
        data-sight={sight}
      >
        <Background />
        {sight === 'far' && <PlainCables things={things} cables={cables} />}
        {things.length > WIDE && (
          <MiniMap pannable zoomable ariaLabel={trans.__('Map of the graph')} />
        )}
        <Pointers />
      </ReactFlow>
    </SightContext.Provider>
  );
});

/** Both ends of a connection as React Flow has it. */
function endsOf({ source, sourceHandle, target, targetHandle }: Connection): [End, End] {
  return [
    { node: source, port: sourceHandle ?? 'out', direction: 'out' },
    { node: target, port: targetHandle ?? 'in', direction: 'in' },
  ];
}

/** What the pointer does to the graph. */
function handsOf(
  { desk, focus, onFrom }: SurfaceProps,
  drawn: () => { things: readonly FlowThing[]; cables: readonly FlowCable[] },
): Partial<ReactFlowProps<FlowThing, FlowCable>> {
  const isKnob = ({ target }: { target: EventTarget }): boolean =>
    (target as HTMLElement).closest('.nodrag') !== null;

  /** The menu of what is selected, where the pointer is. */
  const openMenu = (event: React.MouseEvent | MouseEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    openGraphMenu(desk, { x: event.clientX, y: event.clientY });
  };

  /** The cable that is meant from far away, where React Flow has none; null for none. */
  const farCable = ({ clientX: x, clientY: y }: React.MouseEvent | MouseEvent): string | null => {
    const { flow } = desk;
    const { things, cables } = drawn();
    const zoom = flow?.getZoom() ?? 1;
    if (!flow || sightOf(zoom, things.length) !== 'far') {
      return null;
    }
    const ends = new CableEnds(things, (id) => flow.getInternalNode(id));
    return cableAt(cables, ends, flow.screenToFlowPosition({ x, y }), REACH / zoom);
  };

  return {
    onInit: (flow) => {
      desk.flow = flow;
    },
    onNodeDragStop: () => desk.drop(),
    onSelectionDragStop: () => desk.drop(),
    onConnectStart: (_, { nodeId, handleId, handleType }: OnConnectStartParams) => {
      const direction = handleType === 'source' ? 'out' : 'in';
      const place = { node: nodeId ?? '', port: handleId ?? '' };
      onFrom(`${direction} ${portOf(desk.graph, place, direction)?.signal ?? ''}`);
    },
    onConnectEnd: (_, { fromHandle, toHandle, isValid }: FinalConnectionState) => {
      onFrom('');
      if (!isValid && fromHandle && toHandle && fromHandle !== toHandle) {
        const end = (handle: typeof fromHandle): End => ({
          node: handle.nodeId,
          port: handle.id ?? '',
          direction: handle.type === 'source' ? 'out' : 'in',
        });
        desk.say(whyNot(desk.graph, end(fromHandle), end(toHandle)));
      }
    },
    isValidConnection: (connection) => !whyNot(desk.graph, ...endsOf(connection as Connection)),
    onConnect: (connection) => {
      desk.connect(...endsOf(connection));
      focus();
    },
    onReconnect: (old, connection) => {
      const [source, target] = endsOf(connection);
      const why = whyNot(without(desk.graph, old.id), source, target);
      desk.perform(why || reconnect(desk.graph, old.id, source, target));
    },
    onPaneClick: (event) => {
      const cable = farCable(event);
      if (cable || desk.graph.cables.has(desk.current)) {
        desk.select(cable ? [cable] : []);
      }
      focus();
    },
    onNodeClick: (event) => {
      if (!isKnob(event)) {
        focus();
      }
    },
    onEdgeClick: focus,
    onNodeContextMenu: (event, { id }) => {
      if (!isKnob(event)) {
        desk.select(desk.selection.has(id) ? desk.selection : [id]);
        openMenu(event);
      }
    },
    onEdgeContextMenu: (event, { id }) => {
      desk.select([id]);
      openMenu(event);
    },
    onPaneContextMenu: (event) => {
      const cable = farCable(event);
      if (cable) {
        desk.select([cable]);
      }
      openMenu(event);
    },
  };
}
