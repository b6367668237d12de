import * as React from 'react';

import type { Invitation, SessionConnection } from '../session';
import type { Awareness } from './awareness';
import { Link } from './link';
import { useSession } from './subscribe';
import * as words from './words';

export interface PeopleProps {
  session: SessionConnection;
  awareness: Awareness;
}

/** Who is here, and, for the teacher, how to bring others in. */
export function People({ session, awareness }: PeopleProps): React.JSX.Element {
  const { state, may } = useSession(session);
  const colours = useColours(awareness);
  const people = state?.people ?? [];
  return (
    <>
      <section aria-labelledby="antiphon-people-here">
        <h3 id="antiphon-people-here">Here now</h3>
        {people.length === 0 ? (
          <p className="antiphon-empty">
            {state ? 'Nobody has joined yet.' : 'Waiting for the session to say who is here…'}
          </p>
        ) : (
          <ul className="antiphon-People">
            {people.map((person, index) => (
              <li key={`${person.name} ${index}`}>
                <span
                  className="antiphon-People-colour"
                  aria-hidden="true"
                  style={{ backgroundColor: colours.get(person.name) }}
                />
                <span>
                  <b>{person.name}</b>
                  {state?.you.name === person.name && ' (you)'}
                  <br />
                  <small>{words.role(person.role)}</small>
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      {may('invite') && <Invite session={session} />}
    </>
  );
}

const INVITED = {
  player: 'A player writes in the score, moves sounds, and listens.',
  guest: 'A guest reads along and listens, and changes nothing.',
};

function Invite({ session }: { session: SessionConnection }): React.JSX.Element {
  const id = React.useId();
  const [role, setRole] = React.useState<keyof typeof INVITED>('player');
  const [name, setName] = React.useState('');
  const [made, setMade] = React.useState<(Invitation & { name: string }) | null>(null);
  const [fault, setFault] = React.useState('');
  const [busy, setBusy] = React.useState(false);

  async function invite(): Promise<void> {
    setBusy(true);
    setFault('');
    try {
      setMade({ ...(await session.invite(role, name.trim() || undefined)), name: name.trim() });
    } catch (error) {
      setMade(null);
      setFault(`No invitation: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      setBusy(false);
    }
  }

  return (
    <section aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>Invite</h3>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void invite();
        }}
      >
        <div className="antiphon-row">
          <label htmlFor={`${id}-role`}>As</label>
          <select
            id={`${id}-role`}
            className="antiphon-field"
            value={role}
            onChange={(event) => setRole(event.target.value as keyof typeof INVITED)}
          >
            <option value="player">player</option>
            <option value="guest">guest</option>
          </select>
          <label htmlFor={`${id}-name`} className="antiphon-hidden">
            Name (optional)
          </label>
          <input
            id={`${id}-name`}
            className="antiphon-field"
            placeholder="Name (optional)"
            maxLength={40}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <p className="antiphon-note">{INVITED[role]}</p>
        <button type="submit" className="antiphon-button" disabled={busy}>
          {busy ? 'Making the link…' : 'Make a link'}
        </button>
      </form>
      <p role="alert" className="antiphon-fault">
        {fault}
      </p>
      {made && (
        <>
          <p>
            {made.name ? `${made.name} joins` : `Whoever opens it joins`} as a {made.role}:
          </p>
          <Link title={`a ${made.role}`} link={made.link} qr={made.qr} open={true} />
        </>
      )}
    </section>
  );
}

/** The colour each person edits in, by name, as their own browsers say. */
function useColours(awareness: Awareness): Map<string, string> {
  const [, draw] = React.useReducer((count: number) => count + 1, 0);
  React.useEffect(() => {
    awareness.on('change', draw);
    draw();
    return () => awareness.off('change', draw);
  }, [awareness]);
  const colours = new Map<string, string>();
  awareness.getStates().forEach((state) => {
    const user = state.user as Record<string, unknown> | undefined;
    const colour = user?.color;
    for (const name of [user?.display_name, user?.name, user?.username]) {
      if (typeof name === 'string' && typeof colour === 'string') {
        colours.set(name, colour);
      }
    }
  });
  return colours;
}
