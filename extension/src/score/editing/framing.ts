import { generateKeyBetween } from 'fractional-indexing';

import type { Changes } from '../../document';
import type { Framing } from './command';
import type { Draft } from './draft';
import type { Handlers } from './handlers';

/** What the music stands in: measures and parts, meter, key and tempo. */
export const FRAMING: Handlers<Framing> = {
  measures: (draft, { count }) => draft.appendMeasures(count),
  part: addPart,
  key: (draft, { fifths, mode }) => changeMeasure(draft, { key: fifths, mode }),
  tempo: (draft, { bpm, text }) => setTempo(draft, bpm, text),
};

function addPart(draft: Draft, { name, instrument }: Framing & { kind: 'part' }): null {
  const { name: known, clef, staves, diatonic, chromatic } = instrument;
  const given = Object.entries({ staves, diatonic, chromatic }).filter(([, value]) => value);
  const index = generateKeyBetween(draft.lastIndex('parts'), null);
  const id = draft.desk.mint('p');
  const fields = { index, name, instrument: known, ...Object.fromEntries(given) };
  draft.operations.push({ kind: 'put', root: 'parts', id, fields });
  const [first] = draft.desk.index.piece.measures;
  if (clef && first) {
    const at = { kind: 'clef', part: id, measure: first.id, onset: '0', clef } as const;
    draft.put(draft.desk.mint('c'), at);
  }
  return null;
}

function changeMeasure(draft: Draft, fields: Changes<'measures'>): null {
  const measure = draft.desk.index.piece.measures[draft.cursor()?.measure ?? 0];
  if (measure) {
    draft.operations.push({ kind: 'change', root: 'measures', id: measure.id, fields });
  }
  return null;
}

function setTempo(draft: Draft, bpm: number, words: string): null {
  const { measures, tempi } = draft.desk.index.piece;
  const measure = measures[draft.cursor()?.measure ?? 0];
  if (!measure) {
    return null;
  }
  const there = tempi.find(({ id, position }) => id !== null && position.equals(measure.start));
  if (there?.id) {
    draft.change(there.id, { bpm, text: words || undefined });
  } else {
    const at = { kind: 'tempo', measure: measure.id, onset: '0', bpm } as const;
    draft.put(draft.desk.mint('t'), words ? { ...at, text: words } : at);
  }
  return null;
}
