// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as React from 'react';

import { SidePanel } from '../../src/panels';
import * as words from '../../src/panels/pollwords';
import { parsePoll, type PollState } from '../../src/session/poll';
import { PLAYER, POLL as TOLD, Stage, TEACHER } from './stage';

function poll(of: object): PollState {
  const read = parsePoll({ id: 'p', question: 'How shall it go on?', ...of });
  expect(read).not.toBeNull();
  return read as PollState;
}

const OPTIONS = [
  { id: 'slower', label: 'Slower' },
  { id: 'same', label: 'The same' },
  { id: 'faster', label: 'Faster' },
];
const POLL = poll({ options: OPTIONS, counts: { slower: 4, same: 1, faster: 2 }, total: 7 });
const SCALE = {
  kind: 'scale',
  total: 3,
  median: 7,
  mean: 6.5,
  bars: [{ low: 7, high: 7, count: 3 }],
};
const PAD = { kind: 'pad', total: 2, median: [0.25, 1], labels: ['dark', 'bright', '', ''] };

describe('the words of polls', () => {
  it('say how a poll stands', () => {
    expect(words.standing(POLL)).toBe('Slower leads with 4 of 7 votes.');
    expect(words.standing({ ...POLL, counts: { slower: 1, same: 0, faster: 0 }, total: 1 })).toBe(
      'Slower leads with 1 of 1 vote.',
    );
    expect(words.standing({ ...POLL, counts: { slower: 3, same: 1, faster: 3 } })).toBe(
      'Slower and Faster are level with 3 of 7 votes each.',
    );
    expect(words.standing({ ...POLL, total: 0 })).toBe('No votes yet.');
    expect(words.standing({ ...POLL, kind: 'multiple' })).toBe('7 votes so far.');
    expect(words.standing(poll(SCALE))).toBe('3 votes so far.');
  });

  it('give no result away where the server keeps it back', () => {
    expect(words.standing({ ...POLL, counts: null })).toBe(
      '7 votes so far; the result shows when the poll closes.',
    );
  });

  it('say what came out, of every kind', () => {
    expect(words.outcome({ ...POLL, winner: 'slower' })).toBe('“Slower” won. 7 people voted.');
    expect(words.outcome(POLL)).toBe('It is a tie. 7 people voted.');
    expect(words.outcome(poll(SCALE))).toBe('The middle of the answers: 7. 3 people voted.');
    expect(words.outcome(poll({ kind: 'tap', total: 1, median: 96.5 }))).toBe(
      'The middle of the answers: 96.5 beats a minute. 1 person voted.',
    );
    expect(words.outcome(poll(PAD))).toContain(
      '25 % from dark to bright, 100 % from bottom to top',
    );
    expect(words.outcome(poll({ kind: 'tap' }))).toBe('Nobody voted.');
  });

  it('say what a question lacks', () => {
    const ask = { seconds: 20, question: 'Which?', options: ['A', 'B'] };
    expect(words.askFault({ seconds: 20 })).toBeNull();
    expect(words.askFault(ask)).toBeNull();
    expect(words.askFault({ ...ask, question: ' ' })).toContain('question first');
    expect(words.askFault({ ...ask, options: ['A'] })).toContain('two options');
    expect(words.askFault({ ...ask, options: Array(13).fill('A') })).toContain('12 options');
    expect(words.askFault({ ...ask, low: 3, high: 3 })).toContain('below the highest');
  });
});

it('reads what a poll of any kind says, and nothing of nonsense', () => {
  const groups = [{ id: 'left', label: 'Left' }];
  const read = poll({ ...SCALE, groups, by_group: { left: { total: 1, median: 3 } } });
  expect(read.byGroup.left.median).toEqual([3]);
  expect(read.byGroup.left.total).toBe(1);
  expect(poll(PAD).median).toEqual([0.25, 1]);
  expect(poll({ kind: 'scale', mean: null, bars: 'x', labels: 3 }).bars).toEqual([]);
  expect(parsePoll(null)).toBeNull();
  expect(parsePoll({ id: 'p', kind: 'single' })).toBeNull();
});

describe('the panel', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = new Stage();
    const { doc, session, permissions, ask } = stage;
    await stage.draw(
      <SidePanel {...{ doc, session, permissions, ask }} awareness={doc.awareness} />,
    );
    await stage.state(TEACHER);
    await stage.click('[role=tab]', 'Audience');
  });
  afterEach(() => stage.dispose());

  const choose = (label: string, value: string): Promise<void> =>
    stage.enter('select', label, value);

  it('asks a ranking with the options of its lines, and says what is missing before', async () => {
    await choose('Ask for', 'ranked');
    await stage.click('button', 'Open the poll');
    expect(stage.text).toContain('Write a question first.');
    await stage.enter('input', 'Question', 'Which next?');
    await stage.enter('textarea', 'Options', ' Storm \n\nCalm');
    await choose('Counted by', 'borda');
    await stage.click('button', 'Open the poll');
    expect(stage.sent).toEqual([
      {
        type: 'open_poll',
        seconds: 20,
        kind: 'ranked',
        question: 'Which next?',
        live: false,
        halves: false,
        options: ['Storm', 'Calm'],
        rule: 'borda',
      },
    ]);
  });

  it('asks for a number between words', async () => {
    await choose('Ask for', 'scale');
    await stage.enter('input', 'Question', 'How wild?');
    await stage.enter('input', 'Highest', '5');
    await stage.enter('input', 'The lowest means', 'calm');
    await stage.click('button', 'Open the poll');
    expect(stage.sent[0]).toMatchObject({
      kind: 'scale',
      low: 0,
      high: 5,
      step: 1,
      labels: ['calm', ''],
    });
  });

  it('begins anew, and keeps what was written while a poll runs', async () => {
    await choose('Ask for', 'single');
    await stage.enter('input', 'Question', 'Which next?');
    await stage.state(TEACHER, { poll: TOLD });
    await stage.click('button', 'Ask again');
    expect(stage.sent).toEqual([{ type: 'reset_poll' }]);
    await stage.state(TEACHER, { poll: null });
    expect(stage.get<HTMLInputElement>('input', 'Question').value).toBe('Which next?');
  });

  it('shows how a poll ended to everybody, and lets the teacher take it away', async () => {
    const result = { ...SCALE, id: 'p', question: 'How wild?' };
    await stage.state(PLAYER, { result });
    expect(stage.text).toContain('The middle of the answers: 7.');
    expect(stage.find('button', 'off the phones')).toBeNull();
    await stage.state(TEACHER, { result });
    await stage.click('button', 'off the phones');
    expect(stage.sent).toEqual([{ type: 'reset_poll' }]);
  });
});
