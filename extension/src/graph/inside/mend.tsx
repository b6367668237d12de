import * as React from 'react';

import type { AntiphonDoc } from '../../document';
import type { Kinds } from '../../panels/catalogue';
import { apply, write } from '../../panels/edit';
import { useDocument, useSession, useSignal } from '../../panels/subscribe';
import type { Permissions } from '../../rights';
import type { Problem, SessionConnection } from '../../session';
import { trans } from '../../translation';
import { mends } from './mends';

export interface MendProps {
  doc: AntiphonDoc;
  kinds: Kinds;
  session: SessionConnection;
  permissions: Permissions;
}

/** Why the engine muted a node, and buttons that mend it; nothing where it did not. */
export function Mend({ id, ...props }: MendProps & { id: string }): React.JSX.Element | null {
  const { state } = useSession(props.session);
  const problem = state?.engine.problems.find((each) => each.node === id);
  return problem ? (
    <div className="antiphon-Mend" role="status">
      <p className="antiphon-fault">{problem.message}</p>
      <MendButtons {...props} problem={problem} />
    </div>
  ) : null;
}

/** The ways to mend what a problem is about, each one step to undo; why not, where this person may not. */
export function MendButtons(
  props: Pick<MendProps, 'doc' | 'kinds' | 'permissions'> & { problem: Problem },
): React.JSX.Element | null {
  const { doc, kinds, permissions, problem } = props;
  useDocument(doc, graphOf);
  useSignal(permissions.changed);
  const ways = mends(doc.document(), kinds, problem);
  const refusals = ways.map(({ edits }) => permissions.refusalOf(() => apply(doc, edits)));
  const [first = ''] = refusals;
  if (ways.length === 0) {
    return null;
  }
  if (refusals.every((each) => each)) {
    return <p className="antiphon-note">{first}</p>;
  }
  return (
    <div className="antiphon-Mend-ways" role="group" aria-label={trans.__('Mend it')}>
      {ways.map(({ id, label, edits }, order) =>
        refusals[order] ? null : (
          <button
            key={id}
            type="button"
            className="antiphon-button"
            onClick={() => write(doc, edits)}
          >
            {label}
          </button>
        ),
      )}
    </div>
  );
}

function graphOf(doc: AntiphonDoc): readonly unknown[] {
  const { parts, nodes, edges, ports, inserts } = doc.document();
  return [parts, nodes, edges, ports, inserts];
}
