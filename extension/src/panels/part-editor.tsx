import * as React from 'react';

import type { AntiphonDoc, Part } from '../document';
import type { Permissions } from '../rights';
import { instrumentOf } from '../score/music/instruments';
import { ownKeys } from '../score/music/ownkey';
import { parsePitch, pitchInWords } from '../score/music/pitch';
import { trans } from '../translation';
import type { Ask } from './ask';
import { type Edit, write } from './edit';
import { closeByEscape } from './escape';
import { Field } from './field';
import { InstrumentPicker } from './instruments';
import { giveInstrument, giveKey, shiftPart, takePart } from './part-actions';
import { SoundChoice } from './soundchoice';
import * as words from './words';

export interface PartEditorProps {
  doc: AntiphonDoc;
  permissions: Permissions;
  ask: Ask;
  part: Part;
  /** Its place in the score, from 0. */
  place: number;
}

/** Name, instrument, staves and place of a part, and the taking of it away; what may not be says why. */
export function PartEditor(props: PartEditorProps): React.JSX.Element {
  const { doc, permissions, ask, part, place } = props;
  const [refused, setRefused] = React.useState('');
  const reason = permissions.part(part.id);
  const name = words.partName(part);
  const edit = (edits: readonly Edit[]): void => setRefused(write(doc, edits));
  const change = (fields: Edit['fields']): void => edit([{ root: 'parts', id: part.id, fields }]);
  const move = (by: number): void => setRefused(shiftPart({ doc }, part, by));

  const tell = (done: Promise<string>): void => void done.then(setRefused);

  return (
    <details className="antiphon-PartEditor" onKeyDown={closeByEscape}>
      <summary aria-label={trans.__('Edit the part %1', name)}>{trans.__('Edit')}</summary>
      {reason && <p className="antiphon-note">{reason}</p>}
      <fieldset disabled={reason !== ''}>
        <legend className="antiphon-hidden">{trans.__('Edit the part %1', name)}</legend>
        <Field
          label={trans.__('Part name')}
          value={part.name}
          onChange={(text) => change({ name: text })}
        />
        <Field
          label={trans.__('Abbreviation')}
          value={part.abbreviation}
          onChange={(text) => change({ abbreviation: text || undefined })}
        />
        <InstrumentPicker
          label={trans.__('Instrument of %1', name)}
          value={part.instrument}
          onChoose={(instrument) => tell(giveInstrument({ doc, ask }, part, instrument))}
        />
        {rangeInWords(part.instrument)}
        <label className="antiphon-row">
          {trans.__('Key signature')}
          <select
            className="antiphon-field"
            value={part.fifths}
            onChange={(event) => setRefused(giveKey({ doc }, part, Number(event.target.value)))}
          >
            {ownKeys(doc.piece, part).map(({ fifths, label }) => (
              <option key={fifths} value={fifths}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label className="antiphon-row">
          {trans.__('Staves')}
          <select
            className="antiphon-field"
            value={part.staves}
            onChange={(event) => {
              const staves = Number(event.target.value);
              change({ staves: staves === 1 ? undefined : staves });
            }}
          >
            {[1, 2, 3, 4].map((count) => (
              <option key={count}>{count}</option>
            ))}
          </select>
        </label>
      </fieldset>
      <SoundChoice {...{ doc, permissions, part }} />
      <div className="antiphon-row antiphon-wrap">
        <button
          type="button"
          className="antiphon-button"
          aria-label={trans.__('Move %1 up', name)}
          disabled={place === 0}
          onClick={() => move(-1)}
        >
          ↑
        </button>
        <button
          type="button"
          className="antiphon-button"
          aria-label={trans.__('Move %1 down', name)}
          disabled={place === doc.piece.parts.length - 1}
          onClick={() => move(1)}
        >
          ↓
        </button>
        <button
          type="button"
          className="antiphon-button"
          aria-label={trans.__('Remove the part %1', name)}
          disabled={reason !== ''}
          onClick={() => tell(takePart({ doc, ask }, part))}
        >
          {trans.__('Remove…')}
        </button>
      </div>
      <p role="status" className="antiphon-note">
        {refused}
      </p>
    </details>
  );
}

function rangeInWords(name: string): React.JSX.Element | null {
  const range = instrumentOf(name)?.range;
  return range ? (
    <p className="antiphon-note">
      {trans.__('Sounds from %1 to %2.', ...range.map((pitch) => pitchInWords(parsePitch(pitch))))}
    </p>
  ) : null;
}
