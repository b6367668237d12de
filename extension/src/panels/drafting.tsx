import * as React from 'react';

import type { AntiphonDoc } from '../document';
import { LONGEST_TITLE, send } from '../proposals/draft';
import type { Unsent } from '../proposals/unsent';
import type { Permissions } from '../rights';
import { trans } from '../translation';
import type { Ask } from './ask';
import { useSignal } from './subscribe';

export interface DraftingProps {
  doc: AntiphonDoc;
  ask: Ask;
  /** Keeps what is drafted until it is sent. */
  unsent: Unsent;
  /** It is sent or discarded: what has the keyboard goes. */
  onDone?: () => void;
}

/** While a proposal is worked on: says so, sends it, or discards it. Nothing else. */
export function Drafting({ doc, ask, unsent, onDone }: DraftingProps): React.JSX.Element | null {
  const isDraft = useDrafting(doc);
  useSignal(unsent.changed);
  const [title, setTitle] = React.useState('');
  const [why, setWhy] = React.useState('');
  React.useEffect(() => {
    setTitle(unsent.title);
    setWhy('');
  }, [isDraft, unsent]);
  if (!isDraft) {
    return null;
  }
  return (
    <form
      className="antiphon-Drafting"
      aria-label={trans.__('Your proposal')}
      onSubmit={(event) => {
        event.preventDefault();
        const refused = send(doc, title);
        setWhy(refused);
        if (!refused) {
          unsent.done();
          onDone?.();
        }
      }}
    >
      <p>
        <b>{trans.__('You are making a proposal.')}</b>{' '}
        {trans.__(
          'Change notes and sounds as you like: only you see it, on this page, until you send it. The piece changes when somebody accepts it.',
        )}
      </p>
      <input
        className="antiphon-field"
        aria-label={trans.__('What your proposal is about')}
        placeholder={trans.__('What is it about?')}
        required
        maxLength={LONGEST_TITLE}
        value={title}
        onChange={(event) => {
          setTitle(event.target.value);
          unsent.title = event.target.value;
        }}
      />
      <button type="submit" className="antiphon-button">
        {trans.__('Send')}
      </button>
      <button
        type="button"
        className="antiphon-button"
        onClick={() => void discard(doc, ask, unsent).then((isDone) => isDone && onDone?.())}
      >
        {trans.__('Discard')}
      </button>
      <p role="status">
        {why ||
          (unsent.fails &&
            trans.__(
              'This browser cannot keep it: send it before you close the page, or it is lost.',
            ))}
      </p>
    </form>
  );
}

/** Begins a proposal, where this person may make one. */
export function ProposeButton({
  doc,
  permissions,
  onPropose,
}: {
  doc: AntiphonDoc;
  permissions: Permissions;
  onPropose: () => void;
}): React.JSX.Element {
  const isDraft = useDrafting(doc);
  useSignal(permissions.changed);
  const why = permissions.newProposal();
  return (
    <button
      type="button"
      className="antiphon-button antiphon-toggle"
      aria-pressed={isDraft}
      disabled={Boolean(why)}
      title={why || trans.__('Propose a change instead of making it')}
      onClick={onPropose}
    >
      {trans.__('Propose')}
    </button>
  );
}

/** Begin a proposal, or ask whether to discard the one that is worked on. */
export async function propose(doc: AntiphonDoc, ask: Ask, unsent: Unsent): Promise<void> {
  if (doc.isDraft) {
    await discard(doc, ask, unsent);
  } else {
    doc.beginDraft();
  }
}

/** @returns Whether it is discarded. */
async function discard(doc: AntiphonDoc, ask: Ask, unsent: Unsent): Promise<boolean> {
  // What is in the draft can be told by what can be undone, which nothing can be in the past.
  doc.endPast();
  const isEmpty = !doc.canUndo();
  const title = trans.__('Discard your proposal?');
  const body = trans.__('What you changed in it is gone then. The piece stays as it is.');
  if (isEmpty || (await ask.confirm(title, body, trans.__('Discard')))) {
    doc.endDraft();
    unsent.done();
    return true;
  }
  return false;
}

function useDrafting(doc: AntiphonDoc): boolean {
  useSignal(doc.changed);
  return doc.isDraft;
}
