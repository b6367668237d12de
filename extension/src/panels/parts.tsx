import * as React from 'react';

import type { AntiphonDoc, Part } from '../document';
import type { Permissions } from '../rights';
import type { Member, SessionConnection } from '../session';
import type { Ask } from './ask';
import { movePart } from '../score/editing/parts';
import { write } from './edit';
import { closeByEscape } from './escape';
import { LockButton, LockNote } from './lock';
import { PartEditor } from './part-editor';
import { useSignal } from './subscribe';
import * as words from './words';
import { trans } from '../translation';

/** The type of what is dragged: the id of a part. */
const DRAGGED = 'application/x-antiphon-part';

export interface PartsProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  permissions: Permissions;
  ask: Ask;
  people: readonly Member[];
  /** Whether it is ours to say who plays what. */
  assigns: boolean;
}

/** Who plays which part, and which of them are locked. */
export function Parts(props: PartsProps): React.JSX.Element | null {
  const { doc, session, permissions, ask, people, assigns } = props;
  useSignal(doc.changed);
  useSignal(permissions.changed);
  const { parts } = doc.piece;
  if (parts.length === 0) {
    return null;
  }
  const mine = parts.filter(({ id }) => permissions.plays(id)).map(words.partName);
  return (
    <section aria-labelledby="antiphon-parts">
      <div className="antiphon-row">
        <h3 id="antiphon-parts">{trans.__('Parts')}</h3>
        <LockButton
          {...{ doc, permissions, ask }}
          kind="piece"
          id="piece"
          what={trans.__('the whole piece')}
          named
        />
      </div>
      {!assigns && mine.length > 0 && (
        <p className="antiphon-note">{trans.__('You play %1.', words.names(mine))}</p>
      )}
      <ul className="antiphon-Parts">
        {parts.map((part, place) => (
          <li
            key={part.id}
            draggable
            onDragStart={(event) => event.dataTransfer.setData(DRAGGED, part.id)}
            onDragOver={(event) =>
              event.dataTransfer.types.includes(DRAGGED) && event.preventDefault()
            }
            onDrop={(event) => {
              const id = event.dataTransfer.getData(DRAGGED);
              const sentence = write(doc, movePart(doc.document(), doc.piece, id, place));
              if (sentence) {
                void ask.explain(sentence);
              }
            }}
          >
            <div className="antiphon-row antiphon-wrap">
              <b>{words.partName(part)}</b>
              <LockButton
                {...{ doc, permissions, ask }}
                kind="part"
                id={part.id}
                what={trans.__('the part %1', words.partName(part))}
              />
            </div>
            {assigns ? (
              <Assignment
                part={part}
                people={people}
                assigned={permissions.players(part.id).map(({ id }) => id)}
                summary={playersOf(permissions, part.id)}
                onAssign={(ids) => session.assign(part.id, ids)}
              />
            ) : (
              <small>{trans.__('Played by %1', playersOf(permissions, part.id))}</small>
            )}
            {permissions.lock('part', part.id) && (
              <LockNote reason={permissions.lock('part', part.id)?.reason || trans.__('Locked')} />
            )}
            <PartEditor {...{ doc, permissions, ask, part, place }} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface AssignmentProps {
  part: Part;
  people: readonly Member[];
  /** Ids of those who play it. */
  assigned: readonly string[];
  /** The same in words. */
  summary: string;
  onAssign: (ids: readonly string[]) => void;
}

function Assignment({
  part,
  people,
  assigned,
  summary,
  onAssign,
}: AssignmentProps): React.JSX.Element {
  const candidates = people.filter(({ id, role }) => role === 'player' || assigned.includes(id));
  const players = candidates.filter(({ id }) => assigned.includes(id));
  const others = (id: string): string[] =>
    players.filter((player) => player.id !== id).map((player) => player.id);
  return (
    <details onKeyDown={closeByEscape}>
      <summary>{trans.__('Played by %1', summary)}</summary>
      <fieldset>
        <legend className="antiphon-hidden">
          {trans.__('Who plays %1', words.partName(part))}
        </legend>
        {candidates.length === 0 && (
          <p className="antiphon-note">{trans.__('No player has joined yet.')}</p>
        )}
        {candidates.map(({ id, name }) => (
          <label key={id} className="antiphon-row">
            <input
              type="checkbox"
              checked={assigned.includes(id)}
              onChange={(event) => onAssign([...others(id), ...(event.target.checked ? [id] : [])])}
            />
            {name}
          </label>
        ))}
        <button
          type="button"
          className="antiphon-button"
          disabled={assigned.length === 0}
          onClick={() => onAssign([])}
        >
          {trans.__('Everyone')}
        </button>
      </fieldset>
    </details>
  );
}

function playersOf(permissions: Permissions, part: string): string {
  const players = permissions.players(part).map(({ name }) => name);
  return players.length > 0 ? words.names(players) : trans.__('everyone');
}
