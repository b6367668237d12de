import '@xyflow/react/dist/base.css';

import {
  applyEdgeChanges,
  applyNodeChanges,
  Background,
  type Connection,
  type EdgeTypes,
  type FinalConnectionState,
  MiniMap,
  type NodeChange,
  type NodeTypes,
  type OnConnectStartParams,
  ReactFlow,
} from '@xyflow/react';
import * as React from 'react';

import { useSignal } from '../../panels/subscribe';
import { trans } from '../../translation';
import { checkClip, readClip } from '../clip';
import { type End, reconnect, whyNot, without } from '../connect';
import { portOf, withMembers } from '../graph';
import { Looks } from '../inside/look';
import type { Spot } from '../layout';
import { DRAGGED } from '../browser/items';
import { Palette } from '../browser/palette';
import { Inspector } from '../inspector';
import { ACTIONS, keyOf } from './actions';
import { elementId, GroupBox, GroupFrame, LabelBox, NodeBox } from './box';
import { Cable } from './cable';
import { Chooser } from './chooser';
import { graphClipboard } from './clipboard';
import { DeskContext } from './context';
import type { GraphDesk } from './desk';
import { Drawing, type FlowCable, type FlowThing } from './flow';
import { Pointers } from './others';
import { Status } from './status';
import { GraphToolbar, openGraphMenu } from './toolbar';

const NODES: NodeTypes = { node: NodeBox, box: GroupBox, frame: GroupFrame, label: LabelBox };
const EDGES: EdgeTypes = { cable: Cable };
const FIT = { maxZoom: 1 };

/** Both ends of a connection as React Flow has it. */
function endsOf({ source, sourceHandle, target, targetHandle }: Connection): [End, End] {
  return [
    { node: source, port: sourceHandle ?? 'out', direction: 'out' },
    { node: target, port: targetHandle ?? 'in', direction: 'in' },
  ];
}

