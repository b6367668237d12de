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
import { trans } from '../translation';

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
    const body = trans.__(
      'The pages of %1 close at once. What %1 wrote stays, and you can invite %1 again.',
      name,
    );
    const isMeant = await ask.confirm(trans.__('Send %1 away?', name), body, trans.__('Send away'));
    if (isMeant && session.dismiss(person.id)) {
      setSent(person);
    }
  }

  return (
    <>
      <section aria-labelledby="antiphon-people-all">
        <h3 id="antiphon-people-all">{trans.__('People')}</h3>
        {people.length === 0 ? (
          <p className="antiphon-empty">
            {state
              ? trans.__('Nobody has joined yet.')
              : trans.__('Waiting for the session to say who is here…')}
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
              {trans.__('%1 was sent away.', sent.name)}
              <button
                type="button"
                className="antiphon-button"
                onClick={() => setGuest({ name: sent.name })}
              >
                {trans.__('Invite %1 again', sent.name)}
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
        {isYou && ` ${trans.__('(you)')}`}
        {!here && <small> {trans.__('away')}</small>}
        <br />
        <small>{words.role(role)}</small>
      </span>
      {leads && (
        <span className="antiphon-row">
          <select
            className="antiphon-field"
            aria-label={trans.__('Role of %1', name)}
            value={role}
            onChange={(event) => onRole(event.target.value)}
          >
            <option value="player">{words.roleName('player')}</option>
            <option value="guest">{words.roleName('guest')}</option>
          </select>
          <button
            type="button"
            className="antiphon-button"
            aria-label={trans.__('Send %1 away', name)}
            onClick={onDismiss}
          >
            {trans.__('Send away')}
          </button>
        </span>
      )}
    </li>
  );
}
