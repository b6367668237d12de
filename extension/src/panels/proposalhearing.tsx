import * as React from 'react';

import { nameOf } from '../graph/audition';
import { ListenButton } from '../graph/browser/listen';
import { GraphToolsContext } from '../graph/tools';
import { trans } from '../translation';

export interface ProposalHearingProps {
  /** The piece's path, and the proposal's id. */
  piece: string;
  proposal: string;
  /** The places of the operations that are wanted. */
  operations: readonly number[];
  /** The places of those that are wanted whatever others have written meanwhile. */
  insisted: ReadonlySet<number>;
}

/** Has the place that a proposal touches heard, with it and as it is now: in this browser alone. */
export function ProposalHearing(props: ProposalHearingProps): React.JSX.Element | null {
  const { piece, proposal, operations, insisted } = props;
  const auditions = React.useContext(GraphToolsContext)?.auditions;
  const [why, setWhy] = React.useState('');
  const asked = { piece, proposal, operations, insisted: [...insisted].sort((a, b) => a - b) };
  const asIs = { ...asked, now: true };
  const names = [nameOf(asked), nameOf(asIs)].join('\n');
  React.useEffect(() => auditions?.warm(), [auditions]);
  React.useEffect(() => {
    setWhy('');
    // What is no longer what the buttons are about is stopped: no button could stop it any more.
    return () => {
      if (auditions?.playing && names.split('\n').includes(auditions.playing)) {
        auditions.stop();
      }
    };
  }, [auditions, names]);
  if (!auditions) {
    return null;
  }
  return (
    <div
      role="group"
      aria-label={trans.__('Compare by ear')}
      className="antiphon-Proposals-hearing"
    >
      <ListenButton
        what={asked}
        title={trans.__('Hear this place as it is proposed: only you hear it')}
        words={trans.__('Listen')}
        onRefused={setWhy}
      />
      <ListenButton
        what={asIs}
        title={trans.__('Hear the same place as it is now: only you hear it')}
        words={trans.__('Now')}
        onRefused={setWhy}
      />
      <p role="status" className="antiphon-note">
        {why}
      </p>
    </div>
  );
}
