import * as React from 'react';

import type { AntiphonDoc } from '../document';
import { Mend } from '../graph/inside/mend';
import type { Permissions } from '../rights';
import type { SessionConnection } from '../session';
import type { Ask } from './ask';
import { AuthorsNote } from './authors';
import { type Kinds, ofSound } from './catalogue';
import {
  type Channel,
  type Device,
  addEffect,
  addNotes,
  channels,
  choices,
  removeEffect,
} from './channel';
import { DeviceParameters } from './device';
import { Doing } from './doing';
import { apply, type Edit, write } from './edit';
import { LockButton, LockNote } from './lock';
import { SoundChoice } from './soundchoice';
import { MixerStrip } from './strip';
import { useDocument, useSignal } from './subscribe';
import { names, partName } from './words';
import { trans } from '../translation';

export interface SoundsProps {
  doc: AntiphonDoc;
  kinds: Kinds;
  session: SessionConnection;
  permissions: Permissions;
  ask: Ask;
  /** The part whose sound is to be chosen: each time another object. */
  asked?: AskedSound | null;
}

/** Somebody asks for another sound of a part. */
export interface AskedSound {
  part: string;
}

/** For each part: what plays it, what it goes through, and its place in the mix. */
export const Sounds = React.memo(function Sounds(props: SoundsProps): React.JSX.Element {
  const { doc, kinds, permissions } = props;
  useDocument(doc, graphOf);
  useSignal(permissions.changed);
  const graph = doc.document();
  const { parts } = doc.piece;
  const closed = permissions.piece();
  if (parts.length === 0) {
    return (
      <p className="antiphon-empty">
        {trans.__(
          'The piece has no parts yet. Each part that is added to the score gets its sound here.',
        )}
      </p>
    );
  }
  return (
    <>
      {closed && <LockNote reason={closed} />}
      {channels(graph, parts, kinds).map((channel) => (
        <ChannelCard key={channel.part.id} {...props} channel={channel} closed={closed} />
      ))}
    </>
  );
});

/** What is shown of a document here: parts, and what they go through. */
function graphOf(doc: AntiphonDoc): readonly unknown[] {
  const { parts, mix, nodes, edges } = doc.document();
  return [parts, mix, nodes, edges];
}

interface ChannelCardProps extends SoundsProps {
  channel: Channel;
  /** Why nothing of the piece can be changed. */
  closed: string;
}

function ChannelCard(props: ChannelCardProps): React.JSX.Element {
  const { doc, channel, kinds, permissions, ask, closed } = props;
  const { part, notes, instruments, effects } = channel;
  const id = React.useId();
  const heading = React.useRef<HTMLHeadingElement>(null);
  const reason = permissions.part(part.id);
  const name = partName(part);
  const effect = (device: Device): React.JSX.Element => (
    <Effect
      key={device.id}
      {...props}
      device={device}
      onRemove={() => {
        write(doc, removeEffect(doc.document(), device.id, kinds));
        heading.current?.focus();
      }}
    />
  );
  return (
    <section
      className="antiphon-card"
      data-part-id={part.id}
      aria-labelledby={`${id}-name`}
      aria-describedby={reason ? `${id}-reason` : undefined}
    >
      <div className="antiphon-row">
        <h3 id={`${id}-name`} ref={heading} tabIndex={-1}>
          {name}
        </h3>
        <LockButton
          {...{ doc, permissions, ask }}
          kind="part"
          id={part.id}
          what={trans.__('the part %1', name)}
        />
      </div>
      <LockNote id={`${id}-reason`} reason={closed ? '' : reason} />
      <MixerStrip doc={doc} part={part} disabled={reason !== ''} />
      {notes.map(effect)}
      <AddNode
        {...props}
        label={trans.__('Change the notes of %1', name)}
        prompt={trans.__('Change the notes…')}
        offered={choices(kinds).notes}
        adding={addNotes}
      />
      <SoundChoice
        {...{ doc, permissions, part }}
        asked={props.asked?.part === part.id ? props.asked : null}
      />
      {instruments.map((device) => (
        <Instrument key={device.id} {...props} device={device} reason={reason} />
      ))}
      {effects.map(effect)}
      <AddNode
        {...props}
        label={trans.__('Add an effect behind %1', name)}
        prompt={trans.__('Add an effect…')}
        offered={choices(kinds).effects}
        adding={addEffect}
      />
    </section>
  );
}

