// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as React from 'react';

import { TransportBar, togglePlay } from '../../src/panels';
import type { Stretch } from '../../src/session';
import { GUEST, PLAYER, Stage, TEACHER, TEMPO } from './stage';

let stage: Stage;
let selection: Stretch | null;

const TRANSPORT = {
  playing: false,
  position: 5,
  bpm: 100,
  factor: 1,
  rate: 100 / 60,
  measure: 2,
  duration: 8,
};

beforeEach(async () => {
  stage = new Stage();
  const { doc, session, permissions, localClick: click } = stage;
  selection = null;
  await stage.draw(
    <TransportBar {...{ doc, session, permissions, click }} selection={() => selection} />,
  );
});
afterEach(() => stage.dispose());

it('plays and stops', async () => {
  await stage.state(PLAYER);
  await stage.click('button', 'Play');
  await stage.state(PLAYER, { transport: { ...TRANSPORT, playing: true } });
  await stage.click('button', 'Stop');
  expect(stage.sent).toEqual([{ type: 'play' }, { type: 'stop' }]);
});

it('toggles with what this person may', async () => {
  await stage.state(GUEST);
  expect(togglePlay(stage.session)).toBe(false);
  await stage.state(PLAYER);
  expect(togglePlay(stage.session)).toBe(true);
  expect(stage.sent).toEqual([{ type: 'play' }]);
});

it('says where the music is, in measures and in time', async () => {
  await stage.state(PLAYER, { transport: TRANSPORT });
  expect(stage.text).toContain('2.2');
  expect(stage.text).toContain('0:02 / 0:04');
  const slider = stage.get('input', 'Position');
  expect(slider.getAttribute('aria-valuetext')).toBe('Measure 2, beat 2');
});

it('seeks once the hand lets go', async () => {
  await stage.state(PLAYER, { transport: TRANSPORT });
  await stage.enter('input', 'Position', '3');
  expect(stage.text).toContain('1.4');
  expect(stage.sent).toEqual([]);
  await stage.fire('input', 'Position', new Event('pointerup', { bubbles: true }));
  expect(stage.sent).toEqual([{ type: 'seek', position: 3 }]);
});

it('makes the first tempo where there is none, then changes it, each to undo', async () => {
  await stage.state(PLAYER);
  await stage.enter('input', 'Tempo', '96');
  await stage.enter('input', 'Tempo', '104');
  expect(Object.values(stage.doc.document().events)).toEqual([
    { kind: 'tempo', measure: 'm1', onset: '0', bpm: 104 },
  ]);
  expect(stage.get<HTMLInputElement>('input', 'Tempo').value).toBe('104');
  await React.act(async () => void stage.doc.undo());
  expect(stage.doc.piece.tempi[0].bpm).toBe(96);
  await React.act(async () => void stage.doc.undo());
  expect(stage.doc.piece.tempi[0].id).toBeNull();
});

it('keeps a tempo within what a document may hold', async () => {
  await stage.state(PLAYER);
  await stage.enter('input', 'Tempo', '9999');
  expect(stage.doc.piece.tempi[0].bpm).toBe(400);
});

it('shows a guest the tempo, not a way to change it', async () => {
  await stage.state(GUEST);
  expect(stage.get<HTMLInputElement>('input', 'Tempo').disabled).toBe(true);
  expect(stage.get<HTMLButtonElement>('button', 'Play').disabled).toBe(true);
  expect(stage.get<HTMLButtonElement>('button', 'Listen').disabled).toBe(false);
});

it('counts a steered tempo down to its measure', async () => {
  await stage.state(TEACHER, {
    transport: { ...TRANSPORT, factor: 1 },
    steering: {
      targets: [{ ...TEMPO, value: 1, pending: { value: 1.1, position: 4, seconds: 1.8 } }],
    },
    audience: { status: 'on', link: '', count: 3 },
  });
  expect(stage.text).toMatch(/Tempo: × 1.10 at measure 2 in 1\.[78] s/);
  expect(stage.text).toContain('3 people in the audience');
});

it('shows the tempo as it sounds', async () => {
  await stage.state(TEACHER, {
    transport: { ...TRANSPORT, bpm: 110, factor: 1.1 },
    steering: { targets: [{ ...TEMPO, value: 1.1 }] },
  });
  expect(stage.text).toContain('now 100 × 1.10 = 110');
});

it('folds practice away, and says what of it is on', async () => {
  await stage.state(PLAYER);
  expect(stage.find('button', 'Loop')).toBeNull();
  await stage.click('button', 'Practice');
  expect(stage.get('button', 'Practice').getAttribute('aria-expanded')).toBe('true');
  const metronome = { on: true, count_in: 0 };
  const loop = { start: 0, end: 4 };
  await stage.say({ type: 'transport', ...TRANSPORT, loop, speed: 0.5, metronome });
  expect(stage.get('button', 'Practice').textContent).toContain('loop, 50 %, click');
  expect(stage.text).toContain('× 0.50');
  await stage.click('button', 'Practice');
  expect(stage.find('button', 'Loop')).toBeNull();
});

