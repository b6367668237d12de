import * as React from 'react';

import { Gesture, type UndoSteps } from './gesture';

/** Something of the document in a hand: one drag, or one press of a key, is one step to undo. */
export interface Hold<Value> {
  /** The hand's own value while it holds: writes are paced, and the document echoes late. Null where nobody holds. */
  readonly held: Value | null;
  readonly hold: () => void;
  /** Move to a value; where it is not held, it is taken hold of and let go at once. */
  readonly move: (value: Value) => void;
  readonly release: () => void;
}

export interface Holding<Value> {
  /** Write a value; called at most every 30 ms, with one `step` a hold (see `write`). */
  write: (value: Value, step: string) => void;
  /** The hand took hold. */
  taken?: () => void;
  /** The hand lets go: what else is to be written in the same step. */
  left?: (step: string) => void;
}

/** Take hold of something of the document; a component that goes lets go. */
export function useHold<Value>(undo: UndoSteps, holding: Holding<Value>): Hold<Value> {
  const latest = React.useRef(holding);
  latest.current = holding;
  const [held, setHeld] = React.useState<Value | null>(null);
  const hand = React.useMemo(() => {
    const gesture = new Gesture<Value>((next, step) => latest.current.write(next, step), undo);
    let holds = false;
    const hold = (): void => {
      if (!holds) {
        holds = true;
        latest.current.taken?.();
        gesture.begin();
      }
    };
    const release = (): void => {
      if (holds) {
        holds = false;
        gesture.end((step) => latest.current.left?.(step));
        setHeld(null);
      }
    };
    const move = (next: Value): void => {
      if (holds) {
        setHeld(next);
        gesture.move(next);
      } else {
        hold();
        gesture.move(next);
        release();
      }
    };
    return { hold, move, release };
  }, [undo]);
  React.useEffect(() => hand.release, [hand]);
  return { held, ...hand };
}
