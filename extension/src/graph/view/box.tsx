import { Handle, type NodeProps, Position } from '@xyflow/react';
import * as React from 'react';

import { trans } from '../../translation';
import { signalName } from '../connect';
import { NodeFace } from '../face';
import type { GraphPort } from '../graph';
import { Fallen } from '../inside/fallen';
import { NodeLoad } from '../inside/load';
import { problemInWords } from '../problems';
import { useTools } from '../tools';
import { useDesk } from './context';
import type { GraphDesk } from './desk';
import { ANY, type FlowBox, type FlowFrame, type FlowLabel, type FlowNode } from './flow';
import { useOthers } from './others';
import { PortMarks } from './plain';
import { remarksInWords, RemarksMark, useRemarks } from './remarks';
import { useSight } from './sight';

/** The id of a thing's element, by which the canvas says which one has the keyboard. */
export function elementId(id: string): string {
  return `antiphon-graph-${id}`;
}

/** Why a thing is locked; null where it is not. */
function useLock(id: string): string | null {
  const { permissions } = useTools();
  const subscribe = React.useCallback(
    (draw: () => void) => {
      permissions.changed.connect(draw);
      return () => {
        permissions.changed.disconnect(draw);
      };
    },
    [permissions],
  );
  return React.useSyncExternalStore(subscribe, () => {
    const lock = permissions.lock('node', id);
    return lock ? (lock.reason ?? '') : null;
  });
}

interface PortProps {
  port: GraphPort;
  isGhost: boolean;
}

function Port({ port, isGhost }: PortProps): React.JSX.Element {
  const isIn = port.direction === 'in';
  return (
    <div className={`antiphon-PortRow antiphon-mod-${port.direction}`}>
      <Handle
        id={port.name}
        type={isIn ? 'target' : 'source'}
        position={isIn ? Position.Left : Position.Right}
        className="antiphon-Port"
        data-signal={port.signal}
        data-direction={port.direction}
        title={`${port.title} (${signalName(port.signal)})`}
        isConnectable={!isGhost}
      />
      <span className="antiphon-PortRow-title">{portTitle(port)}</span>
    </div>
  );
}

/** The one input and output that a kind of node has need no name of their own. */
function portTitle({ name, title }: GraphPort): string {
  return name === 'in' ? trans.__('in') : name === 'out' ? trans.__('out') : title;
}

interface PortsProps {
  inputs: readonly GraphPort[];
  outputs: readonly GraphPort[];
  /** Whether they are only proposed, so that no cable can be drawn to them. */
  isGhost?: boolean;
}

/** The ports of a thing; and one at each side that is theirs together, for cables that name none. */
export function Ports({ inputs, outputs, isGhost = false }: PortsProps): React.JSX.Element {
  const any = { id: ANY, className: 'antiphon-AnyPort', isConnectable: !isGhost };
  return (
    <div className="antiphon-Ports">
      <Handle {...any} type="target" position={Position.Left} />
      <Handle {...any} type="source" position={Position.Right} />
      <div className="antiphon-Ports-side">
        {inputs.map((port) => (
          <Port key={port.name} port={port} isGhost={isGhost} />
        ))}
      </div>
      <div className="antiphon-Ports-side">
        {outputs.map((port) => (
          <Port key={port.name} port={port} isGhost={isGhost} />
        ))}
      </div>
    </div>
  );
}

/** What is said of a node by words and letters, beside its name. */
function Badges({ data: { node } }: Pick<FlowNode, 'data'>): React.JSX.Element {
  const states = [
    node.bypass && trans.__('bypassed'),
    node.mute && trans.__('muted'),
    node.solo && trans.__('solo'),
  ].filter((word): word is string => Boolean(word));
  return (
    <>
      {states.map((word) => (
        <span key={word} className="antiphon-Badge">
          {word}
        </span>
      ))}
    </>
  );
}

function Locked({ id }: { id: string }): React.JSX.Element | null {
  const lock = useLock(id);
  return lock === null ? null : (
    <svg viewBox="0 0 16 16" width="14" height="14" role="img" aria-label={trans.__('Locked')}>
      <title>{lock || trans.__('Locked')}</title>
      <path
        d="M5 7V5a3 3 0 0 1 6 0v2h1v7H4V7zM6.5 7h3V5a1.5 1.5 0 0 0-3 0z"
        fill="currentColor"
        fillRule="evenodd"
      />
    </svg>
  );
}

/** The others who have a thing selected, as a mark in their colour and by name. */
function Others({ id }: { id: string }): React.JSX.Element | null {
  const others = useOthers(id);
  return others.length === 0 ? null : (
    <span className="antiphon-Others" style={{ borderColor: others[0].colour }}>
      <span className="antiphon-Others-names" style={{ borderColor: others[0].colour }}>
        {others.map(({ name }) => name).join(', ')}
      </span>
    </span>
  );
}

/** Whether something of the desk holds, as that nodes show their knobs; drawn again when it no longer does. */
function useDeskHas(holds: (desk: GraphDesk) => boolean): boolean {
  const desk = useDesk();
  const subscribe = React.useCallback(
    (draw: () => void) => {
      desk.changed.connect(draw);
      return () => {
        desk.changed.disconnect(draw);
      };
    },
    [desk],
  );
  return React.useSyncExternalStore(subscribe, () => holds(desk));
}

/** A node in words, for whoever does not see it. */
export function nodeInWords({ node, problem, part }: FlowNode['data']): string {
  return [
    node.title,
    node.title === node.kindTitle ? '' : node.kindTitle,
    part && trans.__('plays %1', part),
    node.bypass && trans.__('bypassed'),
    node.mute && trans.__('muted'),
    node.solo && trans.__('solo'),
    problem && problemInWords(problem),
  ]
    .filter(Boolean)
    .join(', ');
}

