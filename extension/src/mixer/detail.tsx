import * as React from 'react';

import { useSignal } from '../panels/subscribe';
import { trans } from '../translation';
import { Chain } from './detail-parts';
import { Compressor } from './compressor';
import { useDesk } from './desk';
import { Equaliser } from './equaliser';
import { LimiterSection, LoudnessSection } from './master';
import type { MixerStrip } from './strips';

export interface DetailProps {
  strip: MixerStrip;
  strips: readonly MixerStrip[];
  onClose: () => void;
}

/** All of one strip. */
export function Detail({ strip, strips, onClose }: DetailProps): React.JSX.Element {
  const { permissions } = useDesk().props;
  useSignal(permissions.changed);
  const reason = permissions.strip(strip.id);
  const disabled = reason !== '';
  const heading = React.useRef<HTMLHeadingElement>(null);
  return (
    <aside
      className="antiphon-Detail"
      aria-label={trans.__('More of %1', strip.name)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onClose();
        }
      }}
    >
      <div className="antiphon-row">
        <h3 ref={heading} tabIndex={-1}>
          {strip.name}
        </h3>
        <button
          type="button"
          className="antiphon-button"
          aria-label={trans.__('Close %1', strip.name)}
          onClick={onClose}
        >
          ✕
        </button>
      </div>
      {reason && <p className="antiphon-note">{reason}</p>}
      {strip.kind === 'master' && <LoudnessSection />}
      <Equaliser strip={strip} disabled={disabled} />
      <Compressor strip={strip} disabled={disabled} />
      {strip.kind === 'master' && <LimiterSection strip={strip} disabled={disabled} />}
      <Chain {...{ strip, strips, disabled }} />
    </aside>
  );
}
