// @vitest-environment jsdom
import * as React from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { People } from '../../src/panels/people';
import { GUEST, PLAYER, Stage, TEACHER } from './stage';

const PEOPLE = { people: [TEACHER, PLAYER, { ...GUEST, here: false }] };

let stage: Stage;

beforeEach(async () => {
  stage = new Stage();
  const { doc, session, permissions, ask } = stage;
  await stage.draw(<People {...{ doc, session, permissions, ask }} awareness={doc.awareness} />);
});
afterEach(() => stage.dispose());

it('names everybody of the piece, here or away', async () => {
  await stage.state(PLAYER, PEOPLE);
  expect(stage.text).toContain('Ada');
  expect(stage.text).toContain('Bo (you)');
  expect(stage.text).toContain('Cy away');
  expect(stage.find('select', 'Role of')).toBeNull();
  expect(stage.find('button', 'away')).toBeNull();
  expect(stage.find('input[type=checkbox]', '')).toBeNull();
});

it('gives another role for the teacher', async () => {
  await stage.state(TEACHER, PEOPLE);
  expect(stage.find('select', 'Role of Ada')).toBeNull();
  await stage.enter('select', 'Role of Bo', 'guest');
  expect(stage.sent).toContainEqual({ type: 'role', person: 'b2', role: 'guest' });
});

it('sends somebody away once that is meant, and knows a way back', async () => {
  await stage.state(TEACHER, PEOPLE);
  stage.answers.push(false, true);
  await stage.click('button', 'Send Bo away');
  expect(stage.sent).toEqual([]);
  await stage.click('button', 'Send Bo away');
  expect(stage.asked).toEqual(['Send Bo away?', 'Send Bo away?']);
  expect(stage.sent).toEqual([{ type: 'dismiss', person: 'b2' }]);
  await stage.state(TEACHER, { people: [TEACHER] });
  await stage.click('button', 'Invite Bo again');
  expect(stage.get<HTMLInputElement>('input', 'Name').value).toBe('Bo');
  expect(document.activeElement?.textContent).toBe('Make a link');
});

it('gives a part to people, and back to everyone', async () => {
  await stage.state(TEACHER, PEOPLE);
  expect(stage.text).toContain('Played by everyone');
  await stage.click('input[type=checkbox]', 'Bo');
  expect(stage.sent).toContainEqual({ type: 'assign', part: 'p1', people: ['b2'] });
  const assignments = { p1: ['b2', 'gone'] };
  await stage.state(TEACHER, { ...PEOPLE, assignments });
  expect(stage.text).toContain('Played by Bo and somebody who was sent away');
  expect(stage.get<HTMLInputElement>('input[type=checkbox]', 'Bo').checked).toBe(true);
  await stage.click('button', 'Everyone');
  expect(stage.sent).toContainEqual({ type: 'assign', part: 'p1', people: [] });
});

it('tells a player which parts are theirs', async () => {
  await stage.state(PLAYER, { ...PEOPLE, assignments: { p1: ['b2'] } });
  expect(stage.text).toContain('You play Flute.');
  expect(stage.text).toContain('Played by Bo');
  expect(stage.find('input[type=checkbox]', 'Bo')).toBeNull();
  expect(stage.find('button', 'Lock')).toBeNull();
});

it('locks a part with a reason that is asked for, and unlocks it without', async () => {
  await stage.state(TEACHER, PEOPLE);
  stage.answers.push(null, ' until Friday ');
  await stage.click('button', 'Lock the part Flute');
  expect(stage.doc.document().locks).toEqual({});
  await stage.click('button', 'Lock the part Flute');
  expect(stage.doc.document().locks).toEqual({ p1: { kind: 'part', reason: 'until Friday' } });
  expect(stage.get('button', 'Lock the part Flute').getAttribute('aria-pressed')).toBe('true');
  expect(stage.text).toContain('until Friday');
  await stage.click('button', 'Lock the part Flute');
  expect(stage.doc.document().locks).toEqual({});
});

it('locks the whole piece', async () => {
  await stage.state(TEACHER, PEOPLE);
  stage.answers.push('');
  await stage.click('button', 'Lock the whole piece');
  expect(stage.doc.document().locks).toEqual({ piece: { kind: 'piece' } });
});
