import * as React from 'react';

import type { AntiphonDoc, Document, Part } from '../document';
import { library } from '../generated/library';
import { nodeOf } from '../graph/node';
import { ownPresets } from '../graph/own';
import { isAt, type Preset, sessionPresets, shippedPresets, valuesOf } from '../graph/presets';
import { choosing, graphOf, playersOf, type Sound } from '../graph/sound';
import { trans } from '../translation';
import { type Kinds, ofSound, plays } from './catalogue';
import type { Device } from './channel';
import { write } from './edit';
import { useDocument, useSignal } from './subscribe';
import { partName } from './words';

export interface SoundChoiceProps {
  doc: AntiphonDoc;
  kinds: Kinds;
  part: Part;
  /** What plays the part. */
  device: Device;
  /** Whether nothing can be chosen. */
  disabled: boolean;
  /** Show a node or a group in the graph; where that cannot be, nothing offers it. */
  onEdit?: (id: string) => void;
}

/** Something to choose, by the value of its option. */
interface Offer {
  value: string;
  title: string;
  sound: Sound;
}

interface Offers {
  title: string;
  offers: Offer[];
}

const look = (doc: AntiphonDoc): readonly unknown[] => {
  const { nodes, groups, ports, presets, instruments } = doc.document();
  return [nodes, groups, ports, presets, instruments];
};

/**
 * What a part sounds like: an instrument, a preset of one, or a kept piece of a graph. It is one change; what stands before
 * and behind stays where it was. Its inside is edited in the graph.
 */
export function SoundChoice(props: SoundChoiceProps): React.JSX.Element {
  const { doc, kinds, part, device, disabled, onEdit } = props;
  const id = React.useId();
  const own = ownPresets(kinds);
  useDocument(doc, look);
  useSignal(own.changed);
  const [refused, setRefused] = React.useState('');
  const document = doc.document();
  const { instruments, presets } = document;
  const mine = own.presets;
  const offers = React.useMemo(
    () => allOffers({ instruments, presets }, mine, kinds),
    [instruments, presets, mine, kinds],
  );
  const all = React.useMemo(() => offers.flatMap((each) => each.offers), [offers]);
  const graph = graphOf(document, kinds);
  const [player = device.id] = playersOf(graph, document, part.id);
  const group = graph.groups.get(player);
  const value = group ? 'group' : (presetNow(doc, device.id, kinds, all) ?? device.kind);
  const choose = (chosen: string): void => {
    const sound = all.find((offer) => offer.value === chosen)?.sound;
    const edits = sound ? choosing(doc.document(), part, sound, kinds) : [];
    setRefused(typeof edits === 'string' ? edits : write(doc, edits));
  };
  return (
    <>
      <div className="antiphon-row antiphon-wrap antiphon-SoundChoice">
        <label htmlFor={id}>
          {trans.__('Played by')}
          <span className="antiphon-hidden"> ({partName(part)})</span>
        </label>
        <select
          id={id}
          className="antiphon-field"
          value={value}
          disabled={disabled}
          onChange={(event) => choose(event.target.value)}
        >
          {group && <option value="group">{group.title}</option>}
          {offers.map(({ title, offers: own }) => (
            <optgroup key={title} label={title}>
              {own.map((offer) => (
                <option key={offer.value} value={offer.value}>
                  {offer.title}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        {onEdit && (
          <button
            type="button"
            className="antiphon-button"
            aria-label={trans.__('Edit what plays %1 in the graph', partName(part))}
            onClick={() => onEdit(player)}
          >
            {trans.__('Edit in the graph')}
          </button>
        )}
      </div>
      <p className="antiphon-note">{group ? '' : ofSound(kinds[device.kind].help)}</p>
      <p role="status" className="antiphon-note">
        {refused}
      </p>
    </>
  );
}

/** All that a part can be played by, in groups. */
function allOffers(
  document: Pick<Document, 'instruments' | 'presets'>,
  own: readonly Preset[],
  kinds: Kinds,
): Offers[] {
  return [
    ...kindOffers(kinds),
    {
      title: trans.__('Instruments that are ready'),
      offers: Object.entries(library.instruments).map(([key, { name, clip }]) => ({
        value: `ready ${key}`,
        title: ofSound(name),
        sound: { clip: JSON.stringify(clip) },
      })),
    },
    {
      title: trans.__('Kept in this piece'),
      offers: Object.entries(document.instruments).map(([key, { name, clip }]) => ({
        value: `kept ${key}`,
        title: name,
        sound: { clip },
      })),
    },
    presetOffers(trans.__('Presets of this piece'), sessionPresets(document, kinds)),
    presetOffers(trans.__('My own presets'), own),
    presetOffers(trans.__('Presets'), shippedPresets(kinds)),
  ].filter((group) => group.offers.length > 0);
}

/** The instruments of the catalogue by family. */
function kindOffers(kinds: Kinds): Offers[] {
  const instruments = Object.keys(kinds).filter(plays);
  const families = [...new Set(instruments.map((kind) => kinds[kind].family))];
  return families.map((family) => ({
    title: ofSound(family),
    offers: instruments
      .filter((kind) => kinds[kind].family === family)
      .map((kind) => ({ value: kind, title: ofSound(kinds[kind].title), sound: { kind } })),
  }));
}

function presetOffers(title: string, presets: readonly Preset[]): Offers {
  return {
    title,
    offers: presets
      .filter(({ kind }) => plays(kind))
      .map((preset) => ({
        value: `preset ${preset.shelf} ${preset.id}`,
        title: preset.name,
        sound: { preset },
      })),
  };
}

/** The option of the preset that a node is exactly at; undefined where it is at none, or at its kind's defaults. */
function presetNow(
  doc: AntiphonDoc,
  id: string,
  kinds: Kinds,
  offers: readonly Offer[],
): string | undefined {
  const node = nodeOf(doc, id);
  const kind = node && kinds[node.kind];
  if (!kind || Object.keys(valuesOf(node, kind)).length === 0) {
    return undefined;
  }
  return offers.find(({ sound }) => 'preset' in sound && isAt(node, sound.preset, kinds))?.value;
}
