import * as React from 'react';

import type { AntiphonDoc } from '../document';
import type { LockKind, Permissions } from '../rights';
import type { Ask } from './ask';
import { type Edit, type Fields, write } from './edit';
import { useSignal } from './subscribe';
import { trans } from '../translation';

/** Longest reason of a lock, in characters. */
const REASON_LENGTH = 100;

/** What there is to lock. */
export interface Lockable {
  doc: AntiphonDoc;
  permissions: Permissions;
  ask: Ask;
  kind: LockKind;
  /** Names it, such as `the part Alto`. */
  what: string;
}

/** Lock things, with a reason that is asked for; or unlock them, where all of them are locked. */
export async function toggleLocks(of: Lockable, ids: readonly string[]): Promise<void> {
  const { doc, permissions, ask, kind, what } = of;
  const edits = (fields: Fields | null): Edit[] => ids.map((id) => ({ root: 'locks', id, fields }));
  let sentence = '';
  if (ids.every((id) => permissions.lock(kind, id))) {
    sentence = write(doc, edits(null));
  } else {
    const label = trans.__('Reason, said to whoever tries to change it (it may stay empty)');
    const given = await ask.text(trans.__('Lock %1', what), label, trans.__('Lock'));
    if (given !== null) {
      const reason = given.trim().slice(0, REASON_LENGTH);
      sentence = write(doc, edits(reason ? { kind, reason } : { kind }));
    }
  }
  if (sentence) {
    await ask.explain(sentence);
  }
}

export interface LockButtonProps extends Lockable {
  id: string;
  /** Whether to name the thing on the button, where it does not stand beside it. */
  named?: boolean;
}

/** Locks a thing and unlocks it, for whoever may; nothing for others. */
export function LockButton(props: LockButtonProps): React.JSX.Element | null {
  const { permissions, kind, id, what, named } = props;
  useSignal(permissions.changed);
  if (permissions.locking(kind, id)) {
    return null;
  }
  const isLocked = permissions.lock(kind, id) !== null;
  return (
    <button
      type="button"
      className="antiphon-button antiphon-toggle antiphon-Lock"
      aria-pressed={isLocked}
      aria-label={trans.__('Lock %1', what)}
      onClick={() => void toggleLocks(props, [id])}
    >
      {named
        ? isLocked
          ? trans.__('Locked: %1', what)
          : trans.__('Lock %1', what)
        : isLocked
          ? trans.__('Locked')
          : trans.__('Lock')}
    </button>
  );
}

/** Why something cannot be changed, where it is looked at; nothing where it can. */
export function LockNote({ id, reason }: { id?: string; reason: string }): React.JSX.Element {
  return (
    <p id={id} className="antiphon-note antiphon-LockNote">
      {reason && (
        <>
          <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
            <path
              d="M5 7V5a3 3 0 0 1 6 0v2h1v7H4V7zM6.5 7h3V5a1.5 1.5 0 0 0-3 0z"
              fill="currentColor"
              fillRule="evenodd"
            />
          </svg>{' '}
          {reason}
        </>
      )}
    </p>
  );
}