/** The graph of a piece, to be edited. */
export function Canvas({ desk }: { desk: GraphDesk }): React.JSX.Element {
  useSignal(desk.changed);
  const canvas = React.useRef<HTMLDivElement>(null);
  const { things, cables, onThings, onCables } = useDrawing(desk);
  const [from, setFrom] = React.useState('');
  const focus = React.useCallback(() => canvas.current?.focus({ preventScroll: true }), []);
  React.useEffect(() => {
    const clipboard = graphClipboard(desk, canvas.current!);
    desk.clipboard = clipboard;
    return () => {
      clipboard.dispose();
      desk.clipboard = null;
      desk.flow = null;
    };
  }, [desk]);

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.target !== canvas.current) {
      if (event.key === 'Escape' && !event.defaultPrevented) {
        focus();
      }
      return;
    }
    if (event.key === 'ContextMenu' || event.key === 'Enter' || keyOf(event) === 'Shift+F10') {
      const at = document.getElementById(elementId(desk.current)) ?? canvas.current;
      const { left, bottom } = at.getBoundingClientRect();
      openGraphMenu(desk, { x: left, y: bottom });
    } else {
      const key = keyOf(event);
      const action = ACTIONS.find(({ keys }) => keys?.includes(key));
      if (!action) {
        return;
      }
      if (action.can?.(desk) ?? true) {
        action.run(desk);
      } else {
        desk.say(trans.__('Select something first: N selects the next node.'));
      }
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const onConnectEnd = (_: unknown, state: FinalConnectionState): void => {
    setFrom('');
    const { fromHandle, toHandle, isValid } = state;
    if (!isValid && fromHandle && toHandle && fromHandle !== toHandle) {
      const end = (handle: typeof fromHandle): End => ({
        node: handle.nodeId,
        port: handle.id ?? '',
        direction: handle.type === 'source' ? 'out' : 'in',
      });
      desk.say(whyNot(desk.graph, end(fromHandle), end(toHandle)));
    }
  };

  const onPoint = (event: React.PointerEvent): void => {
    const at = desk.flow?.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    if (at) {
      desk.parts.company.tell({ pointer: { x: Math.round(at.x), y: Math.round(at.y) } });
    }
  };

  const onDrop = (event: React.DragEvent): void => {
    const text = event.dataTransfer.getData(DRAGGED);
    const at = desk.flow?.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    if (text && at) {
      event.preventDefault();
      takeIn(desk, text, at);
      focus();
    }
  };

  const { graph, current } = desk;
  const isEmpty = graph.nodes.size + graph.groups.size + graph.labels.size === 0;
  return (
    <DeskContext.Provider value={desk}>
      <GraphToolbar onDone={focus} />
      <div className="antiphon-Graph-desk">
        {desk.isAdding && (
          <GraphPalette
            desk={desk}
            onDone={() => {
              desk.stopAdding();
              focus();
            }}
          />
        )}
        <div
          ref={canvas}
          className="antiphon-Canvas"
          role="application"
          tabIndex={0}
          aria-label={trans.__('Graph')}
          aria-roledescription={trans.__('graph of sound')}
          aria-activedescendant={
            current && !graph.cables.has(current) ? elementId(current) : undefined
          }
          data-from={from}
          onKeyDown={onKeyDown}
          onPointerMove={onPoint}
          onPointerLeave={() => desk.parts.company.tell({ pointer: null })}
          onDrop={onDrop}
          onDragOver={(event) => {
            if (event.dataTransfer.types.includes(DRAGGED)) {
              event.preventDefault();
              event.dataTransfer.dropEffect = 'copy';
            }
          }}
        >
          <ReactFlow<FlowThing, FlowCable>
            nodes={things}
            edges={cables}
            nodeTypes={NODES}
            edgeTypes={EDGES}
            onInit={(flow) => {
              desk.flow = flow;
            }}
            onNodesChange={onThings}
            onEdgesChange={onCables}
            onNodeDragStop={() => desk.drop()}
            onSelectionDragStop={() => desk.drop()}
            onConnectStart={(_, { nodeId, handleId, handleType }: OnConnectStartParams) => {
              const direction = handleType === 'source' ? 'out' : 'in';
              const place = { node: nodeId ?? '', port: handleId ?? '' };
              setFrom(`${direction} ${portOf(desk.graph, place, direction)?.signal ?? ''}`);
            }}
            onConnectEnd={onConnectEnd}
            isValidConnection={(connection) =>
              !whyNot(desk.graph, ...endsOf(connection as Connection))
            }
            onConnect={(connection) => {
              desk.connect(...endsOf(connection));
              focus();
            }}
            onReconnect={(old, connection) => {
              const [source, target] = endsOf(connection);
              const why = whyNot(without(desk.graph, old.id), source, target);
              desk.perform(why || reconnect(desk.graph, old.id, source, target));
            }}
            onPaneClick={focus}
            onNodeClick={(event) => {
              if (!(event.target as HTMLElement).closest('.nodrag')) {
                focus();
              }
            }}
            onEdgeClick={focus}
            onNodeContextMenu={(event, { id }) => {
              if (!(event.target as HTMLElement).closest('.nodrag')) {
                event.preventDefault();
                event.stopPropagation();
                desk.select(desk.selection.has(id) ? desk.selection : [id]);
                openGraphMenu(desk, { x: event.clientX, y: event.clientY });
              }
            }}
            onEdgeContextMenu={(event, { id }) => {
              event.preventDefault();
              event.stopPropagation();
              desk.select([id]);
              openGraphMenu(desk, { x: event.clientX, y: event.clientY });
            }}
            onPaneContextMenu={(event) => {
              event.preventDefault();
              event.stopPropagation();
              openGraphMenu(desk, { x: event.clientX, y: event.clientY });
            }}
            deleteKeyCode={null}
            disableKeyboardA11y
            nodesFocusable={false}
            edgesFocusable={false}
            edgesReconnectable
            onlyRenderVisibleElements={things.length > 60}
            elevateNodesOnSelect={false}
            connectionRadius={28}
            minZoom={0.1}
            maxZoom={2}
            zoomOnDoubleClick={false}
            fitView
            fitViewOptions={FIT}
          >
            <Background />
            {things.length > 8 && (
              <MiniMap pannable zoomable ariaLabel={trans.__('Map of the graph')} />
            )}
            <Pointers />
          </ReactFlow>
          <Looks />
          {isEmpty && (
            <p className="antiphon-Canvas-empty">
              {trans.__('There is no sound here yet. Press A to add a node.')}
            </p>
          )}
          {desk.asking && (
            <Chooser
              key={desk.asking.title}
              {...desk.asking}
              onClose={() => {
                desk.offer(null);
                focus();
              }}
            />
          )}
        </div>
        {desk.showsInspector && (
          <div className="antiphon-Graph-side">
            <Inspector id={desk.graph.nodes.has(current) ? current : ''} />
          </div>
        )}
      </div>
      <Status />
    </DeskContext.Provider>
  );
}

/** Take in what was dragged from a palette, or say why not. */
function takeIn(desk: GraphDesk, text: string, at: Spot): void {
  let what: unknown;
  try {
    what = JSON.parse(text);
  } catch {
    what = null;
  }
  const { kind, values, clip } = (what ?? {}) as Record<string, unknown>;
  if (typeof kind === 'string') {
    desk.add({ kind, values: (values ?? {}) as Record<string, number> }, at);
    return;
  }
  takeClip(desk, clip, at);
}

/** Paste a clip, or say why not. */
function takeClip(desk: GraphDesk, clip: unknown, at: Spot | null): void {
  const read = typeof clip === 'string' ? readClip(clip) : checkClip(clip);
  if (read.clip) {
    desk.paste(read.clip, at);
  } else {
    desk.say(read.problem);
  }
}

