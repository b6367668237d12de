import * as React from 'react';

import type { Invitation, SessionConnection } from '../session';
import { Link } from './link';
import { roleName } from './words';
import { trans } from '../translation';

type Role = 'player' | 'guest';

function promise(role: Role): string {
  return role === 'player'
    ? trans.__('A player writes in the score, moves sounds, and listens.')
    : trans.__('A guest reads along and listens, and changes nothing.');
}

export interface InviteProps {
  session: SessionConnection;
  /** Whom the form begins with, such as somebody who was sent away; another object begins it anew. */
  guest: { name: string } | null;
}

/** A form that makes a link for somebody to join by. */
export function Invite({ session, guest }: InviteProps): React.JSX.Element {
  const id = React.useId();
  const [role, setRole] = React.useState<Role>('player');
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
      setFault(
        trans.__('No invitation: %1', error instanceof Error ? error.message : String(error)),
      );
    } finally {
      setBusy(false);
    }
  }

  return (
    <section aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{trans.__('Invite')}</h3>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void invite();
        }}
      >
        <div className="antiphon-row">
          <label htmlFor={`${id}-role`}>{trans._p('role', 'As')}</label>
          <select
            id={`${id}-role`}
            className="antiphon-field"
            value={role}
            onChange={(event) => setRole(event.target.value as Role)}
          >
            <option value="player">{roleName('player')}</option>
            <option value="guest">{roleName('guest')}</option>
          </select>
          <label htmlFor={`${id}-name`} className="antiphon-hidden">
            {trans.__('Name (optional)')}
          </label>
          <input
            id={`${id}-name`}
            className="antiphon-field"
            placeholder={trans.__('Name (optional)')}
            maxLength={40}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <p className="antiphon-note">{promise(role)}</p>
        <button ref={submit} type="submit" className="antiphon-button" disabled={busy}>
          {busy ? trans.__('Making the link…') : trans.__('Make a link')}
        </button>
      </form>
      <p role="alert" className="antiphon-fault">
        {fault}
      </p>
      {made && (
        <>
          <p>
            {made.name
              ? trans.__('%1 joins as: %2', made.name, roleName(made.role))
              : trans.__('Whoever opens it joins as: %1', roleName(made.role))}
          </p>
          <Link
            title={made.role === 'player' ? trans.__('a player') : trans.__('a guest')}
            link={made.link}
            qr={made.qr}
            open={true}
          />
        </>
      )}
    </section>
  );
}
