import { Signal } from '@lumino/signaling';
import { beforeEach, expect, it } from 'vitest';

import { AntiphonDoc } from '../../src/document';
import { Permissions } from '../../src/rights';
import { ScoreEditor } from '../../src/score/editing/editor';
import { parseMessage } from '../../src/session/message';
import type { SessionState } from '../../src/session';

/** A session whose state the test tells. */
class Session {
  state: SessionState | null = null;
  readonly stateChanged = new Signal<this, SessionState>(this);

  tell(you: object, rest: object = {}): void {
    const message = parseMessage(JSON.stringify({ type: 'state', you, ...rest }));
    if (message?.type === 'state') {
      this.state = message.state;
      this.stateChanged.emit(message.state);
    }
  }
}

const BO = { id: 'b2', name: 'Bo', role: 'player' };
const PEOPLE = { people: [BO, { id: 'c3', name: 'Cy', role: 'player' }] };
const OF_CY = { ...PEOPLE, assignments: { bass: ['c3'] } };
const NOTE = { kind: 'note', measure: 'm1', onset: '0', duration: '1', pitch: 'C3' } as const;

let doc: AntiphonDoc;
let session: Session;
let permissions: Permissions;
let editor: ScoreEditor;

beforeEach(() => {
  doc = new AntiphonDoc();
  doc.put('parts', 'alto', { index: 'a', name: 'Alto' });
  doc.put('parts', 'bass', { index: 'b', name: 'Bass' });
  doc.put('measures', 'm1', { index: 'a' });
  doc.put('measures', 'm2', { index: 'b' });
  doc.put('events', 'n1', { ...NOTE, part: 'bass' });
  doc.put('events', 'n2', { ...NOTE, part: 'alto' });
  doc.clearUndoHistory();
  session = new Session();
  permissions = new Permissions(doc, session);
  editor = new ScoreEditor(doc, permissions);
});

function pitchOf(id: string): string | undefined {
  return doc.document().events[id]?.pitch;
}

it('stands in nobody’s way until the server has said who this is', () => {
  expect(permissions.piece()).toBe('');
  expect(permissions.part('bass')).toBe('');
});

it('closes everything for a guest, and says whom to ask', () => {
  session.tell({ id: 'g', name: 'Gus', role: 'guest' });
  expect(permissions.piece()).toContain('ask the teacher');
  expect([permissions.frame(), permissions.newPart(), permissions.newMeasure()]).not.toContain('');
});

it('leaves somebody else’s part alone, and the frame with it', () => {
  session.tell(BO, OF_CY);
  expect(permissions.part('bass')).toContain('The part Bass is assigned to somebody else');
  expect(permissions.players('bass').map(({ name }) => name)).toEqual(['Cy']);
  expect(permissions.plays('bass')).toBe(false);
  expect(permissions.part('alto')).toBe('');
  expect(permissions.frame()).toContain('needs every part');
  expect([permissions.newPart(), permissions.newMeasure(), permissions.newNode()]).toEqual([
    '',
    '',
    '',
  ]);
  expect(permissions.locking('part', 'alto')).toContain('nly the teacher');
});

it('does not do what would be refused, and says why until something else is done', () => {
  session.tell(BO, OF_CY);
  editor.select(['n1']);
  expect(editor.reason).toContain('The part Bass');
  editor.act({ kind: 'steps', by: 1 });
  expect(pitchOf('n1')).toBe('C3');
  expect(editor.refused).toContain('The part Bass');
  editor.select(['n2']);
  expect([editor.refused, editor.reason]).toEqual(['', '']);
  editor.act({ kind: 'steps', by: 1 });
  expect(pitchOf('n2')).toBe('D3');
});

it('refuses the whole where a part of it is refused', () => {
  session.tell(BO, OF_CY);
  editor.select(['n2', 'n1']);
  editor.act({ kind: 'delete' });
  expect(Object.keys(doc.document().events)).toEqual(['n1', 'n2']);
});

it('tells of a lock at once, with its reason, and lets go when it is gone', () => {
  session.tell(BO, PEOPLE);
  let told = 0;
  permissions.changed.connect(() => told++);
  doc.put('locks', 'm1', { kind: 'measure', reason: 'it is done' });
  expect(told).toBe(1);
  editor.select(['n2']);
  expect(editor.reason).toContain('it is done');
  doc.remove('locks', ['m1']);
  expect(told).toBe(2);
  expect(editor.reason).toBe('');
});

it('stops entering by clicks when the piece is locked', () => {
  session.tell(BO, PEOPLE);
  editor.toggleEntering();
  expect(editor.entering).toBe(true);
  doc.put('locks', 'piece', { kind: 'piece' });
  expect(editor.entering).toBe(false);
  editor.toggleEntering();
  expect(editor.entering).toBe(false);
});

it('keeps an undo that is refused, and says why', () => {
  session.tell(BO, PEOPLE);
  editor.select(['n1']);
  editor.act({ kind: 'steps', by: 1 });
  session.tell(BO, OF_CY);
  editor.act({ kind: 'undo' });
  expect(pitchOf('n1')).toBe('D3');
  expect(editor.refused).toContain('The part Bass');
  session.tell(BO, PEOPLE);
  editor.act({ kind: 'undo' });
  expect(pitchOf('n1')).toBe('C3');
});

it('lets a player lock what they made, and nobody else’s', () => {
  doc.put('nodes', 'n', { kind: 'filter.lowpass' });
  session.tell({ ...BO, made: { 'nodes/n': 'b2' } }, PEOPLE);
  expect(permissions.locking('node', 'n')).toBe('');
  session.tell({ ...BO, made: { 'nodes/n': 'c3' } }, PEOPLE);
  expect(permissions.locking('node', 'n')).not.toBe('');
});
