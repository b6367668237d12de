import { describe, expect, it } from 'vitest';

import type { AntiphonDoc } from '../../src/document';
import {
  changedSince,
  currentSnapshot,
  overwriteSnapshot,
  recallSnapshot,
  removeSnapshot,
  snapshotsOf,
  takeSnapshot,
} from '../../src/mixer/snapshots';
import { desk, perform, stripsOf } from './desk';

const MIX = {
  p1: { gain: -9, eq: true, low_gain: 3 },
  master: { ceiling: -3 },
  hall: { name: 'Hall', index: 'a0', gain: -20 },
};

function mixed(): AntiphonDoc {
  return desk((of) => Object.entries(MIX).forEach(([id, strip]) => of.put('mix', id, strip)));
}

function take(doc: AntiphonDoc, name: string): string {
  const { id, edits } = takeSnapshot(doc.document(), stripsOf(doc), name);
  perform(doc, edits);
  return id;
}

const may = () => '';

describe('snapshots', () => {
  it('come back in one step, with another recall each time', () => {
    const doc = mixed();
    const id = take(doc, 'Verse');
    expect(snapshotsOf(doc.document())).toEqual([{ id, name: 'Verse', seconds: 2 }]);
    perform(doc, [
      { root: 'mix', id: 'p1', fields: { gain: 3, low_gain: undefined, mute: true } },
      { root: 'mix', id: 'p2', fields: { pan: 1 } },
      { root: 'mix', id: 'hall', fields: { gain: 0, bus: 'x' } },
    ]);
    expect(changedSince(doc.document(), stripsOf(doc), id).map(({ name }) => name)).toEqual([
      'Flute',
      'Violin',
      'Hall',
    ]);
    const before = doc.getSource();
    perform(doc, recallSnapshot(doc.document(), stripsOf(doc), id, may).edits);
    const { recall, ...master } = doc.document().mix.master;
    expect({ ...doc.document().mix, master }).toEqual({
      ...MIX,
      master: { ceiling: -3, snapshot: id },
      p2: {},
      hall: { ...MIX.hall, bus: 'x' },
    });
    expect(currentSnapshot(doc.document())).toBe(id);
    expect(changedSince(doc.document(), stripsOf(doc), id)).toEqual([]);
    perform(doc, recallSnapshot(doc.document(), stripsOf(doc), id, may).edits);
    expect(doc.document().mix.master.recall).not.toBe(recall);
    doc.undo();
    doc.undo();
    expect(doc.getSource()).toBe(before);
  });

  it('change only what this person may, and say what stayed', () => {
    const doc = mixed();
    const id = take(doc, 'Verse');
    perform(doc, [
      { root: 'mix', id: 'p1', fields: { gain: 6 } },
      { root: 'mix', id: 'p2', fields: { gain: 6 } },
    ]);
    const why = (strip: string) => (strip === 'p2' ? '' : 'Not yours.');
    const { edits, kept } = recallSnapshot(doc.document(), stripsOf(doc), id, why);
    expect(edits.map((edit) => edit.id)).toEqual(['p2']);
    expect(kept.map(({ strip, reason }) => [strip.name, reason])).toEqual([
      ['Flute', 'Not yours.'],
    ]);
  });

  it('leave strips alone that came later', () => {
    const doc = mixed();
    const id = take(doc, 'Verse');
    doc.put('mix', 'late', { name: 'Late', gain: -1 });
    perform(doc, recallSnapshot(doc.document(), stripsOf(doc), id, may).edits);
    expect(doc.document().mix.late).toEqual({ name: 'Late', gain: -1 });
  });

  it('are overwritten in place and removed whole', () => {
    const doc = mixed();
    const id = take(doc, 'Verse');
    const other = take(doc, 'Chorus');
    doc.put('settings', 'twin', { snapshot: id, strip: 'p1', gain: 1 });
    perform(doc, [{ root: 'mix', id: 'p1', fields: { gain: 6, eq: undefined } }]);
    doc.remove('mix', ['hall']);
    perform(doc, overwriteSnapshot(doc.document(), stripsOf(doc), id));
    expect(changedSince(doc.document(), stripsOf(doc), id)).toEqual([]);
    const own = Object.values(doc.document().settings).filter(({ snapshot }) => snapshot === id);
    expect(own.map(({ strip }) => strip).sort()).toEqual(['master', 'p1', 'p2']);
    expect(snapshotsOf(doc.document()).map(({ name }) => name)).toEqual(['Verse', 'Chorus']);
    perform(doc, removeSnapshot(doc.document(), id));
    expect(snapshotsOf(doc.document()).map((of) => of.id)).toEqual([other]);
    expect(Object.values(doc.document().settings).every(({ snapshot }) => snapshot === other)).toBe(
      true,
    );
    perform(doc, recallSnapshot(doc.document(), stripsOf(doc), other, may).edits);
    perform(doc, removeSnapshot(doc.document(), other));
    expect(currentSnapshot(doc.document())).toBeNull();
  });
});
