// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as React from 'react';

import { TransportBar, togglePlay } from '../../src/panels';
import { GUEST, PLAYER, Stage, TEACHER } from './stage';

let stage: Stage;

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
  const { doc, session, permissions } = stage;
  await stage.draw(<TransportBar {...{ doc, session, permissions }} />);
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
    steering: { factor: 1, pending: { factor: 1.1, position: 4, seconds: 1.8 }, reason: '' },
    audience: { status: 'on', link: '', count: 3 },
  });
  expect(stage.text).toMatch(/Tempo × 1.10 at measure 2 in 1\.[78] s/);
  expect(stage.text).toContain('3 people in the audience');
});

it('shows the tempo as it sounds', async () => {
  await stage.state(TEACHER, {
    transport: { ...TRANSPORT, bpm: 110, factor: 1.1 },
    steering: { factor: 1.1, pending: null, reason: '' },
  });
  expect(stage.text).toContain('now 100 × 1.10 = 110');
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
