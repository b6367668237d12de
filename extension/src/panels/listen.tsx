import * as React from 'react';

import type { Listener, ListenState } from '../session';
import { trans } from '../translation';

export interface ListenButtonProps {
  listener: Listener;
  /** Whether this person may listen, and the line is up. */
  may: boolean;
}

function labelOf(status: ListenState['status']): string {
  switch (status) {
    case 'connecting':
      return trans.__('Connecting…');
    case 'listening':
      return trans.__('Stop listening');
    default:
      return trans.__('Listen');
  }
}

/** Hear the piece in this browser: on, off, and how loud. */
export function ListenButton({ listener, may }: ListenButtonProps): React.JSX.Element {
  const [, draw] = React.useReducer((count: number) => count + 1, 0);
  React.useEffect(() => listener.subscribe(draw), [listener]);
  const { state } = listener;
  const hearing = state.status === 'listening' || state.status === 'connecting';
  const id = React.useId();
  return (
    <div className="antiphon-Listen" role="group" aria-label={trans.__('Listening')}>
      <button
        type="button"
        className="antiphon-button antiphon-toggle"
        aria-pressed={hearing}
        disabled={!may && !hearing}
        onClick={() => (hearing ? listener.stop() : void listener.listen())}
      >
        {labelOf(state.status)}
      </button>
      <label htmlFor={id} className="antiphon-hidden">
        {trans.__('Volume in this browser')}
      </label>
      <input
        id={id}
        type="range"
        className="antiphon-Listen-volume"
        title={trans.__('Volume in this browser')}
        min={0}
        max={1}
        step={0.05}
        value={listener.volume}
        aria-valuetext={`${Math.round(listener.volume * 100)} %`}
        onChange={(event) => {
          listener.volume = Number(event.target.value);
        }}
      />
      <span role="status" className={state.status === 'failed' ? 'antiphon-fault' : undefined}>
        {'message' in state ? state.message : ''}
      </span>
    </div>
  );
}
