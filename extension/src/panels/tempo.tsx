import * as React from 'react';

import { type AntiphonDoc, mintId } from '../document';
import { write } from './edit';
import { NumberField } from './number';
import * as words from './words';
import { trans } from '../translation';

export interface TempoProps {
  doc: AntiphonDoc;
  /** The written tempo where the music is, in quarter notes a minute. */
  bpm: number;
  /** What steering multiplies it by. */
  factor: number;
  /** Why it cannot be changed; empty where it can. */
  reason: string;
}

/** The tempo as it sounds, and the piece's first tempo to change. */
export function TempoControl({ doc, bpm, factor, reason }: TempoProps): React.JSX.Element {
  const { tempi, measures } = doc.piece;
  return (
    <div
      className="antiphon-Tempo"
      role="group"
      aria-label={trans.__('Tempo')}
      title={reason || undefined}
    >
      <span aria-hidden="true">♩ =</span>
      <NumberField
        label={trans.__('Tempo at the beginning, in quarter notes a minute')}
        hideLabel
        value={tempi[0].bpm}
        minimum={10}
        maximum={400}
        step={1}
        disabled={reason !== '' || measures.length === 0}
        onChange={(value) => setFirstTempo(doc, value)}
      />
      <output>{words.tempo(tempi[0].bpm, bpm, factor)}</output>
    </div>
  );
}

/** Write the tempo at the beginning of the piece, where there is a beginning: its first measure. */
export function setFirstTempo(doc: AntiphonDoc, bpm: number): void {
  const { tempi, measures } = doc.piece;
  if (tempi[0].id !== null) {
    write(doc, [{ root: 'events', id: tempi[0].id, fields: { bpm } }]);
  } else if (measures.length > 0) {
    const fields = { kind: 'tempo', measure: measures[0].id, onset: '0', bpm };
    write(doc, [{ root: 'events', id: mintId('t'), fields }]);
  }
}
