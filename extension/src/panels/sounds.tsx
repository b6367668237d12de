import * as React from 'react';

import type { AntiphonDoc } from '../document';
import type { Kinds } from './catalogue';
import {
  type Channel,
  type Device,
  addEffect,
  channels,
  choices,
  removeEffect,
  set,
} from './channel';
import { DeviceParameters } from './device';
import { type Edit, write } from './edit';
import { MixerStrip } from './strip';
import { useSignal } from './subscribe';

export interface SoundsProps {
  doc: AntiphonDoc;
  kinds: Kinds;
  /** Whether this person's edits are accepted. */
  editable: boolean;
}

/** For each part: what plays it, what it goes through, and its place in the mix. */
export function Sounds({ doc, kinds, editable }: SoundsProps): React.JSX.Element {
  useSignal(doc.changed);
  const graph = doc.document();
  const { parts } = doc.piece;
  if (parts.length === 0) {
    return (
      <p className="antiphon-empty">
        The piece has no parts yet. Each part that is added to the score gets its sound here.
      </p>
    );
  }
  return (
    <>
      {!editable && <p className="antiphon-note">You can look at the sounds, but not move them.</p>}
      {channels(graph, parts, kinds).map((channel) => (
        <ChannelCard
          key={channel.part.id}
          channel={channel}
          doc={doc}
          kinds={kinds}
          disabled={!editable}
          onEdit={(edits) => write(doc, edits)}
          onAdd={(kind) => write(doc, addEffect(doc.document(), channel, kind, kinds))}
          onRemove={(id) => write(doc, removeEffect(doc.document(), id, kinds))}
        />
      ))}
    </>
  );
}

interface ChannelCardProps {
  doc: AntiphonDoc;
  channel: Channel;
  kinds: Kinds;
  disabled: boolean;
  onEdit: (edits: Edit[]) => void;
  onAdd: (kind: string) => void;
  onRemove: (id: string) => void;
}

function ChannelCard(props: ChannelCardProps): React.JSX.Element {
  const { doc, channel, kinds, disabled, onEdit, onAdd, onRemove } = props;
  const { part, instruments, effects } = channel;
  const id = React.useId();
  const heading = React.useRef<HTMLHeadingElement>(null);
  return (
    <section className="antiphon-card" aria-labelledby={`${id}-name`}>
      <h3 id={`${id}-name`} ref={heading} tabIndex={-1}>
        {part.name || 'Part without a name'}
      </h3>
      <MixerStrip doc={doc} part={part} disabled={disabled} />
      {instruments.map((device) => (
        <div key={device.id} className="antiphon-Device">
          <InstrumentChoice
            device={device}
            kinds={kinds}
            part={part.name}
            disabled={disabled}
            onEdit={onEdit}
          />
          <details open>
            <summary>Sound</summary>
            <DeviceParameters doc={doc} device={device} kinds={kinds} disabled={disabled} />
          </details>
        </div>
      ))}
      {effects.map((device) => (
        <details key={device.id} className="antiphon-Device" open>
          <summary>{kinds[device.kind].title}</summary>
          {device.sharedWith.length > 0 && (
            <p className="antiphon-note">Shared with {device.sharedWith.join(', ')}.</p>
          )}
          <DeviceParameters doc={doc} device={device} kinds={kinds} disabled={disabled} />
          {!disabled && (
            <button
              type="button"
              className="antiphon-button"
              aria-label={`Remove ${kinds[device.kind].title} from ${part.name}`}
              onClick={() => {
                onRemove(device.id);
                heading.current?.focus();
              }}
            >
              Remove
            </button>
          )}
        </details>
      ))}
      {!disabled && (
        <div className="antiphon-row">
          <label htmlFor={`${id}-add`} className="antiphon-hidden">
            Add an effect behind {part.name}
          </label>
          <select
            id={`${id}-add`}
            className="antiphon-field"
            value=""
            onChange={(event) => onAdd(event.target.value)}
          >
            <option value="" disabled>
              Add an effect…
            </option>
            {choices(kinds).effects.map((kind) => (
              <option key={kind} value={kind} title={kinds[kind].help}>
                {kinds[kind].title}
              </option>
            ))}
          </select>
        </div>
      )}
    </section>
  );
}

interface InstrumentChoiceProps {
  device: Device;
  kinds: Kinds;
  part: string;
  disabled: boolean;
  onEdit: (edits: Edit[]) => void;
}

function InstrumentChoice(props: InstrumentChoiceProps): React.JSX.Element {
  const { device, kinds, part, disabled, onEdit } = props;
  const id = React.useId();
  const { instruments } = choices(kinds);
  const families = [...new Set(instruments.map((kind) => kinds[kind].family))];
  return (
    <>
      <div className="antiphon-row">
        <label htmlFor={id}>
          Played by<span className="antiphon-hidden"> ({part})</span>
        </label>
        <select
          id={id}
          className="antiphon-field"
          value={device.kind}
          disabled={disabled}
          onChange={(event) => onEdit([set(device, { kind: event.target.value })])}
        >
          {families.map((family) => (
            <optgroup key={family} label={family}>
              {instruments
                .filter((kind) => kinds[kind].family === family)
                .map((kind) => (
                  <option key={kind} value={kind}>
                    {kinds[kind].title}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </div>
      <p className="antiphon-note">{kinds[device.kind].help}</p>
    </>
  );
}
