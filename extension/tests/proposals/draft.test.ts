import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';

import { AntiphonDoc } from '../../src/document';
import { decodeOperations } from '../../src/document/proposal';
import { Permissions } from '../../src/rights';
import { send } from '../../src/proposals/draft';

const NOTE = {
  kind: 'note',
  part: 'p',
  measure: 'm1',
  onset: '0',
  duration: '1',
  pitch: 'C5',
} as const;

function piece(): AntiphonDoc {
  const doc = new AntiphonDoc();
  doc.put('parts', 'p', { index: 'a', name: 'Flute' });
  doc.put('measures', 'm1', { index: 'a' });
  doc.put('events', 'n', { ...NOTE });
  return doc;
}

describe('a draft', () => {
  it('is private, and becomes a proposal with what it saw', () => {
    const doc = piece();
    const before = doc.getSource();
    doc.beginDraft();
    expect(doc.isDraft).toBe(true);
    doc.change('events', 'n', { pitch: 'E5' });
    doc.put('events', 'o', { ...NOTE, onset: '1' });
    expect(doc.document().events.n.pitch).toBe('E5');
    expect(doc.piece.parts[0].voices[0].items[0].notes[0].pitch).toBe('E5');
    expect(doc.shared.events.n.pitch).toBe('C5');
    expect(doc.getSource()).toBe(before);
    expect(send(doc, ' Higher ')).toBe('');
    expect(doc.isDraft).toBe(false);
    const [proposal] = Object.values(doc.document().proposals);
    expect(proposal.title).toBe('Higher');
    expect(decodeOperations(proposal.patch).operations).toEqual([
      { op: 'change', root: 'events', id: 'n', fields: { pitch: 'E5' }, base: { pitch: 'C5' } },
      { op: 'put', root: 'events', id: 'o', fields: { ...NOTE, onset: '1' } },
    ]);
    expect(doc.document().events.n.pitch).toBe('C5');
    expect(Object.keys(doc.document().events)).toEqual(['n']);
  });

  it('takes in what others write meanwhile', () => {
    const [doc, other] = [piece(), new Y.Doc()];
    const send_ = (from: Y.Doc, to: Y.Doc): void => Y.applyUpdate(to, Y.encodeStateAsUpdate(from));
    send_(doc.ydoc, other);
    doc.beginDraft();
    doc.change('events', 'n', { duration: '2' });
    const heard: unknown[] = [];
    doc.changed.connect((_, { roots }) => heard.push(...(roots?.get('events') ?? [])));
    (other.getMap('events').get('n') as Y.Map<unknown>).set('pitch', 'G5');
    send_(other, doc.ydoc);
    expect(heard).toEqual(['n']);
    expect(doc.document().events.n).toEqual({ ...NOTE, pitch: 'G5', duration: '2' });
    expect(send(doc, 'Longer')).toBe('');
    const [{ patch }] = Object.values(doc.document().proposals);
    expect(decodeOperations(patch).operations).toEqual([
      {
        op: 'change',
        root: 'events',
        id: 'n',
        fields: { duration: '2' },
        base: { duration: '1' },
      },
    ]);
    expect(doc.document().events.n).toEqual({ ...NOTE, pitch: 'G5' });
  });

  it('has an undo of its own, and gives the other one back', () => {
    const doc = piece();
    doc.change('events', 'n', { pitch: 'D5' });
    doc.beginDraft();
    expect(doc.canUndo()).toBe(false);
    doc.change('events', 'n', { pitch: 'E5' });
    doc.undo();
    expect(doc.document().events.n.pitch).toBe('D5');
    doc.endDraft();
    doc.undo();
    expect(doc.document().events.n.pitch).toBe('C5');
  });

  it('keeps what was not sent, and says why', () => {
    const doc = piece();
    new Permissions(doc);
    doc.beginDraft();
    expect(send(doc, 'Nothing')).toMatch(/^Nothing is changed yet/);
    doc.change('events', 'n', { pitch: 'E5' });
    doc.mayWrite = () => 'The piece is locked.';
    expect(send(doc, 'Higher')).toBe('The piece is locked.');
    expect(doc.isDraft).toBe(true);
    expect(doc.document().events.n.pitch).toBe('E5');
  });

  it('is what is sent, though the piece as it was is looked at', () => {
    const doc = piece();
    const then = { ...doc.document(), events: {} };
    doc.beginDraft();
    doc.change('events', 'n', { pitch: 'E5' });
    doc.showPast(then);
    expect(send(doc, 'Higher')).toBe('');
    expect([doc.isPast, doc.isDraft]).toEqual([false, false]);
    const [{ patch }] = Object.values(doc.document().proposals);
    expect(decodeOperations(patch).operations?.map(({ id }) => id)).toEqual(['n']);
    expect(doc.document().events.n.pitch).toBe('C5');
  });

  it('takes what can be proposed, and nothing else', () => {
    const doc = piece();
    const permissions = new Permissions(doc, {
      state: { you: { role: 'player', id: 'x', made: {} }, assignments: { p: ['y'] } } as never,
      stateChanged: { connect: () => true } as never,
    });
    const note = { root: 'events', id: 'n', before: { ...NOTE }, after: { ...NOTE, pitch: 'E5' } };
    const measure = { root: 'measures', id: 'm1', before: { index: 'a' }, after: null };
    const part = { root: 'parts', id: 'p', before: { index: 'a' }, after: null };
    const why = (change: object): string => permissions.refusal([change as never]);
    expect(why(note)).toMatch(/assigned to somebody else/);
    expect(permissions.newProposal()).toBe('');
    expect(permissions.part('p')).toMatch(/assigned to somebody else/);
    doc.beginDraft();
    expect([permissions.piece(), permissions.part('p')]).toEqual(['', '']);
    expect(permissions.comment()).toMatch(/^This cannot be proposed/);
    expect(why(note)).toBe('');
    expect(why(measure)).toMatch(/^Measures cannot be proposed away/);
    expect(why(part)).toMatch(/^This cannot be proposed/);
    doc.endDraft();
    expect(why(note)).toMatch(/assigned to somebody else/);
  });
});