/** All that can be added, beside the canvas. */
function GraphPalette({
  desk,
  onDone,
}: {
  desk: GraphDesk;
  onDone: () => void;
}): React.JSX.Element {
  const panel = React.useRef<HTMLDivElement>(null);
  React.useEffect(() => panel.current?.querySelector('input')?.focus(), []);
  return (
    <div className="antiphon-Graph-side" ref={panel}>
      <Palette
        closed={desk.parts.permissions.newNode()}
        onAdd={(what) => {
          if ('kind' in what) {
            desk.add(what);
          } else {
            takeClip(desk, what.clip, null);
          }
        }}
        onDone={onDone}
      />
    </div>
  );
}

/** What is drawn: it follows the document, but for what this hand drags. */
function useDrawing(desk: GraphDesk) {
  const [drawing] = React.useState(() => new Drawing(desk.measure));
  const [things, setThings] = React.useState<FlowThing[]>([]);
  const [cables, setCables] = React.useState<FlowCable[]>([]);
  const drawn = React.useRef(things);
  drawn.current = things;
  React.useEffect(() => {
    const draw = (): void => {
      const { graph, selection } = desk;
      const { parts } = desk.doc.document();
      const partName = (id: string): string => (id ? (parts[id]?.name ?? '') : '');
      setThings((before) => drawing.things(graph, partName, selection, before));
      setCables((before) => drawing.cables(graph, selection, before));
    };
    draw();
    desk.changed.connect(draw);
    return () => {
      desk.changed.disconnect(draw);
    };
  }, [desk, drawing]);

  const onThings = React.useCallback(
    (changes: NodeChange<FlowThing>[]) => {
      const all = withFollowers(desk, drawn.current, changes);
      const moved = new Map<string, Spot>();
      for (const change of all) {
        if (change.type === 'position' && change.position && change.dragging !== undefined) {
          moved.set(change.id, change.position);
        }
      }
      let next = applyNodeChanges(all, drawn.current);
      next = reframe(desk, drawing, next, moved.size > 0 || changes.some(isMeasured));
      drawn.current = next;
      setThings(next);
      if (moved.size > 0) {
        desk.drag(written(desk, moved));
      }
      if (changes.some(({ type }) => type === 'select')) {
        chosen(desk, changes);
      }
    },
    [desk, drawing],
  );
  const onCables = React.useCallback(
    (changes: Parameters<typeof applyEdgeChanges<FlowCable>>[0]) => {
      setCables((before) => applyEdgeChanges(changes, before));
      chosen(desk, changes);
    },
    [desk],
  );
  return { things, cables, onThings, onCables };
}

function isMeasured({ type }: { type: string }): boolean {
  return type === 'dimensions';
}

/** What React Flow selected, or no longer does. */
function chosen(desk: GraphDesk, changes: readonly { type: string }[]): void {
  const next = new Set(desk.selection);
  let is = false;
  for (const change of changes as readonly { type: string; id: string; selected: boolean }[]) {
    if (change.type === 'select') {
      is = true;
      if (change.selected) {
        next.add(change.id);
      } else {
        next.delete(change.id);
      }
    }
  }
  if (is) {
    desk.select(next);
  }
}

/** With a frame that moves, what is in it moves. */
function withFollowers(
  desk: GraphDesk,
  things: readonly FlowThing[],
  changes: readonly NodeChange<FlowThing>[],
): NodeChange<FlowThing>[] {
  const { graph } = desk;
  const all = [...changes];
  if (graph.groups.size === 0) {
    return all;
  }
  const moving = new Set(changes.flatMap((of) => (of.type === 'position' ? [of.id] : [])));
  for (const change of changes) {
    const frame = things.find(
      ({ id, type }) => type === 'frame' && 'id' in change && id === change.id,
    );
    if (change.type !== 'position' || !change.position || !frame) {
      continue;
    }
    const x = change.position.x - frame.position.x;
    const y = change.position.y - frame.position.y;
    const inside = new Set(withMembers(graph, [frame.id]));
    for (const { id, position } of things) {
      if (inside.has(id) && !moving.has(id)) {
        moving.add(id);
        const { dragging } = change;
        all.push({
          id,
          type: 'position',
          dragging,
          position: { x: position.x + x, y: position.y + y },
        });
      }
    }
  }
  return all;
}

/** Frames around what they surround, as it is drawn now. */
function reframe(
  desk: GraphDesk,
  drawing: Drawing,
  things: FlowThing[],
  hasMoved: boolean,
): FlowThing[] {
  if (!hasMoved || !things.some(({ type }) => type === 'frame')) {
    return things;
  }
  const spots = new Map(
    things.flatMap(({ id, type, position }) => (type === 'frame' ? [] : [[id, position]])),
  );
  return things.map((thing) => {
    if (thing.type !== 'frame' || !desk.graph.groups.has(thing.id)) {
      return thing;
    }
    const { x, y, width, height } = drawing.frame(desk.graph, thing.id, spots);
    return { ...thing, position: { x, y }, width, height };
  });
}

/** What is written of what moves: of a frame, how far its group moves. */
function written(desk: GraphDesk, moved: ReadonlyMap<string, Spot>): Map<string, Spot> {
  const { graph } = desk;
  return new Map([...moved].filter(([id]) => graph.groups.get(id)?.collapsed !== false));
}
