import * as React from 'react';

import type { AntiphonDoc, Node } from '../document';
import { AuthorsNote } from '../panels/authors';
import { type Kind, ofSound, plays, takesPart } from '../panels/catalogue';
import { Field } from '../panels/field';
import { LockButton, LockNote } from '../panels/lock';
import { useDocument } from '../panels/subscribe';
import { trans } from '../translation';
import { ListenButton } from './browser/listen';
import { Mend } from './inside/mend';
import { changeNode, titleOf, useNode, valueOf } from './node';
import { NodePresets } from './nodepresets';
import { NodeParameter, useClosed } from './parameter';
import { useTools } from './tools';
import { valuesOf } from './presets';

export interface InspectorProps {
  /** Of the node that is selected; empty for none. */
  id: string;
}

/** All of the node that is selected: what it is, every knob, its presets, who made it, and its lock. */
export const Inspector = React.memo(function Inspector({ id }: InspectorProps): React.JSX.Element {
  const { doc, kinds } = useTools();
  const node = useNode(doc, id);
  if (!node) {
    return (
      <p className="antiphon-empty antiphon-Inspector">
        {trans.__('Select a node to see all of it here: every knob, its presets, and who made it.')}
      </p>
    );
  }
  // Another node's fields and open menus are another's.
  return <NodeInspector key={id} id={id} node={node} kind={kinds[node.kind]} />;
});

interface NodeInspectorProps {
  id: string;
  node: Node;
  /** Undefined where this Antiphon does not know it. */
  kind: Kind | undefined;
}

function NodeInspector({ id, node, kind }: NodeInspectorProps): React.JSX.Element {
  const { doc, kinds, session, permissions, ask } = useTools();
  const closed = useClosed(id);
  const title = titleOf(kinds, node.kind);
  const name = node.name || title;
  return (
    <section className="antiphon-Inspector" aria-label={trans.__('The node %1', name)}>
      <h3>{name}</h3>
      <Mend {...{ doc, kinds, session, permissions }} id={id} />
      <LockNote reason={closed} />
      <Field
        label={trans.__('Name')}
        value={node.name ?? ''}
        disabled={closed !== ''}
        onChange={(text) => changeNode(doc, id, { name: text || undefined })}
      />
      {kind ? (
        <>
          <div className="antiphon-row">
            <span>{trans.__('%1, of the family %2', title, ofSound(kind.family))}</span>
            <HeardAsItIs node={node} kind={kind} title={name} />
          </div>
          <p className="antiphon-note">{ofSound(kind.help)}</p>
          <p className="antiphon-note antiphon-Inspector-example">{ofSound(kind.example)}</p>
          {takesPart(kind) && <PartChoice id={id} node={node} closed={closed} />}
          <Switches id={id} node={node} closed={closed} name={name} />
          <div
            className="antiphon-Inspector-knobs"
            role="group"
            aria-label={trans.__('Knobs of %1', name)}
          >
            {Object.entries(kind.parameters).map(([of, parameter]) => (
              <NodeParameter
                key={of}
                {...{ id, parameter, closed }}
                name={of}
                value={valueOf(node, of, parameter)}
              />
            ))}
          </div>
          <NodePresets id={id} node={node} closed={closed} />
        </>
      ) : (
        <p className="antiphon-fault">
          {trans.__('This Antiphon does not know the kind %1: what it was is kept.', node.kind)}
        </p>
      )}
      <div className="antiphon-row antiphon-wrap">
        <AuthorsNote session={session} root="nodes" id={id} entry={node} />
        {Object.hasOwn(doc.document().nodes, id) && (
          <LockButton
            {...{ doc, permissions, ask, id }}
            kind="node"
            what={trans.__('the node %1', name)}
          />
        )}
      </div>
    </section>
  );
}

/** Lets the node be heard by itself, as its knobs are. */
function HeardAsItIs({ node, kind, title }: { node: Node; kind: Kind; title: string }) {
  const values = JSON.stringify(valuesOf(node, kind));
  const what = React.useMemo(
    () => ({ kind: node.kind, values: JSON.parse(values) as Record<string, number> }),
    [node.kind, values],
  );
  return <ListenButton what={what} title={title} />;
}

const partsOf = (doc: AntiphonDoc): readonly unknown[] => [doc.document().parts];

/** The part whose notes an instrument plays, or a node of notes takes before instruments do. */
function PartChoice({ id, node, closed }: { id: string; node: Node; closed: string }) {
  const { doc } = useTools();
  useDocument(doc, partsOf);
  const { parts } = doc.piece;
  const isThere = parts.some((part) => part.id === node.part);
  return (
    <label className="antiphon-row">
      {plays(node.kind) ? trans.__('Plays') : trans.__('Takes the notes of')}
      <select
        className="antiphon-field"
        value={isThere ? node.part : ''}
        disabled={closed !== ''}
        onChange={(event) => changeNode(doc, id, { part: event.target.value || undefined })}
      >
        <option value="">
          {plays(node.kind)
            ? trans.__('what comes by cable')
            : trans.__('what comes by cable, or what it leads to')}
        </option>
        {parts.map((part) => (
          <option key={part.id} value={part.id}>
            {part.name || trans.__('a part without a name')}
          </option>
        ))}
      </select>
    </label>
  );
}

interface SwitchesProps {
  id: string;
  node: Node;
  closed: string;
  name: string;
}

function Switches({ id, node, closed, name }: SwitchesProps): React.JSX.Element {
  const { doc } = useTools();
  const switches = [
    { field: 'bypass', label: trans.__('Bypass'), named: trans.__('Bypass %1', name) },
    { field: 'mute', label: trans.__('Mute'), named: trans.__('Mute %1', name) },
    { field: 'solo', label: trans.__('Solo'), named: trans.__('Solo %1', name) },
  ] as const;
  return (
    <div className="antiphon-row antiphon-wrap">
      {switches.map(({ field, label, named }) => (
        <button
          key={field}
          type="button"
          className="antiphon-button antiphon-toggle"
          aria-pressed={node[field] === true}
          aria-label={named}
          disabled={closed !== ''}
          onClick={() => changeNode(doc, id, { [field]: node[field] ? undefined : true })}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
