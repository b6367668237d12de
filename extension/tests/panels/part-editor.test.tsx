// @vitest-environment jsdom
import * as React from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { Parts } from '../../src/panels/parts';
import { GUEST, Stage, TEACHER } from './stage';

let stage: Stage;

beforeEach(async () => {
  stage = new Stage();
  const { doc, session, permissions, ask } = stage;
  doc.put('parts', 'p2', { index: 'a1', name: 'Low', instrument: 'Bassoon' });
  const place = { measure: 'm1', onset: '0', duration: '1' } as const;
  doc.put('events', 'n1', { kind: 'note', part: 'p1', pitch: 'C5', ...place });
  doc.put('nodes', 'x', { kind: 'instrument.flute', part: 'p1' });
  doc.clearUndoHistory();
  await stage.draw(<Parts {...{ doc, session, permissions, ask }} people={[]} assigns={false} />);
});
afterEach(() => stage.dispose());

it('gives another instrument at the same sound, and offers the node that fits', async () => {
  await stage.state(TEACHER);
  stage.answers.push(true);
  await stage.enter('select', 'Instrument of Flute', 'Clarinet');
  const { parts, events, nodes } = stage.doc.document();
  expect(stage.asked).toEqual(['Another sound for Flute?']);
  expect(parts.p1).toMatchObject({ instrument: 'Clarinet', chromatic: -2 });
  expect([events.n1.pitch, nodes.x.kind]).toEqual(['D5', 'instrument.reed']);
  stage.doc.undo();
  expect(stage.doc.document().events.n1.pitch).toBe('C5');
  expect(stage.doc.document().nodes.x.kind).toBe('instrument.flute');
});

it('moves a part, and takes it away once that is meant', async () => {
  await stage.state(TEACHER);
  await stage.click('button', 'Move Flute down');
  expect(stage.doc.piece.parts.map(({ id }) => id)).toEqual(['p2', 'p1']);
  stage.answers.push(false, true);
  await stage.click('button', 'Remove the part Flute');
  expect(stage.doc.piece.parts).toHaveLength(2);
  await stage.click('button', 'Remove the part Flute');
  expect(stage.doc.piece.parts).toHaveLength(1);
  expect(Object.keys(stage.doc.document().nodes)).toEqual([]);
  stage.doc.undo();
  expect(stage.doc.document().events.n1.pitch).toBe('C5');
});

it('gives a part a key signature of its own, its notes as they were', async () => {
  await stage.state(TEACHER);
  await stage.enter('select', 'Key signature', '-2');
  expect(stage.doc.document().parts.p1).toMatchObject({ fifths: -2 });
  expect(stage.get('select', 'Key signature').textContent).toContain('2 flats more: B flat major');
  expect(stage.doc.document().events.n1.pitch).toBe('C5');
  await stage.enter('select', 'Key signature', '0');
  expect(stage.doc.document().parts.p1).not.toHaveProperty('fifths');
  stage.doc.undo();
  expect(stage.doc.piece.parts[0].fifths).toBe(-2);
});

it('offers nothing to a guest, and says why', async () => {
  await stage.state(GUEST);
  expect(stage.get<HTMLButtonElement>('button', 'Remove the part Flute').disabled).toBe(true);
  expect(stage.get<HTMLSelectElement>('select', 'Key signature').matches(':disabled')).toBe(true);
  expect(stage.text).toContain('You may only read');
});
