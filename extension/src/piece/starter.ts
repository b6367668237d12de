import { generateNKeysBetween } from 'fractional-indexing';

import { empty, encode } from '../document';
import { instrumentInWords } from '../score';
import { trans } from '../translation';

const MEASURES = 8;

/** The text of a new piece: one part, eight empty measures, a tempo. */
export function starter(title: string): string {
  const document = empty();
  document.meta = { title };
  document.parts = {
    p1: {
      index: 'a0',
      name: instrumentInWords('Piano'),
      abbreviation: trans._p('abbreviation of Piano', 'Pno.'),
      instrument: 'Piano',
    },
  };
  generateNKeysBetween(null, null, MEASURES).forEach((index, place) => {
    document.measures[`m${place + 1}`] = { index };
  });
  document.measures.m1 = { ...document.measures.m1, meter: '4/4', key: 0, mode: 'major' };
  document.events = { t1: { kind: 'tempo', measure: 'm1', onset: '0', bpm: 96 } };
  document.mix = { p1: {} };
  return encode(document);
}
