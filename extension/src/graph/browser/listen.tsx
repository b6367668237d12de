import * as React from 'react';

import { trans } from '../../translation';
import { type Audible, nameOf, type ProposalAudible } from '../audition';
import { type GraphTools, useTools } from '../tools';

export interface ListenButtonProps {
  what: Audible | ProposalAudible;
  /** Names it. */
  title: string;
  /** Words beside the picture, in the place of the name. */
  words?: string;
  /** What says why it cannot be heard; a dialog, where there is none. */
  onRefused?: (sentence: string) => void;
  /** Where it is one of many, the arrows come to it instead of Tab. */
  tabIndex?: number;
}

/** Has something heard, and stops it; nothing where nothing can be heard. */
export function ListenButton(props: ListenButtonProps): React.JSX.Element | null {
  const { auditions, ask } = useTools();
  const { what, title, words, tabIndex } = props;
  const explain = props.onRefused ?? ((sentence) => void ask.explain(sentence));
  const state = useHeard(auditions, what);
  if (!auditions) {
    return null;
  }
  return (
    <button
      type="button"
      className={`antiphon-button antiphon-ListenButton ${words ? 'antiphon-mod-words' : ''}`}
      tabIndex={tabIndex}
      aria-pressed={state !== ''}
      aria-busy={state === 'waiting' || undefined}
      aria-label={words ? undefined : trans.__('Listen to %1', title)}
      title={state ? trans.__('Stop') : words ? title : trans.__('Listen')}
      onClick={() => {
        auditions.play(what).catch((error: unknown) => {
          explain(error instanceof Error ? error.message : String(error));
        });
      }}
    >
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        {state ? (
          <rect x="4" y="4" width="8" height="8" fill="currentColor" />
        ) : (
          <path
            d="M3 6h2.5L9 3v10l-3.500-3H3zM11 5.500a3.500 3.500 0 0 1 0 5M12.500 3.500a6 6 0 0 1 0 9"
            fill="currentColor"
            stroke="currentColor"
            strokeLinecap="round"
            fillOpacity="0.9"
          />
        )}
      </svg>
      {words}
    </button>
  );
}

/** Whether something is heard, or on its way to be; drawn again only when that changes. */
function useHeard(
  auditions: GraphTools['auditions'],
  what: Audible | ProposalAudible,
): 'playing' | 'waiting' | '' {
  const name = React.useMemo(() => nameOf(what), [what]);
  const subscribe = React.useCallback(
    (draw: () => void) => {
      auditions?.changed.connect(draw);
      return () => {
        auditions?.changed.disconnect(draw);
      };
    },
    [auditions],
  );
  return React.useSyncExternalStore(subscribe, () =>
    auditions?.playing !== name ? '' : auditions.waiting ? 'waiting' : 'playing',
  );
}
