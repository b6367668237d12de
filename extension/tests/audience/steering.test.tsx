// @vitest-environment jsdom
import * as React from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { found, isMoved } from '../../src/audience/targets';
import * as words from '../../src/audience/words';
import { SidePanel } from '../../src/panels';
import { parseSteerable, parseSteering, type Steerable } from '../../src/session/steering';
import { PLAYER, Stage, TEACHER, TEMPO } from '../panels/stage';

const STEERABLE = [
  {
    target: 'tempo',
    name: 'Tempo',
    unit: '×',
    kind: 'number',
    minimum: 0.25,
    maximum: 4,
    step: 0.1,
  },
  {
    target: 'dynamics',
    name: 'Dynamics',
    unit: 'dB',
    minimum: -24,
    maximum: 12,
    step: 3,
    written: 0,
  },
  { target: 'part/p1', name: 'Flute: plays', minimum: 0, maximum: 1, step: 1, written: 1 },
  {
    target: 'harmony',
    name: 'Harmony',
    kind: 'text',
    minimum: null,
    written: 'written',
    choices: [{ value: 'written', name: 'As written' }, { value: 'dorian', name: 'Dorian' }, {}],
  },
];
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
  value: 'dorian',
  envelope: { ...TEMPO.envelope, choices: ['written', 'dorian'] },
};

const [, LOUDNESS, FLUTE, MODE] = parseSteerable(STEERABLE);

describe('the words of steering', () => {
  it('say what a target is at', () => {
    expect(words.value(LOUDNESS, 3)).toBe('+3 dB');
    expect(words.value(LOUDNESS, -4.5)).toBe('−4.5 dB');
    expect(words.value(LOUDNESS, null)).toBe('as written');
    expect(words.value(FLUTE, 0)).toBe('rests');
    expect(words.value(MODE, 'dorian')).toBe('Dorian');
    expect(words.value({ ...MODE, choices: [] }, 'ending')).toBe('to the ending');
    expect(words.value({ ...LOUDNESS, unit: '×' }, 1.1)).toBe('× 1.10');
  });

  it('count a change down to its measure', () => {
    expect(words.pending('Tempo', '× 1.10', 9, 1.84)).toBe('Tempo: × 1.10 at measure 9 in 1.8 s');
    expect(words.pending('Tempo', '× 0.90', null, -1)).toBe('Tempo: × 0.90 now');
  });

  it('say what an envelope does, and what is wrong with one', () => {
    const { envelope } = DYNAMICS;
    expect(words.envelope(LOUDNESS, { ...envelope, veto: 3, weight: 0.5 } as never)).toBe(
      'Each poll that is won moves it by 3 dB, never below −9 dB or above +6 dB. ' +
        'Where you set a value yourself, votes count for 50 %. You have 3 s for a veto.',
    );
    const fault = (of: Steerable, changes: object): string | null =>
      words.envelopeFault(of, { ...envelope, ...changes } as never);
    expect(fault(LOUDNESS, {})).toBeNull();
    expect(fault(LOUDNESS, { minimum: 7 })).toContain('must be below the highest');
    expect(fault(LOUDNESS, { step: 0 })).toContain('more than 0');
    expect(fault(LOUDNESS, { maximum: NaN })).toContain('all three');
    expect(fault(MODE, { choices: ['dorian'] })).toContain('at least two');
  });
});

it('reads how the steering stands, and nothing of nonsense', () => {
  const read = parseSteering({
    frozen: true,
    undo: 'Dynamics: +3 dB',
    targets: [{ ...TEMPO, hand: 1.2, waiting: { value: null, seconds: 2, reason: 'why' } }, {}],
    exploration: { target: 'harmony', trying: 'dorian', expected: { dorian: 0.7 }, heard: null },
  });
  expect(read.targets).toHaveLength(1);
  expect(read.targets[0]).toMatchObject({ hand: 1.2, pending: null });
  expect(read.targets[0].waiting).toEqual({ value: null, seconds: 2, reason: 'why' });
  expect(read.exploration?.expected).toEqual({ dorian: 0.7 });
  const upside = { ...TEMPO.envelope, minimum: 0.9, maximum: 0.5, step: -1, weight: 7 };
  const [bounded] = parseSteering({ targets: [{ ...TEMPO, envelope: upside }] }).targets;
  expect(bounded.envelope).toMatchObject({ minimum: 0.9, maximum: 0.9, step: 0, weight: 1 });
  expect(parseSteering('x')).toEqual({ frozen: false, undo: '', exploration: null, targets: [] });
  expect(MODE.choices).toHaveLength(2);
});

it('finds what can be steered by any of its words', () => {
  const all = parseSteerable(STEERABLE);
  expect(found(all, 'plays flu')).toEqual([FLUTE]);
  expect(found(all, '')).toHaveLength(4);
});

