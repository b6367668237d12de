import * as React from 'react';

import { useSignal } from '../panels/subscribe';
import { trans } from '../translation';
import { Chain } from './detail-parts';
import { Compressor } from './compressor';
import { useDesk } from './desk';
import { Equaliser } from './equaliser';
import type { Section } from './sight';
import { LimiterSection, LoudnessSection } from './master';
import type { MixerStrip } from './strips';

export interface DetailProps {
  strip: MixerStrip;
  strips: readonly MixerStrip[];
  onClose: () => void;
}

/** What of a section takes the keyboard, where it is not its first button. */
const REACHED: Partial<Record<Section, string>> = {
  inserts: ':scope > select',
  sends: ':scope > select',
};

/** All of one strip. */
export function Detail({ strip, strips, onClose }: DetailProps): React.JSX.Element {
  const desk = useDesk();
  const { permissions } = desk.props;
  useSignal(permissions.changed);
  const reason = permissions.strip(strip.id);
  const disabled = reason !== '';
  const aside = React.useRef<HTMLElement>(null);
  const { sight } = desk;
  useSignal(sight.changed);
  // A section that was asked for takes the keyboard; where it has nothing to press, its heading does.
  React.useEffect(() => {
    const section = sight.take();
    const of = section && aside.current?.querySelector(`[data-section="${section}"]`);
    if (of) {
      const control = of.querySelector<HTMLElement>(REACHED[section] ?? 'button') ?? of;
      (control as HTMLElement).focus({ preventScroll: true });
      of.scrollIntoView({ block: 'nearest' });
    }
  });
  return (
    <aside
      ref={aside}
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
        <h3>{strip.name}</h3>
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
