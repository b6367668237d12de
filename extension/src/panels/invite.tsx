import * as React from 'react';

import type { Invitation, SessionConnection } from '../session';
import { Link } from './link';

const INVITED = {
  player: 'A player writes in the score, moves sounds, and listens.',
  guest: 'A guest reads along and listens, and changes nothing.',
};

export interface InviteProps {
  session: SessionConnection;
  /** Whom the form begins with, such as somebody who was sent away; another object begins it anew. */
  guest: { name: string } | null;
}

/** A form that makes a link for somebody to join by. */
export function Invite({ session, guest }: InviteProps): React.JSX.Element {
  const id = React.useId();
  const [role, setRole] = React.useState<keyof typeof INVITED>('player');
  const [name, setName] = React.useState('');
  const submit = React.useRef<HTMLButtonElement>(null);
  const [made, setMade] = React.useState<(Invitation & { name: string }) | null>(null);
  const [fault, setFault] = React.useState('');
  const [busy, setBusy] = React.useState(false);

  React.useEffect(() => {
    if (guest) {
      setName(guest.name);
      setMade(null);
      submit.current?.focus();
    }
  }, [guest]);

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
        <button ref={submit} type="submit" className="antiphon-button" disabled={busy}>
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
