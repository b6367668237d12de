// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as React from 'react';

import { SidePanel } from '../../src/panels';
import { GUEST, PLAYER, Stage, TEACHER } from './stage';

let stage: Stage;

const ON = { status: 'on', message: '', output: 'null', late_blocks: 0, problems: [] };
const FLUTE = { part: 'p1', name: 'Flute', peak: -12, rms: -20, muted: false, share: 0.12 };
const LEVELS = {
  type: 'levels',
  at: 1,
  stems: [FLUTE, { part: null, name: 'shared', peak: -120, rms: -120, muted: true, share: 0 }],
  mix: { peak: -9, rms: -18 },
  load: 0.31,
  late: 2,
  workers: 1,
  shed: 3,
};
const MUTED = {
  part: 'p1',
  stem: 0,
  name: 'Flute',
  node: 'default-p1',
  reason: 'too loud',
  message: 'Flute is muted: it is too loud.',
};

beforeEach(async () => {
  stage = new Stage();
  Element.prototype.scrollIntoView = () => undefined;
  const { doc, session, permissions, ask } = stage;
  const { awareness } = doc;
  await stage.draw(<SidePanel {...{ doc, session, permissions, awareness, ask }} />);
});
afterEach(() => stage.dispose());

const open = (): Promise<void> => stage.click('[role=tab]', 'Engine');

function transforms(name: string): string[] {
  const bar = stage.get('[role=meter]', name);
  return [...bar.children].map((child) => (child as HTMLElement).style.transform);
}

it('asks for levels while it is looked at, and shows each stem by bar and word', async () => {
  await stage.state(PLAYER, { engine: ON });
  expect(stage.sent).toEqual([]);
  await open();
  expect(stage.text).toContain('Waiting for the first levels');
  await stage.say(LEVELS);
  await stage.say(LEVELS);
  await stage.say({ ...LEVELS, mix: { peak: -27, rms: -60 } });
  expect(transforms('Level of Flute')).toEqual([
    'scaleX(0.394)',
    'scaleX(0.273)',
    'translateX(72.7%)',
  ]);
  expect(transforms('the mix')).toEqual(['scaleX(1.000)', 'scaleX(0.500)', 'translateX(77.3%)']);
  expect(stage.text).toContain('12 %');
  expect(stage.text).toContain('Shared');
  expect(stage.text).toContain('muted');
  expect(stage.text).toContain('31 % of the time there is');
  expect(stage.text).toMatch(/Late blocks2.*Voices let go early3/);
  await stage.click('[role=tab]', 'People');
  expect(stage.sent).toEqual([
    { type: 'meters', on: true },
    { type: 'meters', on: false },
  ]);
});

it('says a level in words, for who cannot see it, and draws past React', async () => {
  await stage.state(GUEST, { engine: ON });
  await open();
  await stage.say(LEVELS);
  await new Promise((resolve) => setTimeout(resolve, 520));
  await stage.say(LEVELS);
  const meter = stage.get('[role=meter]', 'Level of Flute');
  expect(meter.getAttribute('aria-valuenow')).toBe('-12');
  expect(meter.getAttribute('aria-valuetext')).toBe('peak −12 dB, average −20 dB');
  await stage.say({ ...LEVELS, stems: [{ ...FLUTE, peak: 0 }, LEVELS.stems[1]] });
  expect(transforms('Level of Flute')[2]).toBe('translateX(90.9%)');
  expect(meter.getAttribute('aria-valuenow')).toBe('-12');
});

it('asks again for levels when the line is back', async () => {
  await stage.state(PLAYER, { engine: ON });
  await open();
  await stage.lose();
  await stage.state(PLAYER, { engine: ON });
  expect(stage.sent.filter((each) => 'on' in each)).toHaveLength(2);
});

it('names what is muted and why, and takes to the sound of its node', async () => {
  await stage.state(PLAYER, { engine: { ...ON, problems: [MUTED] } });
  expect(stage.get('[role=tab]', 'Engine').textContent).toContain('muted');
  await open();
  expect(stage.text).toContain('Flute is muted: it is too loud.');
  await stage.click('button', 'Show the sound of Flute');
  expect(stage.get('[role=tab]', 'Sounds').getAttribute('aria-selected')).toBe('true');
  const device = document.activeElement?.closest<HTMLElement>('[data-node-id]');
  expect(device?.dataset.nodeId).toBe('default-p1');
  expect(device?.textContent).toContain('Flute is muted: it is too loud.');
});

it('says why there is no sound, and offers to try again', async () => {
  await stage.state(PLAYER, { engine: { ...ON, status: 'off' } });
  await open();
  expect(stage.text).toContain('Levels show when the sound is on.');
  expect(stage.find('[role=meter]', '')).toBeNull();
  await stage.state(PLAYER, { engine: { ...ON, status: 'failed', message: 'No sound card.' } });
  expect(stage.text).toContain('Sound failed: No sound card.');
  await stage.click('button', 'Try again');
  expect(stage.sent).toEqual([{ type: 'play' }]);
});

it('records for the teacher, in the format that was chosen, and names the folder', async () => {
  await stage.state(PLAYER, { engine: ON });
  await open();
  expect(stage.find('button', 'Record')).toBeNull();
  await stage.state(TEACHER, { engine: ON });
  await React.act(async () => {
    const select = stage.get<HTMLSelectElement>('select', 'Format');
    select.value = 'wav';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await stage.click('button', 'Record');
  const recording = { status: 'on', folder: 'takes/1', seconds: 3, message: '' };
  await stage.state(TEACHER, { engine: ON, recording });
  expect(stage.text).toContain('takes/1');
  await stage.click('button', 'Stop recording');
  expect(stage.sent.slice(1)).toEqual([
    { type: 'record', on: true, format: 'wav' },
    { type: 'record', on: false, format: 'wav' },
  ]);
  const failed = { status: 'failed', folder: '', seconds: 0, message: 'The disk is full.' };
  await stage.state(TEACHER, { engine: ON, recording: failed });
  expect(stage.text).toContain('The disk is full.');
});
