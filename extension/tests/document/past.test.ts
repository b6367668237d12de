import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';

import { AntiphonDoc, type AntiphonChange, pieceToJson, project } from '../../src/document';
import { Permissions } from '../../src/rights';

const NOTE = { kind: 'note', part: 'p', measure: 'm1', onset: '0', duration: '1' } as const;

function piece(): AntiphonDoc {
  const doc = new AntiphonDoc();
  doc.put('parts', 'p', { index: 'a', name: 'Flute' });
  doc.put('parts', 'q', { index: 'b', name: 'Oboe' });
  doc.put('measures', 'm1', { index: 'a' });
  doc.put('events', 'n', { ...NOTE, pitch: 'C5' });
  doc.clearUndoHistory();
  return doc;
}

function heard(doc: AntiphonDoc): AntiphonChange[] {
  const changes: AntiphonChange[] = [];
  doc.changed.connect((_, change) => changes.push(change));
  return changes;
}

describe('the piece as it was', () => {
  it('is what is read, while what is shared goes on and is not told of', () => {
    const [doc, other] = [piece(), new Y.Doc()];
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc.ydoc));
    const then = doc.document();
    doc.change('events', 'n', { pitch: 'D5' });
    const changes = heard(doc);
    doc.showPast(then);
    expect(doc.isPast).toBe(true);
    expect(doc.document()).toEqual(then);
    expect(pieceToJson(doc.piece)).toEqual(pieceToJson(project(then)));

    other.transact(() => {
      (other.getMap('events').get('n') as Y.Map<unknown>).set('duration', '2');
    });
    Y.applyUpdate(doc.ydoc, Y.encodeStateAsUpdate(other));
    expect(doc.document().events.n).toEqual({ ...NOTE, pitch: 'C5' });
    expect(doc.shared.events.n).toEqual({ ...NOTE, pitch: 'D5', duration: '2' });
    expect(doc.getSource()).toContain('"D5"');
    expect(changes).toEqual([{ swapped: true }]);

    doc.endPast();
    expect(changes).toEqual([{ swapped: true }, { swapped: true }]);
    expect(doc.document().events.n).toEqual({ ...NOTE, pitch: 'D5', duration: '2' });
    doc.undo();
    expect(doc.document().events.n.pitch).toBe('C5');
  });

  it('becomes another one by what is different', () => {
    const doc = piece();
    const then = doc.document();
    doc.change('meta', '', { title: 'Song' });
    doc.remove('events', ['n']);
    doc.put('events', 'o', { ...NOTE, pitch: 'E5' });
    const later = doc.document();
    const changes = heard(doc);
    doc.showPast(then);
    const oboe = doc.piece.parts[1];
    doc.showPast(JSON.parse(JSON.stringify(later)) as typeof later);
    expect(changes[1]).toEqual({
      local: false,
      roots: new Map([
        ['meta', new Set([''])],
        ['events', new Set(['n', 'o'])],
      ]),
    });
    expect(doc.document()).toEqual(later);
    expect(pieceToJson(doc.piece)).toEqual(pieceToJson(project(later)));
    expect(doc.piece.parts[1]).toBe(oboe);
    doc.showPast(later);
    expect(changes).toHaveLength(2);
  });

  it('cannot be written, and says why', () => {
    const doc = piece();
    const permissions = new Permissions(doc);
    const then = doc.document();
    doc.change('events', 'n', { pitch: 'D5' });
    const source = doc.getSource();
    const sentences: string[] = [];
    doc.refused.connect((_, sentence) => sentences.push(sentence));
    doc.showPast(then);
    expect(doc.canUndo()).toBe(false);
    expect(doc.undo()).toBe(false);
    const why = [
      permissions.piece(),
      permissions.part('p'),
      permissions.frame(),
      permissions.newPart(),
      permissions.newNode(),
      permissions.strip('p'),
      permissions.newProposal(),
      permissions.refusalOf(() => doc.remove('events', ['n'])),
    ];
    why.forEach((sentence) => expect(sentence).toMatch(/^This is the piece as it was/));
    doc.change('events', 'n', { pitch: 'E5' });
    doc.setSource(JSON.parse(source) as never);
    expect(sentences).toEqual([why[0], why[0]]);
    expect(doc.getSource()).toBe(source);
    doc.endPast();
    expect(permissions.piece()).toBe('');
    expect(doc.canUndo()).toBe(true);
  });

  it('is shown of a draft as well, which is there again afterwards', () => {
    const doc = piece();
    const then = doc.document();
    doc.beginDraft();
    doc.change('events', 'n', { pitch: 'D5' });
    doc.showPast(then);
    expect(doc.document().events.n.pitch).toBe('C5');
    expect([doc.present.events.n.pitch, doc.shared.events.n.pitch]).toEqual(['D5', 'C5']);
    expect(new Permissions(doc).part('p')).toMatch(/^This is the piece as it was/);
    doc.endPast();
    expect([doc.isDraft, doc.document().events.n.pitch]).toEqual([true, 'D5']);
    doc.showPast(then);
    doc.endDraft();
    expect([doc.isPast, doc.isDraft, doc.document().events.n.pitch]).toEqual([false, false, 'C5']);
  });
});
