import * as React from 'react';

import type { AntiphonDoc } from '../document';
import type { Permissions } from '../rights';
import type { Member, SessionConnection } from '../session';
import type { Ask } from './ask';
import type { Awareness } from './awareness';
import { useColours } from './colours';
import { Invite } from './invite';
import { Parts } from './parts';
import { useSession } from './subscribe';
import * as words from './words';

export interface PeopleProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  permissions: Permissions;
  awareness: Awareness;
  ask: Ask;
}

/** Everybody of the piece, who plays what, and, for the teacher, how to bring others in and send them away. */
export function People(props: PeopleProps): React.JSX.Element {
  const { session, awareness, ask } = props;
  const { state, may } = useSession(session);
  const colours = useColours(awareness);
  const [sent, setSent] = React.useState<Member | null>(null);
  const [guest, setGuest] = React.useState<{ name: string } | null>(null);
  const people = state?.people ?? [];
  const isSent = sent && !people.some(({ id }) => id === sent.id);

  async function send(person: Member): Promise<void> {
    const { name } = person;
    const body = `The pages of ${name} close at once. What ${name} wrote stays, and you can invite ${name} again.`;
    const isMeant = await ask.confirm(`Send ${name} away?`, body, 'Send away');
    if (isMeant && session.dismiss(person.id)) {
      setSent(person);
    }
  }

  return (
    <>
      <section aria-labelledby="antiphon-people-all">
        <h3 id="antiphon-people-all">People</h3>
        {people.length === 0 ? (
          <p className="antiphon-empty">
            {state ? 'Nobody has joined yet.' : 'Waiting for the session to say who is here…'}
          </p>
        ) : (
          <ul className="antiphon-People">
            {people.map((person) => (
              <PersonRow
                key={person.id || person.name}
                person={person}
                colour={colours.get(person.id)}
                isYou={state?.you.id === person.id}
                leads={may('people') && person.role !== 'teacher'}
                onRole={(role) => session.setRole(person.id, role)}
                onDismiss={() => void send(person)}
              />
            ))}
          </ul>
        )}
        <div role="status">
          {isSent && (
            <p className="antiphon-row antiphon-wrap antiphon-note">
              {sent.name} was sent away.
              <button
                type="button"
                className="antiphon-button"
                onClick={() => setGuest({ name: sent.name })}
              >
                Invite {sent.name} again
              </button>
            </p>
          )}
        </div>
      </section>
      <Parts {...props} people={people} assigns={may('people')} />
      {may('invite') && <Invite session={session} guest={guest} />}
    </>
  );
}

interface PersonRowProps {
  person: Member;
  colour: string | undefined;
  isYou: boolean;
  /** Whether this person's role and presence are ours to decide. */
  leads: boolean;
  onRole: (role: string) => void;
  onDismiss: () => void;
}

function PersonRow(props: PersonRowProps): React.JSX.Element {
  const { person, colour, isYou, leads, onRole, onDismiss } = props;
  const { name, role, here } = person;
  return (
    <li className={here ? undefined : 'antiphon-mod-away'}>
      <span
        className="antiphon-People-colour"
        aria-hidden="true"
        style={{ backgroundColor: here ? colour : undefined }}
      />
      <span className="antiphon-People-name">
        <b>{name}</b>
        {isYou && ' (you)'}
        {!here && <small> away</small>}
        <br />
        <small>{words.role(role)}</small>
      </span>
      {leads && (
        <span className="antiphon-row">
          <select
            className="antiphon-field"
            aria-label={`Role of ${name}`}
            value={role}
            onChange={(event) => onRole(event.target.value)}
          >
            <option value="player">player</option>
            <option value="guest">guest</option>
          </select>
          <button
            type="button"
            className="antiphon-button"
            aria-label={`Send ${name} away`}
            onClick={onDismiss}
          >
            Send away
          </button>
        </span>
      )}
    </li>
  );
}
