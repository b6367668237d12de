import * as React from 'react';

import { panWords, signed } from '../panels/level';
import { useSignal } from '../panels/subscribe';
import { trans } from '../translation';
import { Control, Switch } from './control';
import { useDesk } from './desk';
import { routeTo, whyNotTo } from './editing';
import { Fader } from './fader-view';
import { FIELDS } from './fields';
import { StripMeter } from './meter-view';
import type { Section } from './sight';
import { StripChain } from './strip-chain';
import { MASTER, type MixerStrip } from './strips';

export interface StripProps {
  strip: MixerStrip;
  buses: readonly MixerStrip[];
  /** Whether its detail is open. */
  open: boolean;
  /** Whether any strip is soloed, and not this one: then it is silent. */
  silenced: boolean;
  /** Whether it is the one in the tab order. */
  current: boolean;
  onOpen: (id: string, section?: Section) => void;
}

/** A strip, from top to bottom: name, inserts, equaliser and compressor, pan, mute and solo, fader and meter, output. */
export const StripView = React.memo(function StripView(props: StripProps): React.JSX.Element {
  const { strip, buses, open, silenced, current, onOpen } = props;
  const { id, kind, name, values } = strip;
  const desk = useDesk();
  const { permissions } = desk.props;
  useSignal(permissions.changed);
  useSignal(desk.armedChanged);
  const reason = permissions.strip(id);
  const disabled = reason !== '';
  const detail = trans.__('More of %1', name);
  const look = silenced || values.mute ? 'antiphon-mod-silent' : '';
  const label = { part: trans.__('%1, part', name), bus: trans.__('%1, bus', name), master: name };
  return (
    <div
      role="group"
      className={`antiphon-Channel antiphon-mod-${kind} ${look} ${open ? 'antiphon-mod-open' : ''}`}
      data-strip={id}
      tabIndex={current ? 0 : -1}
      aria-label={reason ? `${label[kind]}. ${reason}` : label[kind]}
      style={
        {
          '--antiphon-strip': `var(--jp-collaborator-color${(strip.place % 7) + 1})`,
        } as React.CSSProperties
      }
    >
      <button
        type="button"
        className="antiphon-Channel-name"
        aria-expanded={open}
        aria-label={detail}
        title={name}
        onClick={() => onOpen(open ? '' : id)}
      >
        {name}
      </button>
      {disabled && (
        <span className="antiphon-Channel-locked" title={reason}>
          {trans.__('locked')}
        </span>
      )}
      <StripChain strip={strip} onOpen={onOpen} />
      <Control
        place={{ root: 'mix', id, field: 'pan' }}
        label={trans.__('Pan')}
        name={trans.__('Pan of %1', name)}
        bare
        field={FIELDS.pan}
        value={values.pan}
        words={panWords}
        disabled={disabled}
      />
      <div className="antiphon-Channel-switches">
        <Switch
          strip={id}
          field="mute"
          label={trans._p('mixer', 'M')}
          name={trans.__('Mute %1', name)}
          on={values.mute}
          disabled={disabled}
          className="antiphon-Mute"
        />
        {kind !== 'master' && (
          <Switch
            strip={id}
            field="solo"
            label={trans._p('mixer', 'S')}
            name={trans.__('Solo %1', name)}
            on={values.solo}
            disabled={disabled}
            className="antiphon-Solo"
          />
        )}
        <button
          type="button"
          className="antiphon-button antiphon-toggle antiphon-Write"
          aria-pressed={desk.armed.has(id)}
          aria-label={trans.__('Write automation of %1', name)}
          title={trans.__('Write automation of %1: what is moved while the piece plays', name)}
          disabled={disabled}
          onClick={() => desk.arm(id)}
        >
          {trans._p('mixer', 'W')}
        </button>
      </div>
      <div className="antiphon-Channel-levels">
        <Fader strip={id} name={name} value={values.gain} disabled={disabled} />
        <StripMeter strip={id} name={name} />
      </div>
      {kind !== 'master' ? (
        <Output {...{ strip, buses, disabled }} />
      ) : (
        <button
          type="button"
          className="antiphon-button antiphon-Channel-limiter"
          title={trans.__('Open the limiter')}
          onClick={() => onOpen(id, 'limiter')}
        >
          {values.limiter
            ? trans.__('Limiter %1 dB', signed(values.ceiling))
            : trans.__('No limiter')}
        </button>
      )}
    </div>
  );
});

interface OutputProps {
  strip: MixerStrip;
  buses: readonly MixerStrip[];
  disabled: boolean;
}

/** Where a strip goes. */
export function Output({ strip, buses, disabled }: OutputProps): React.JSX.Element {
  const desk = useDesk();
  const { doc } = desk.props;
  const route = (target: string): void => {
    const why = whyNotTo(doc.document(), doc.piece.parts, strip.id, target);
    if (why) {
      desk.say(why);
    } else {
      desk.perform(routeTo(strip.id, target));
    }
  };
  return (
    <select
      className="antiphon-field antiphon-Output"
      aria-label={trans.__('Output of %1', strip.name)}
      value={strip.output}
      disabled={disabled}
      onChange={(event) => route(event.target.value)}
    >
      <option value={MASTER}>{trans.__('Master')}</option>
      {buses
        .filter(({ id }) => id !== strip.id)
        .map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
    </select>
  );
}