it('knows whether something is where the score has it', () => {
  const [tempo, moved] = parseSteering({ targets: [TEMPO, { ...TEMPO, value: 1.1 }] }).targets;
  expect(isMoved(tempo)).toBe(false);
  expect(isMoved(moved)).toBe(true);
  expect(isMoved({ ...tempo, hand: 1 })).toBe(true);
});

describe('the panel', () => {
  let stage: Stage;
  const tell = (steering: object, you: object = TEACHER): Promise<void> =>
    stage.state(you, { steering });

  beforeEach(async () => {
    stage = new Stage();
    const { doc, session, permissions, ask } = stage;
    await stage.draw(
      <SidePanel {...{ doc, session, permissions, ask }} awareness={doc.awareness} />,
    );
    await tell({ targets: [TEMPO, DYNAMICS] });
    await stage.click('[role=tab]', 'Audience');
    await stage.click('[role=tab]', 'Steering');
    await stage.say({ type: 'steerable', targets: STEERABLE });
  });
  afterEach(() => stage.dispose());

  it('asks what there is to steer', () => {
    expect(stage.asksSteerable).toBeGreaterThan(0);
  });

  it('freezes everything and thaws it, with one switch that is always there', async () => {
    const freeze = (): HTMLElement => stage.get('[role=switch]', 'Freeze everything');
    expect(freeze().getAttribute('aria-checked')).toBe('false');
    await stage.click('[role=switch]', 'Freeze everything');
    await tell({ frozen: true, targets: [TEMPO] });
    expect(freeze().getAttribute('aria-checked')).toBe('true');
    expect(stage.text).toContain('Frozen: votes are counted');
    await stage.click('[role=tab]', 'Canvas');
    await stage.click('[role=switch]', 'Freeze everything');
    expect(stage.sent).toEqual([
      { type: 'freeze', on: true },
      { type: 'freeze', on: false },
    ]);
  });

  it('vetoes what waits, from any tab, and takes back what is agreed', async () => {
    const waiting = { value: 1.1, seconds: 3, reason: 'Faster won with 6 of 10 votes' };
    const pending = { value: 3, seconds: 2, position: 4, measure: 2 };
    await tell({
      targets: [
        { ...TEMPO, waiting },
        { ...DYNAMICS, pending },
      ],
    });
    expect(stage.text).toContain('The audience asks: Tempo, × 1.10.');
    expect(stage.text).toContain('Faster won with 6 of 10 votes');
    expect(stage.text).toMatch(/Dynamics: \+3 dB at measure 2 in [12]\.\d s/);
    await stage.click('button', 'Take back: Dynamics');
    await stage.click('[role=tab]', 'Voices');
    await stage.click('button', 'Veto: Tempo');
    expect(stage.sent).toEqual([
      { type: 'veto', target: 'dynamics' },
      { type: 'veto', target: 'tempo' },
    ]);
  });

  it('puts a value by hand, shows it at once, and lets go', async () => {
    const slider = (): HTMLInputElement => stage.get('input', 'Your hand: Dynamics');
    await stage.enter('input', 'Your hand: Dynamics', '1');
    expect(slider().getAttribute('aria-valuetext')).toBe('+12 dB');
    await tell({ targets: [TEMPO, { ...DYNAMICS, hand: 12, value: 12 }] });
    expect(stage.text).toContain('Written: 0 dB.');
    await stage.click('button', 'Let go of Dynamics');
    expect(stage.sent).toEqual([
      { type: 'hand', target: 'dynamics', value: 12 },
      { type: 'hand', target: 'dynamics', value: null },
    ]);
  });

  it('puts a choice or a switch by hand', async () => {
    const flute = { ...TEMPO, target: 'part/p1', name: 'Flute: plays', unit: '', envelope: null };
    await tell({ targets: [HARMONY, flute] });
    await stage.enter('select', 'Your own choice: Harmony', 'written');
    await stage.click('button', 'Flute: plays: it plays');
    await stage.click('button', 'Open to the audience: Flute: plays');
    expect(stage.sent).toEqual([
      { type: 'hand', target: 'harmony', value: 'written' },
      { type: 'hand', target: 'part/p1', value: 0 },
      { type: 'envelope', target: 'part/p1' },
    ]);
  });

  it('says how long votes have to wait, and nothing where they need not', async () => {
    expect(stage.text).not.toContain('Votes can move it again');
    await tell({ targets: [{ ...TEMPO, cooling: 4 }] });
    expect(stage.text).toContain('Votes can move it again in 4 s.');
  });

  it('goes back to the score, one or all, and undoes the last', async () => {
    // With the keyboard on it, a button that has nothing more to do still hears the keys of the piece.
    const all = stage.get<HTMLButtonElement>('button', 'All back to the score');
    expect([all.getAttribute('aria-disabled'), all.disabled]).toEqual(['true', false]);
    await stage.click('button', 'All back to the score');
    expect(stage.sent).toEqual([]);
    await tell({
      undo: 'Tempo: × 1.10',
      targets: [{ ...TEMPO, value: 1.1, reason: 'Faster won' }],
    });
    expect(stage.text).toContain('Undo takes back: Tempo: × 1.10');
    expect(stage.text).toContain('Last decision: Faster won');
    await stage.click('button', 'Undo the last');
    await stage.click('button', 'Back to the score: Tempo');
    await stage.click('button', 'All back to the score');
    await stage.click('button', 'Freeze: Tempo');
    expect(stage.sent).toEqual([
      { type: 'undo_steering' },
      { type: 'reset_steering', target: 'tempo' },
      { type: 'reset_steering' },
      { type: 'freeze', on: true, target: 'tempo' },
    ]);
  });

  it('changes an envelope, and refuses one that is upside down in words', async () => {
    const card = '[data-target=dynamics] ';
    await stage.enter(`${card}input`, 'Lowest', '-3');
    expect(stage.sent).toEqual([
      { type: 'envelope', target: 'dynamics', ...DYNAMICS.envelope, minimum: -3 },
    ]);
    await stage.enter(`${card}input`, 'Lowest', '12');
    expect(stage.sent).toHaveLength(1);
    expect(stage.text).toContain('must be below the highest');
    await stage.enter(`${card}select`, 'A change is heard', 'section');
    await stage.enter(`${card}input`, 'Weight of votes', '50');
    expect(stage.sent.slice(1)).toMatchObject([{ quantise: 'section' }, { weight: 0.5 }]);
    await stage.click('button', 'Take it from the audience: Dynamics');
    expect(stage.sent.at(-1)).toEqual({ type: 'withdraw', target: 'dynamics' });
  });

  it('chooses what can be voted for', async () => {
    await tell({ targets: [HARMONY] });
    await stage.click('input', 'Dorian');
    expect(stage.sent).toEqual([]);
    expect(stage.text).toContain('Leave at least two things');
  });

  it('opens something that is found by a word, and shows its envelope', async () => {
    await stage.enter('input', 'Find what the audience may steer', 'flute');
    expect(stage.find('button', 'Open to the audience: Harmony')).toBeNull();
    await stage.click('button', 'Open to the audience: Flute: plays');
    expect(stage.sent).toEqual([{ type: 'envelope', target: 'part/p1' }]);
    const flute = { ...TEMPO, target: 'part/p1', name: 'Flute: plays', unit: '' };
    await tell({ targets: [TEMPO, flute] });
    const summary = document.querySelector('[data-target="part/p1"] summary');
    expect(document.activeElement).toBe(summary);
    expect(summary?.parentElement).toHaveProperty('open', true);
    expect(stage.find('button', 'Open to the audience: Flute: plays')).toBeNull();
  });

  it('tries choices out, and shows what it has learned', async () => {
    await tell({ targets: [HARMONY] });
    await stage.enter('input', 'Measures of each', '2');
    await stage.click('button', 'Try it out');
    expect(stage.sent).toEqual([{ type: 'explore', target: 'harmony', seconds: 15, bars: 2 }]);
    const exploration = {
      target: 'harmony',
      trying: 'dorian',
      round: 3,
      expected: { written: 0.5, dorian: 0.75 },
      heard: { dorian: 6 },
    };
    await tell({ targets: [HARMONY], exploration });
    expect(stage.text).toContain('Round 3: Dorian is heard now.');
    expect(stage.text).toContain('75 % of 6');
    expect(stage.text).toContain('not asked yet');
    await stage.click('button', 'Stop trying out');
    expect(stage.sent.at(-1)).toEqual({ type: 'stop_exploring' });
  });

  it('shows a player what is steered, without a hand on it', async () => {
    const waiting = { value: 1.1, seconds: 3, reason: '' };
    await tell({ targets: [{ ...TEMPO, waiting }] }, PLAYER);
    expect(stage.text).toContain('The teacher has a veto.');
    expect(stage.text).toContain('never below × 0.70 or above × 1.40');
    expect(stage.find('button', 'Veto')).toBeNull();
    expect(stage.find('input', 'Your hand')).toBeNull();
    expect(stage.find('[role=switch]', 'Freeze')).toBeNull();
  });

  it('holds everything back while the line is down', async () => {
    await stage.lose();
    expect(stage.get<HTMLButtonElement>('[role=switch]', 'Freeze').disabled).toBe(true);
    expect(stage.get<HTMLInputElement>('input', 'Your hand: Tempo').disabled).toBe(true);
  });

  it('says what to do where nothing is open', async () => {
    await tell({ targets: [] });
    expect(stage.text).toContain('Open something to it below');
  });
});