it('loops whole measures, what is selected, and no more', async () => {
  await stage.state(PLAYER, { transport: TRANSPORT });
  await stage.click('button', 'Practice');
  await stage.enter('input', 'from measure', '2');
  await stage.click('button', 'Loop');
  selection = { start: 1, end: 2.5 };
  await stage.click('button', 'Selection');
  await stage.say({ type: 'transport', ...TRANSPORT, loop: selection });
  expect(document.querySelector('.antiphon-Position-loop')?.getAttribute('title')).toBe(
    'Loop: 1.2 to 1.3',
  );
  expect(stage.get('button', 'Loop').getAttribute('aria-pressed')).toBe('true');
  await stage.enter('input', 'to', '2');
  await stage.click('button', 'Loop');
  expect(stage.sent).toEqual([
    { type: 'loop', start: 4, end: 8 },
    { type: 'loop', start: 1, end: 2.5 },
    { type: 'loop', start: 0, end: 8 },
    { type: 'loop' },
  ]);
});

it('practises slower, and at full speed by a double click', async () => {
  await stage.state(PLAYER, { transport: TRANSPORT });
  await stage.click('button', 'Practice');
  await stage.enter('input', 'Speed', '80');
  await stage.enter('input', 'Speed', '75');
  await stage.say({ type: 'transport', ...TRANSPORT, speed: 0.8 });
  expect(stage.get<HTMLInputElement>('input', 'Speed').value).toBe('75');
  await stage.say({ type: 'transport', ...TRANSPORT, speed: 0.75 });
  await stage.say({ type: 'transport', ...TRANSPORT, speed: 0.5 });
  expect(stage.get<HTMLInputElement>('input', 'Speed').value).toBe('50');
  await stage.fire('input', 'Speed', new MouseEvent('dblclick', { bubbles: true }));
  expect(stage.sent).toEqual([
    { type: 'speed', factor: 0.8 },
    { type: 'speed', factor: 0.75 },
    { type: 'speed', factor: 1 },
  ]);
});

it('sets the metronome for everybody, how much is counted in, and a click of its own', async () => {
  await stage.state(PLAYER, { transport: { ...TRANSPORT, metronome: { on: false, count_in: 1 } } });
  await stage.click('button', 'Practice');
  await stage.click('button', 'Metronome');
  await React.act(async () => {
    const select = stage.get<HTMLSelectElement>('select', 'Count in');
    select.value = '2';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await stage.click('input', 'Click in this browser only');
  expect(stage.localClick.on).toBe(true);
  expect(stage.sent).toEqual([
    { type: 'metronome', on: true, count_in: 1 },
    { type: 'metronome', on: false, count_in: 2 },
  ]);
});

it('shows the beats that are counted in', async () => {
  await stage.state(PLAYER, { transport: { ...TRANSPORT, playing: true, counting: 3 } });
  expect(stage.text).toContain('Counting in: 3');
  await stage.say({ type: 'transport', ...TRANSPORT, playing: true, counting: 0 });
  expect(stage.text).not.toContain('Counting in');
});

it('silences at one press for those who may, and is not there for others', async () => {
  await stage.state(GUEST);
  expect(stage.find('button', 'Panic')).toBeNull();
  await stage.click('button', 'Practice');
  expect(stage.get<HTMLButtonElement>('button', 'Metronome').disabled).toBe(true);
  expect(stage.get<HTMLInputElement>('input', 'Click in this').disabled).toBe(false);
  await stage.state(PLAYER);
  await stage.click('button', 'Panic');
  expect(stage.sent).toEqual([{ type: 'panic' }]);
});

it('tells everybody that it records, and for how long', async () => {
  await stage.state(GUEST, { recording: { status: 'on', folder: 'x', seconds: 65, message: '' } });
  expect(stage.text).toMatch(/Recording 1:0[56]/);
  await stage.state(GUEST, { recording: { status: 'off' } });
  expect(stage.text).not.toContain('Recording');
});

it('says in words how the engine is, what went wrong, and that the line is down', async () => {
  await stage.state(PLAYER, { engine: { status: 'failed', message: 'pyo is missing.' } });
  expect(stage.text).toContain('Sound failed: pyo is missing.');
  await stage.say({ type: 'error', message: 'The piece is empty.' });
  expect(stage.text).toContain('The piece is empty.');
  await stage.lose();
  expect(stage.text).toContain('Connection to the session lost');
  expect(stage.get<HTMLButtonElement>('button', 'Play').disabled).toBe(true);
});
