// @vitest-environment jsdom
import { Signal } from '@lumino/signaling';
import * as React from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { SidePanel } from '../../src/panels';
import { parseAllowed, parseQuestions, parseReactions } from '../../src/session/voices';
import { PLAYER, Stage, TEACHER } from '../panels/stage';

const QUESTIONS = [
  { id: 'q1', text: 'Why in minor?', at: 1_700_000_000, shown: true },
  { id: 'q2', text: 'Who wrote it?', at: 1_700_000_100, shown: false },
];

let stage: Stage;
const selected = {
  part: () => 'p1',
  measures: () => ({ from: 'm2', until: 'm2' }),
  nodes: () => [],
  changed: new Signal<object, void>({}),
};

beforeEach(async () => {
  stage = new Stage();
  const { doc, session, permissions, ask } = stage;
  await stage.draw(
    <SidePanel {...{ doc, session, permissions, ask, selected }} awareness={doc.awareness} />,
  );
  await stage.state(TEACHER);
  await stage.click('[role=tab]', 'Audience');
  await stage.click('[role=tab]', 'Voices');
});
afterEach(() => stage.dispose());

it('switches on and off what the audience may do', async () => {
  const on = (name: string): string | null =>
    stage.get('[role=switch]', name).getAttribute('aria-checked');
  await stage.state(TEACHER, { allowed: { reactions: true, questions: false, gestures: 'shake' } });
  expect([on('Reactions'), on('Questions'), on('Melodies'), on('Shaking')]).toEqual([
    'true',
    'false',
    'false',
    'true',
  ]);
  await stage.click('[role=switch]', 'Reactions');
  await stage.click('[role=switch]', 'Questions');
  await stage.click('[role=switch]', 'Melodies');
  await stage.click('[role=switch]', 'Shaking');
  expect(stage.sent).toEqual([
    { type: 'allow', reactions: false },
    { type: 'allow', questions: true },
    { type: 'allow', suggestions: true },
    { type: 'allow', gestures: null },
  ]);
});

it('shows how the audience takes it, as calm bars', async () => {
  expect(stage.text).toContain('None yet.');
  await stage.state(PLAYER, { reactions: { applause: 1.25, heart: 99, total: 12, people: 40 } });
  expect(stage.text).toContain('12 reactions so far.');
  const bars = [...document.querySelectorAll<HTMLElement>('.antiphon-Reactions-bar')];
  expect(bars.map(({ style }) => style.transform)).toEqual([
    'scaleX(0.5)',
    'scaleX(1)',
    'scaleX(0)',
    'scaleX(0)',
  ]);
});

it('puts a question on the stage, off it, and is done with it', async () => {
  await stage.state(TEACHER, { questions: QUESTIONS });
  await stage.click('button', 'On the stage: Why in minor?');
  await stage.click('button', 'On the stage: Who wrote it?');
  stage.get('button', 'Done: Who wrote it?').focus();
  await stage.click('button', 'Done: Who wrote it?');
  expect(stage.sent).toEqual([
    { type: 'show_question', id: null },
    { type: 'show_question', id: 'q2' },
    { type: 'answer_question', id: 'q2' },
  ]);
  await stage.state(TEACHER, { questions: QUESTIONS.slice(0, 1) });
  expect(document.activeElement?.textContent).toBe('Questions');
});

it('lets melodies go where something is selected', async () => {
  expect(stage.find('button', 'Let them go here')).toBeNull();
  await stage.state(TEACHER, { allowed: { suggestions: true } });
  expect(stage.text).toContain('They go into the next empty measure');
  await stage.click('button', 'Let them go here: Flute, measure 2');
  expect(stage.sent).toEqual([{ type: 'allow', suggestions: { part: 'p1', measure: 'm2' } }]);
  expect(stage.text).toContain('They go here: Flute, measure 2.');
});

it('says how to be asked', async () => {
  expect(stage.text).toContain('Switch “Questions” on above');
  await stage.state(TEACHER, { allowed: { questions: true } });
  expect(stage.text).toContain('Nobody has asked anything yet.');
});

it('shows a player no switches and no questions', async () => {
  await stage.state(PLAYER, { questions: QUESTIONS });
  expect(stage.find('[role=switch]', '')).toBeNull();
  expect(stage.text).not.toContain('Why in minor?');
});

it('reads nothing of nonsense', () => {
  expect(parseAllowed(7)).toEqual({
    reactions: false,
    questions: false,
    suggestions: false,
    gestures: false,
  });
  expect(parseReactions({ heart: 'x', energy: 7 })).toMatchObject({ total: 0, energy: 1 });
  expect(parseReactions({ heart: 'x' }).rates.heart).toBe(0);
  expect(parseQuestions([{ id: 'q', text: 'Why?' }, { id: '' }, 3])).toEqual([
    { id: 'q', text: 'Why?', at: null, shown: false },
  ]);
});
