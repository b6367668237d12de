import * as React from 'react';

import type { AntiphonDoc } from '../document';
import type { HistoryDesk } from '../history';
import type { Ask } from '../panels/ask';
import { onEntering } from '../panels/keyboard';
import { useSession, useSignal } from '../panels/subscribe';
import { moment } from '../panels/words';
import type { Shows } from '../proposals/words';
import type { SessionConnection } from '../session';
import { trans } from '../translation';
import type { Branch } from './answers';
import type { MergeDesk } from './desk';
import { Merge } from './merge';

export interface BranchesProps {
  desk: MergeDesk;
  doc: AntiphonDoc;
  session: SessionConnection;
  ask: Ask;
  /** The moment that is looked at. */
  past: Pick<HistoryDesk, 'step' | 'changed'>;
  /** Open another piece. */
  onOpen: (path: string) => void;
  /** Show where a conflict, or a change, is. */
  onShow?: (place: Shows) => void;
}

/** The branches of a piece: making one, opening one, and merging one. */
export function Branches(props: BranchesProps): React.JSX.Element {
  const { desk, session, past } = props;
  useSignal(desk.changed);
  useSignal(past.changed);
  React.useEffect(() => desk.watch(), [desk]);
  const { state } = useSession(session);
  const leads = state?.you.role === 'teacher';
  const { branches } = desk;
  return (
    <section
      aria-labelledby="antiphon-branches"
      className="antiphon-Branches"
      onFocus={onEntering(() => void (desk.branch ?? desk.load()))}
    >
      <h4 id="antiphon-branches">{trans.__('Branches')}</h4>
      <p role="status" className="antiphon-note">
        {desk.said}
      </p>
      {desk.problem && (
        <p role="alert" className="antiphon-fault">
          {desk.problem}
        </p>
      )}
      {leads ? (
        <button type="button" className="antiphon-button" onClick={() => void make(props)}>
          {past.step === null ? trans.__('Branch from now…') : trans.__('Branch from here…')}
        </button>
      ) : (
        <p className="antiphon-note">
          {trans.__(
            'The teacher makes and merges branches. To work in one, ask the teacher for an invitation to it.',
          )}
        </p>
      )}
      {branches?.branches.length === 0 && !branches.of && (
        <p className="antiphon-empty">
          {trans.__(
            'No branches yet. A branch is a piece of its own that begins as this one is, or was: try an idea there, and merge it when it is good.',
          )}
        </p>
      )}
      {branches?.of && (
        <>
          <p>{trans.__('This piece is the branch “%1” of:', branches.of.title)}</p>
          <ul>
            <Item {...props} leads={leads} branch={branches.of} isOrigin />
          </ul>
        </>
      )}
      {branches && branches.branches.length > 0 && (
        <ul>
          {branches.branches.map((branch) => (
            <Item
              key={`${branch.path} ${branch.at}`}
              {...props}
              leads={leads}
              branch={branch}
              isOrigin={false}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface ItemProps extends BranchesProps {
  branch: Branch;
  leads: boolean;
  /** Whether it is what this piece was branched from. */
  isOrigin: boolean;
}

function Item(props: ItemProps): React.JSX.Element {
  const { desk, branch, leads, isOrigin, onOpen } = props;
  const { path, title, at, name, merged } = branch;
  const known = isOrigin ? nameOf(path) : title;
  const isOpen = desk.branch?.path === path && path !== '';
  const merges = React.useRef<HTMLButtonElement>(null);
  const was = React.useRef(false);
  React.useEffect(() => {
    // The keyboard goes back to where it came from.
    if (was.current && !isOpen) {
      merges.current?.focus();
    }
    was.current = isOpen;
  }, [isOpen]);
  return (
    <li data-branch={path}>
      <p>
        <b dir="auto">{known}</b>{' '}
        <small>
          {name && <bdi>{name}</bdi>} {time(at)}
          {merged !== null && trans.__('; merged here %1', time(merged))}
        </small>
      </p>
      {path === '' ? (
        <p className="antiphon-note">{trans.__('Its file was taken away.')}</p>
      ) : (
        leads && (
          <div className="antiphon-row antiphon-wrap" role="group" aria-label={known}>
            <button type="button" className="antiphon-button" onClick={() => onOpen(path)}>
              {trans.__('Open')}
            </button>
            <button
              ref={merges}
              type="button"
              className="antiphon-button"
              aria-expanded={isOpen}
              onClick={() => (isOpen ? desk.cancel() : void desk.look(branch))}
            >
              {isOrigin ? trans.__('Merge what is new there…') : trans.__('Merge…')}
            </button>
          </div>
        )
      )}
      {isOpen && <Merge {...props} title={known} />}
    </li>
  );
}

/** Ask for a name, and branch. */
async function make({ desk, ask, past }: BranchesProps): Promise<void> {
  const { step } = past;
  const title = await ask.text(
    trans.__('Make a branch'),
    step === null
      ? trans.__('A new piece beside this one, as it is now. What is it called?')
      : trans.__('A new piece beside this one, as it was then. What is it called?'),
    trans.__('Make'),
  );
  if (title?.trim()) {
    await desk.make(title, step);
  }
}

/** The name of a piece's file. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.antiphon$/, '');
}

function time(seconds: number): string {
  return moment(new Date(1000 * seconds), new Date());
}