interface InstrumentProps extends ChannelCardProps {
  device: Device;
  /** Why the part cannot be changed. */
  reason: string;
}

function Instrument(props: InstrumentProps): React.JSX.Element {
  const { doc, channel, kinds, session, permissions, device, reason } = props;
  const own = reason || permissions.entry('nodes', device.id);
  const isOne = channel.instruments.length === 1;
  return (
    <div className="antiphon-Device" data-node-id={device.id}>
      <Mend {...{ doc, kinds, session, permissions }} id={device.id} />
      {!reason && <LockNote reason={own} />}
      <details open>
        <summary>{isOne ? trans.__('Sound') : ofSound(kinds[device.kind].title)}</summary>
        <DeviceParameters doc={doc} device={device} kinds={kinds} disabled={own !== ''} />
        <DeviceFoot {...props} what={trans.__('what plays %1', partName(channel.part))} />
      </details>
    </div>
  );
}

interface EffectProps extends ChannelCardProps {
  device: Device;
  onRemove: () => void;
}

function Effect(props: EffectProps): React.JSX.Element {
  const { doc, channel, kinds, session, permissions, closed, device, onRemove } = props;
  const reason = permissions.entry('nodes', device.id);
  const title = ofSound(kinds[device.kind].title);
  const isRemovable = !permissions.refusalOf(() =>
    apply(doc, removeEffect(doc.document(), device.id, kinds)),
  );
  return (
    <details className="antiphon-Device" data-node-id={device.id} open>
      <summary>{title}</summary>
      <Mend {...{ doc, kinds, session, permissions }} id={device.id} />
      {device.sharedWith.length > 0 && (
        <p className="antiphon-note">{trans.__('Shared with %1.', names(device.sharedWith))}</p>
      )}
      <LockNote reason={closed ? '' : reason} />
      <DeviceParameters doc={doc} device={device} kinds={kinds} disabled={reason !== ''} />
      <DeviceFoot {...props} what={trans.__('%1 of %2', title, partName(channel.part))}>
        {isRemovable && (
          <button
            type="button"
            className="antiphon-button"
            aria-label={trans.__('Remove %1 from %2', title, partName(channel.part))}
            onClick={onRemove}
          >
            {trans.__('Remove')}
          </button>
        )}
      </DeviceFoot>
    </details>
  );
}

interface DeviceFootProps extends ChannelCardProps {
  device: Device;
  what: string;
  children?: React.ReactNode;
}

/** Who made a node and who changed it last, its lock, and what else can be done to it. */
function DeviceFoot(props: DeviceFootProps): React.JSX.Element | null {
  const { doc, session, permissions, ask, device, what, children } = props;
  const node = doc.document().nodes[device.id];
  if (!node) {
    return null;
  }
  return (
    <div className="antiphon-row antiphon-wrap">
      <AuthorsNote session={session} root="nodes" id={device.id} entry={node} />
      <LockButton {...{ doc, permissions, ask }} kind="node" id={device.id} what={what} />
      {children}
    </div>
  );
}

interface AddNodeProps extends ChannelCardProps {
  label: string;
  prompt: string;
  offered: readonly string[];
  adding: typeof addEffect;
}

/** Something to choose, which is put into the channel; nothing where that may not be. */
function AddNode(props: AddNodeProps): React.JSX.Element | null {
  const { doc, channel, kinds, permissions, label, prompt, offered } = props;
  const id = React.useId();
  const adding = (kind: string): Edit[] => props.adding(doc.document(), channel, kind, kinds);
  if (permissions.refusalOf(() => apply(doc, adding(offered[0])))) {
    return null;
  }
  return (
    <div className="antiphon-row">
      <label htmlFor={id} className="antiphon-hidden">
        {label}
      </label>
      <Doing id={id} prompt={prompt} onChoose={(kind) => write(doc, adding(kind))}>
        {offered.map((kind) => (
          <option key={kind} value={kind} title={ofSound(kinds[kind].help)}>
            {ofSound(kinds[kind].title)}
          </option>
        ))}
      </Doing>
    </div>
  );
}