const showsFaces = (desk: GraphDesk): boolean => desk.showsFaces;
const showsLoads = (desk: GraphDesk): boolean => desk.showsLoads;

function nodeClasses({ node, problem }: FlowNode['data'], selected: boolean): string {
  const classes = [
    'antiphon-Node',
    selected && 'antiphon-mod-selected',
    node.bypass && 'antiphon-mod-bypassed',
    node.mute && 'antiphon-mod-muted',
    problem && 'antiphon-mod-problem',
    Object.keys(node.missing).length > 0 && 'antiphon-mod-default',
  ];
  return classes.filter(Boolean).join(' ');
}

/** A node, as it is seen from where one is. */
export const NodeBox = React.memo(function NodeBox(props: NodeProps<FlowNode>): React.JSX.Element {
  const sight = useSight();
  // Each is drawn in full at first, and measured then.
  return sight === 'far' && props.width && props.height ? (
    <FarNode {...props} />
  ) : (
    <FullNode {...props} />
  );
});

/** A node from near: its name, its ports, and some of its knobs. */
function FullNode({ id, data, selected, width, height }: NodeProps<FlowNode>): React.JSX.Element {
  const { node, problem, part } = data;
  const isNear = useSight() === 'near';
  const faces = useDeskHas(showsFaces);
  const loads = useDeskHas(showsLoads);
  const remarks = remarksInWords(useRemarks(id));
  // Where knobs are left out, their room stays.
  const size = faces && !isNear && width && height ? { width, height } : undefined;
  return (
    <div
      id={elementId(id)}
      className={nodeClasses(data, selected)}
      style={size}
      role="group"
      aria-label={[nodeInWords(data), remarks].filter(Boolean).join(', ')}
    >
      <div className="antiphon-Node-head">
        <span className="antiphon-Node-title">{node.title}</span>
        <Locked id={id} />
        <RemarksMark id={id} />
        <Badges data={data} />
        {loads && <NodeLoad id={id} />}
      </div>
      {part && <div className="antiphon-Node-part">{trans.__('plays %1', part)}</div>}
      {node.title !== node.kindTitle && <div className="antiphon-Node-kind">{node.kindTitle}</div>}
      <Ports inputs={node.inputs} outputs={node.outputs} />
      {isNear && (faces || selected) && <NodeFace id={id} />}
      {problem && <p className="antiphon-Node-problem">{problemInWords(problem)}</p>}
      <Fallen id={id} />
      <Others id={id} />
    </div>
  );
}

/** A node from far away: a box with its name, as large as it is from near. All of it can be said and done as there. */
function FarNode({ id, data, selected, width, height }: NodeProps<FlowNode>): React.JSX.Element {
  return (
    <>
      <div
        id={elementId(id)}
        className={`${nodeClasses(data, selected)} antiphon-FarNode antiphon-Node-head`}
        style={{ width, height }}
        role="group"
        aria-label={nodeInWords(data)}
      >
        {data.node.title}
        <RemarksMark id={id} />
        <Others id={id} />
      </div>
      <PortMarks id={id} />
    </>
  );
}

/** A collapsed group. */
export const GroupBox = React.memo(function GroupBox({
  id,
  data: { group },
  selected,
}: NodeProps<FlowBox>): React.JSX.Element {
  return (
    <div
      id={elementId(id)}
      className={`antiphon-Node antiphon-GroupBox${selected ? ' antiphon-mod-selected' : ''}`}
      data-colour={group.colour}
      role="group"
      aria-label={trans.__('Group %1, collapsed', group.title)}
    >
      <div className="antiphon-Node-head">
        <span className="antiphon-Node-title">{group.title}</span>
        <Locked id={id} />
        <RemarksMark id={id} />
        <CollapseButton id={id} collapsed />
      </div>
      <Ports inputs={group.inputs} outputs={group.outputs} />
      <Others id={id} />
    </div>
  );
});

function CollapseButton({ id, collapsed }: { id: string; collapsed: boolean }): React.JSX.Element {
  const desk = useDesk();
  return (
    <button
      type="button"
      className="antiphon-Frame-button nodrag"
      tabIndex={-1}
      aria-label={collapsed ? trans.__('Expand the group') : trans.__('Collapse the group')}
      onClick={(event) => {
        event.stopPropagation();
        desk.toggleCollapsed(id);
      }}
    >
      {collapsed ? '▸' : '▾'}
    </button>
  );
}

/** The frame around a group. */
export const GroupFrame = React.memo(function GroupFrame({
  id,
  data: { group },
  selected,
}: NodeProps<FlowFrame>): React.JSX.Element {
  return (
    <div
      id={elementId(id)}
      className={`antiphon-Frame${selected ? ' antiphon-mod-selected' : ''}`}
      data-colour={group.colour}
      role="group"
      aria-label={trans.__('Group %1', group.title)}
    >
      <div className="antiphon-Frame-head">
        <CollapseButton id={id} collapsed={false} />
        <span className="antiphon-Node-title">{group.title}</span>
        <Locked id={id} />
        <RemarksMark id={id} />
      </div>
      <Others id={id} />
    </div>
  );
});

/** Words on the graph. */
export const LabelBox = React.memo(function LabelBox({
  id,
  data: { label },
  selected,
}: NodeProps<FlowLabel>): React.JSX.Element {
  return (
    <div
      id={elementId(id)}
      className={`antiphon-Label${selected ? ' antiphon-mod-selected' : ''}`}
      style={{ width: label.width ?? 200 }}
      role="note"
    >
      {label.text}
      <Others id={id} />
    </div>
  );
});
