/** Whatever is done to a piece, undo takes back all of it and redo does it again. */
import { describe, expect, it } from 'vitest';

import { AntiphonDoc, encode } from '../../src/document';
import type { Command } from '../../src/score/editing/command';
import { ScoreEditor } from '../../src/score/editing/editor';
import { Chance, dice } from '../document/random';
import { randomDocument, slotsOf } from './random';

describe.each(Array.from({ length: 20 }, (_, seed) => seed + 1))('piece %i', (seed) => {
  it('is the same document after undo, and again after redo', () => {
    const doc = AntiphonDoc.create();
    doc.setSource(encode(randomDocument(seed)));
    const editor = new ScoreEditor(doc);
    const chance = new Chance(dice(seed * 401));
    const commands: readonly Command[] = [
      { kind: 'insert-measures', count: 2, after: false },
      { kind: 'insert-measures', count: 1, after: true },
      { kind: 'delete-measures' },
      { kind: 'meter', meter: '3/4' },
      { kind: 'meter', meter: '5/8' },
      { kind: 'delete' },
      { kind: 'transpose', steps: 1, semitones: 2 },
      { kind: 'mark', field: 'staccato', value: true },
      { kind: 'span', shape: { kind: 'slur' } },
      { kind: 'repeat-measures', times: 2 },
    ];
    for (let times = 0; times < 6; times++) {
      const before = doc.getSource();
      editor.select([chance.one(...slotsOf(editor.index)).key]);
      editor.perform(chance.one(...commands));
      const after = doc.getSource();
      if (after === before) {
        continue;
      }
      doc.undo();
      expect(doc.getSource()).toBe(before);
      doc.redo();
      expect(doc.getSource()).toBe(after);
    }
  });
});
