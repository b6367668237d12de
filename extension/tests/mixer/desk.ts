import { AntiphonDoc, type Part } from '../../src/document';
import { mixerStrips, type MixerStrip } from '../../src/mixer/strips';
import { apply, type Edit } from '../../src/panels/edit';

/** A piece of two parts and four measures of 4/4, with what a test adds. */
export function desk(adds: (doc: AntiphonDoc) => void = () => undefined): AntiphonDoc {
  const doc = AntiphonDoc.create();
  doc.transact(() => {
    doc.put('parts', 'p2', { index: 'a1', name: 'Violin', instrument: 'Violin' });
    doc.put('parts', 'p1', { index: 'a0', name: 'Flute', instrument: 'Flute' });
    ['m1', 'm2', 'm3', 'm4'].forEach((id, at) => doc.put('measures', id, { index: `a${at}` }));
    adds(doc);
  }, false);
  return doc;
}

export function stripsOf(doc: AntiphonDoc): MixerStrip[] {
  return mixerStrips(doc.document(), doc.piece.parts as Part[]);
}

export function stripOf(doc: AntiphonDoc, id: string): MixerStrip {
  return stripsOf(doc).find((strip) => strip.id === id)!;
}

/** Do edits as one step. */
export function perform(doc: AntiphonDoc, edits: readonly Edit[]): void {
  doc.transact(() => apply(doc, edits));
}

/** Numbers from 0 to 1, the same at each run. */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
