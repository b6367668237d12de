import * as React from 'react';

import { toPosition, type Range } from '../panels/curve';
import type { Envelope, Steerable, Target, Value } from '../session';

/** A range so wide that equal ratios, not equal steps, are heard as equal. */
const WIDE = 16;

/** How a target runs from its least to its greatest value along a slider. */
export function rangeOf({ minimum, maximum, step }: Steerable): Range {
  const isWide = minimum > 0 && maximum / minimum >= WIDE;
  const whole = step === 1 && Number.isInteger(minimum);
  return { minimum, maximum, curve: isWide ? 'log' : 'linear', whole };
}

export interface RangePictureProps {
  of: Steerable;
  target: Pick<Target, 'value' | 'hand' | 'pending' | 'waiting'>;
  envelope: Envelope | null;
}

/** Where a number may go, where it is written, where it is, and where it is about to go. What it shows is said in words beside it. */
export function RangePicture({ of, target, envelope }: RangePictureProps): React.JSX.Element {
  const range = rangeOf(of);
  const place = (value: Value | null | undefined): string | null =>
    typeof value === 'number' ? `${100 * toPosition(value, range)}%` : null;
  const next = target.waiting ?? target.pending;
  const from = envelope && 100 * toPosition(envelope.minimum, range);
  const until = envelope && 100 * toPosition(envelope.maximum, range);
  const mark = (name: string, at: string | null): React.JSX.Element | null =>
    at === null ? null : (
      <span className={`antiphon-Range-${name}`} style={{ insetInlineStart: at }} />
    );
  return (
    <div className="antiphon-Range" aria-hidden="true">
      {from !== null && until !== null && (
        <span
          className="antiphon-Range-envelope"
          style={{ insetInlineStart: `${from}%`, width: `${Math.max(0, until - from)}%` }}
        />
      )}
      {mark('written', place(of.written))}
      {next && mark('next', place(next.value ?? of.written))}
      {mark('hand', place(target.hand))}
      {mark('value', place(target.value))}
    </div>
  );
}
