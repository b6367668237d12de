import * as React from 'react';

import { Doing } from '../panels/doing';
import { trans } from '../translation';
import { askBusName } from './asking';
import { Inserts, Sends } from './chain';
import { useDesk } from './desk';
import { copyStrip, moveBus, removeBus, resetStrip } from './editing';
import type { MixerStrip } from './strips';

export interface ChainProps {
  strip: MixerStrip;
  strips: readonly MixerStrip[];
  disabled: boolean;
}

/** What a strip goes through, where copies of it go, and what is done to it as a whole. */
export function Chain({ strip, strips, disabled }: ChainProps): React.JSX.Element {
  const buses = strips.filter(({ kind }) => kind === 'bus');
  return (
    <>
      <Inserts strip={strip} disabled={disabled} />
      {strip.kind !== 'master' && <Sends {...{ strip, buses, disabled }} />}
      <Whole {...{ strip, strips, disabled }} />
    </>
  );
}

/** What is done to a strip as a whole. */
function Whole({ strip, strips, disabled }: ChainProps): React.JSX.Element {
  const desk = useDesk();
  const { doc } = desk.props;
  const { id, name, kind } = strip;
  const place = strips.filter((other) => other.kind === 'bus').findIndex((bus) => bus.id === id);
  const move = (by: number): void =>
    void desk.perform(moveBus(doc.document(), doc.piece.parts, id, place + by));
  return (
    <section className="antiphon-Section" aria-label={trans.__('The whole of %1', name)}>
      <div className="antiphon-row antiphon-wrap">
        <Doing
          aria-label={trans.__('Copy the settings of a strip to %1', name)}
          prompt={trans.__('Copy settings from…')}
          disabled={disabled}
          onChoose={(from) => desk.perform(copyStrip(doc.document(), from, id))}
        >
          {strips
            .filter((other) => other.id !== id)
            .map((other) => (
              <option key={other.id} value={other.id}>
                {other.name}
              </option>
            ))}
        </Doing>
        <button
          type="button"
          className="antiphon-button"
          disabled={disabled}
          onClick={() => desk.perform(resetStrip(id))}
        >
          {trans.__('Reset')}
        </button>
        {kind === 'bus' && (
          <>
            <button
              type="button"
              className="antiphon-button"
              disabled={disabled}
              onClick={() => void askBusName(desk, strip)}
            >
              {trans.__('Rename…')}
            </button>
            <button
              type="button"
              className="antiphon-button"
              disabled={disabled || place === 0}
              aria-label={trans.__('Move %1 left', name)}
              onClick={() => move(-1)}
            >
              ←
            </button>
            <button
              type="button"
              className="antiphon-button"
              disabled={disabled}
              aria-label={trans.__('Move %1 right', name)}
              onClick={() => move(1)}
            >
              →
            </button>
            <button
              type="button"
              className="antiphon-button"
              disabled={disabled}
              onClick={() => desk.perform(removeBus(doc.document(), id))}
            >
              {trans.__('Remove the bus')}
            </button>
          </>
        )}
      </div>
    </section>
  );
}
