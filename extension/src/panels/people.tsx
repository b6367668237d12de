import * as React from 'react';

import type { AntiphonDoc } from '../document';
import type { Permissions } from '../rights';
import type { Company, Follower } from '../score';
import type { Member, SessionConnection } from '../session';
import { trans } from '../translation';
import type { Ask } from './ask';
import type { Awareness } from './awareness';
import { useColours } from './colours';
import { Invite } from './invite';
import { Parts } from './parts';
import { useSession, useSignal } from './subscribe';
import * as words from './words';

export interface PeopleProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  permissions: Permissions;
  awareness: Awareness;
  ask: Ask;
  /** Where in the score the others are, and the going there; absent where there is no score. */
  company?: Company;
  follower?: Follower;
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
              >
                {props.company && props.follower && person.here && (
                  <Whereabouts
                    doc={props.doc}
                    person={person}
                    company={props.company}
                    follower={props.follower}
                  />
                )}
              </PersonRow>
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
  children?: React.ReactNode;
}

function PersonRow(props: PersonRowProps): React.JSX.Element {
  const { person, colour, isYou, leads, onRole, onDismiss, children } = props;
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
        {children}
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

interface WhereaboutsProps {
  doc: AntiphonDoc;
  person: Member;
  company: Company;
  follower: Follower;
}

/** Where somebody else is in the score, with the ways there; nothing for oneself. */
function Whereabouts(props: WhereaboutsProps): React.JSX.Element | null {
  const { doc, person, company, follower } = props;
  useSignal(company.changed);
  useSignal(follower.changed);
  useSignal(doc.changed);
  const other = company.find(person.id);
  if (!other) {
    return null;
  }
  const { parts, measures } = doc.piece;
  const position = company.position(other);
  const part = position && parts[position.part];
  const measure = position && measures[position.measure];
  const follows = follower.person === person.id;
  return (
    <>
      <br />
      <small>
        {part && measure
          ? trans.__('in %1, measure %2', part.name, measure.number)
          : trans.__('nowhere in the score')}
      </small>
      <span className="antiphon-row">
        <button
          type="button"
          className="antiphon-button"
          aria-label={trans.__('Go to %1', person.name)}
          disabled={!position && !other.view}
          onClick={() => follower.goTo(person.id)}
        >
          {trans.__('Go to')}
        </button>
        <button
          type="button"
          className="antiphon-button antiphon-toggle"
          aria-label={trans.__('Follow %1', person.name)}
          aria-pressed={follows}
          onClick={() => follower.follow(follows ? '' : person.id)}
        >
          {follows ? trans.__('Following') : trans.__('Follow')}
        </button>
      </span>
    </>
  );
}
