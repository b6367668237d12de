import * as React from 'react';

import { type Holder, useHolder } from '../graph/holds';
import { Gesture } from '../panels/gesture';
import { trans } from '../translation';
import { type Place, useDesk } from './desk';
import type { Touch } from './recorder';

/** A control in a hand: what it shows, and how it is held, moved and let go. */
export interface Hand {
  /** The hand's value while it is held, what automation says while that plays, or the document's. */
  shown: number;
  hold: () => void;
  move: (value: number) => void;
  release: () => void;
  /** Somebody else who holds it. */
  holder: Holder | null;
  /** Whether automation moves it. */
  automated: boolean;
}

/** Hold a number of the document: one drag is one step to undo, told to the others, and recorded where that is armed. */
export function useHand(place: Place, value: number): Hand {
  const desk = useDesk();
  const { root, id, field } = place;
  const { doc } = desk.props;
  const state = React.useRef<{ held: boolean; touch: Touch | null }>({ held: false, touch: null });
  const automation = useAutomated(id, field);
  // While held, the hand's own value is shown: writes are paced, and the document echoes late.
  const [hand, setHand] = React.useState<number | null>(null);
  const shown = hand ?? automation ?? value;
  const now = React.useRef({ value, shown });
  now.current = { value, shown };
  const gesture = React.useMemo(() => {
    const of = { root, id, field };
    return new Gesture<number>(
      (next, step) => desk.turn(of, next, step, state.current.touch),
      doc.history,
    );
  }, [desk, doc, root, id, field]);
  const hand_ = React.useMemo(() => {
    const of = { root, id, field };
    const hold = (): void => {
      if (!state.current.held) {
        state.current = { held: true, touch: desk.hold(of, now.current.value, now.current.shown) };
        gesture.begin();
      }
    };
    const release = (): void => {
      if (state.current.held) {
        gesture.end((step) => desk.release(of, step, state.current.touch));
        state.current = { held: false, touch: null };
        setHand(null);
      }
    };
    const move = (next: number): void => {
      if (state.current.held) {
        setHand(next);
        gesture.move(next);
      } else {
        hold();
        gesture.move(next);
        release();
      }
    };
    return { hold, move, release };
  }, [desk, gesture, root, id, field]);
  React.useEffect(() => hand_.release, [hand_]);
  const holder = useHolder(desk.props.company, `${id}/${field}`);
  return { shown, ...hand_, holder, automated: automation !== null };
}

/** What automation says of a field now; null where it says nothing. */
export function useAutomated(target: string, field: string): number | null {
  const desk = useDesk();
  return React.useSyncExternalStore(
    React.useCallback(
      (draw: () => void) => {
        desk.moved.connect(draw);
        return () => void desk.moved.disconnect(draw);
      },
      [desk],
    ),
    () => desk.automated(target, field),
  );
}

/** Says who else holds a control; nothing where nobody does. */
export function HeldBy({ holder }: { holder: Holder | null }): React.JSX.Element | null {
  return (
    holder && (
      <span className="antiphon-Held" style={{ borderColor: holder.colour }}>
        {trans.__('held by %1', holder.name)}
      </span>
    )
  );
}
