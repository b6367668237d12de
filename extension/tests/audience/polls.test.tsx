// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as React from 'react';

import { SidePanel } from '../../src/panels';
import * as words from '../../src/audience/pollwords';
import { parsePoll, type PollState } from '../../src/session/poll';
import { PLAYER, POLL as TOLD, Stage, TEACHER, TEMPO } from '../panels/stage';

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

  it('asks beside a poll that is open, and keeps what was written', async () => {
    await stage.enter('input', 'Question', 'Which next?');
    await stage.state(TEACHER, { polls: [TOLD] });
    expect(stage.get<HTMLInputElement>('input', 'Question').value).toBe('Which next?');
    await stage.click('[role=tab]', 'Steering');
    await stage.click('[role=tab]', 'Polls');
    expect(stage.get<HTMLInputElement>('input', 'Question').value).toBe('Which next?');
    await stage.enter('textarea', 'Options', 'Storm\nCalm');
    await stage.click('button', 'beside the others');
    expect(stage.sent).toMatchObject([
      { type: 'open_poll', beside: true, question: 'Which next?' },
    ]);
  });

  it('closes, asks anew and takes away each of several', async () => {
    const other = { ...TOLD, id: 'q', question: 'How loud?' };
    await stage.state(TEACHER, { polls: [TOLD, other] });
    await stage.click('button', 'Ask again without these votes: How loud?');
    await stage.click('button', 'Close the poll now: How shall it go on?');
    await stage.click('button', 'Take it away: How loud?');
    expect(stage.sent).toEqual([
      { type: 'reset_poll', id: 'q' },
      { type: 'close_poll', id: 'p' },
      { type: 'drop_poll', id: 'q' },
    ]);
  });

  it('shows how polls ended and what came of it, and lets the teacher take that away', async () => {
    const result = { ...SCALE, id: 'p', question: 'How wild?', effect: 'Dynamics: +3 dB' };
    const before = { ...TOLD, id: 'q', winner: 'faster' };
    await stage.state(PLAYER, { results: [result, before] });
    expect(stage.text).toContain('The middle of the answers: 7.');
    expect(stage.text).toContain('What came of it: Dynamics: +3 dB');
    expect(stage.text).toContain('“Faster” won.');
    expect(stage.find('button', 'off the phones')).toBeNull();
    await stage.state(TEACHER, { results: [result, before] });
    await stage.click('button', 'Take the result off the phones: How wild?');
    expect(stage.sent).toEqual([{ type: 'drop_poll', id: 'p' }]);
  });

  it('keeps the keyboard in the panel when what had it goes', async () => {
    await stage.state(TEACHER, { polls: [TOLD] });
    stage.get('button', 'Close the poll now').focus();
    await stage.state(TEACHER, { polls: [] });
    expect(document.activeElement?.textContent).toBe('Polls');
  });

  it('asks which section comes next with one click, where there are sections', async () => {
    const button = (): HTMLButtonElement => stage.get('button', 'Which section comes next?');
    expect(button().disabled).toBe(true);
    expect(stage.text).toContain('The piece has no sections yet');
    await React.act(() => stage.doc.put('sections', 's1', { measure: 'm1', name: 'Storm' }));
    expect(button().disabled).toBe(false);
    await stage.click('button', 'Which section comes next?');
    expect(stage.sent).toEqual([{ type: 'open_poll', seconds: 20, form: true }]);
  });

  describe('that changes the music', () => {
    const DYNAMICS = {
      ...TEMPO,
      target: 'dynamics',
      name: 'Dynamics',
      unit: 'dB',
      written: 0,
      value: 0,
      envelope: { ...TEMPO.envelope, minimum: -9, maximum: 6, step: 3 },
    };
    const HARMONY = {
      ...TEMPO,
      target: 'harmony',
      name: 'Harmony',
      unit: '',
      written: 'written',
      value: 'written',
      envelope: { ...TEMPO.envelope, minimum: 0, maximum: 0, choices: ['minor', 'major'] },
    };
    const targets = [TEMPO, DYNAMICS, HARMONY];
    const sent = (): { steers?: object; at?: string } => stage.sent[0];

    beforeEach(async () => {
      await stage.state(TEACHER, { steering: { targets } });
      await stage.enter('input', 'Question', 'How?');
      await stage.enter('textarea', 'Options', 'Less\nMore');
    });

    it('moves a number by steps, at the beat that is chosen', async () => {
      await choose('What it changes', 'dynamics');
      await stage.enter('input', 'More', '2');
      await choose('When it is heard', 'beat');
      await stage.click('button', 'Open the poll');
      expect(sent().steers).toEqual({ target: 'dynamics', by: { o1: -1, o2: 2 } });
      expect(sent().at).toBe('beat');
    });

    it('sets a number to a value of each option', async () => {
      await choose('What it changes', 'dynamics');
      await choose('Each option', 'values');
      await stage.enter('input', 'Less', '-6');
      await stage.click('button', 'Open the poll');
      expect(sent().steers).toEqual({
        moves: { o1: { dynamics: -6 }, o2: { dynamics: 6 } },
      });
      expect(sent().at).toBeUndefined();
    });

    it('sets one of several choices, and several things at once', async () => {
      await choose('What it changes', 'harmony');
      expect(stage.find('select', 'Each option')).toBeNull();
      await choose('What it changes', '*');
      await choose('Add something that “Less” changes', 'dynamics');
      await choose('Add something that “More” changes', 'harmony');
      await choose('Add something that “More” changes', 'tempo');
      await stage.enter('.antiphon-Change-set select', 'Harmony', '1');
      await stage.enter('input', 'Tempo', '1.2');
      await stage.click('button', 'Open the poll');
      expect(sent().steers).toEqual({
        moves: { o1: { dynamics: 0 }, o2: { harmony: 'major', tempo: 1.2 } },
      });
    });

    it('asks for a number in the range of what it sets, and for two by a pad', async () => {
      await choose('Ask for', 'scale');
      await choose('What it changes', 'dynamics');
      await stage.click('button', 'Open the poll');
      expect(sent()).toMatchObject({ low: -9, high: 6, step: 3, steers: { target: 'dynamics' } });
      await choose('Ask for', 'pad');
      await choose('From left to right', 'tempo');
      await stage.click('button', 'Open the poll');
      expect(stage.text).toContain('Choose what both sides of the square change');
      await choose('From bottom to top', 'tempo');
      expect(stage.text).toContain('change two different things');
      await choose('From bottom to top', 'dynamics');
      await stage.click('button', 'Open the poll');
      expect(stage.sent[1]).toMatchObject({ steers: { across: 'tempo', up: 'dynamics' } });
    });

    it('taps the tempo alone, and changes nothing where nothing is said', async () => {
      await stage.click('button', 'Open the poll');
      expect(sent().steers).toBeUndefined();
      await choose('Ask for', 'tap');
      const offered = stage.get<HTMLSelectElement>('select', 'What it changes').options;
      expect([...offered].map(({ value }) => value)).toEqual(['', 'tempo']);
      await choose('What it changes', 'tempo');
      await stage.click('button', 'Open the poll');
      expect(stage.sent[1]).toMatchObject({ kind: 'tap', steers: { target: 'tempo' } });
    });

    it('says what a poll that runs is to change', async () => {
      const polls = [{ ...TOLD, steers: { target: 'dynamics', by: { slower: -1 } } }];
      await stage.state(TEACHER, { polls, steering: { targets } });
      expect(stage.text).toContain('It changes: Dynamics');
    });
  });
});
