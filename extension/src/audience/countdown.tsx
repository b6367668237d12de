import * as React from 'react';

import type { AntiphonDoc } from '../document';
import { measureAt } from '../panels/position';
import { useNow } from '../panels/subscribe';
import type { Pending, SessionConnection, Target } from '../session';
import { ofPiece, pendingTargets } from './targets';
import * as words from './words';

/** Seconds that are left of so many, which the last state told; drawn again while there are. */
export function useLeft(session: SessionConnection, seconds: number): number {
  const now = useNow(seconds > 0);
  // While nothing is left, nothing is counted, and `now` is of long ago.
  return seconds > 0 ? Math.max(0, seconds - (now - session.arrival) / 1000) : 0;
}

export interface CountdownProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  /** Whether a screen reader says it; once on a page is enough. */
  announce: boolean;
}

/** The changes that are agreed, each counted down to where it will be heard. */
export function Countdowns(props: CountdownProps): React.JSX.Element {
  const targets = props.session.state ? pendingTargets(props.session.state.steering) : [];
  return (
    <>
      {targets.map((target) => (
        <Countdown key={target.target} {...props} target={target} />
      ))}
    </>
  );
}

/** One change that is agreed, counted down; nothing where there is none. */
export function Countdown(props: CountdownProps & { target: Target }): React.JSX.Element | null {
  const { pending } = props.target;
  return pending && <Counting {...props} pending={pending} />;
}

function Counting(props: CountdownProps & { target: Target; pending: Pending }): React.JSX.Element {
  const { doc, session, target, pending, announce } = props;
  const seconds = useLeft(session, pending.seconds);
  const measure = measureAt(doc.piece.measures, pending.position)?.number ?? pending.measure;
  const to = words.value(ofPiece(target, session.audience.steerable), pending.value);
  const say = (left: number): string => words.pending(target.name, to, measure, left);
  return (
    <p className="antiphon-countdown">
      {announce && (
        <span className="antiphon-hidden" role="status">
          {say(Math.round(pending.seconds))}
        </span>
      )}
      <span aria-hidden={announce}>{say(seconds)}</span>
    </p>
  );
}
