// @vitest-environment jsdom
import * as React from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { KINDS } from '../../src/panels/catalogue';
import { Sounds } from '../../src/panels/sounds';
import { GUEST, Stage } from './stage';

let stage: Stage;

beforeEach(async () => {
  stage = new Stage();
  const { doc, session, permissions, ask } = stage;
  await stage.draw(<Sounds {...{ doc, session, permissions, ask }} kinds={KINDS} />);
});
afterEach(() => stage.dispose());

const DOWN = (): Event => new Event('pointerdown', { bubbles: true });
const UP = (): Event => new Event('pointerup', { bubbles: true });

it('writes the instrument that plays anyway when its slider moves', async () => {
  await stage.enter('input', 'Breath', '0.9');
  expect(stage.doc.document().nodes).toEqual({
    'default-p1': { kind: 'instrument.flute', part: 'p1', p_breath: 0.9 },
  });
  expect(stage.text).toContain('0.9');
});

it('makes one step to undo of one drag', async () => {
  await stage.enter('input', 'Breath', '0.1');
  await stage.fire('input', 'Breath', DOWN());
  for (const place of ['0.2', '0.4', '0.6']) {
    await stage.enter('input', 'Breath', place);
  }
  await stage.fire('input', 'Breath', UP());
  expect(stage.doc.document().nodes['default-p1'].p_breath).toBe(0.6);
  await React.act(async () => void stage.doc.undo());
  expect(stage.doc.document().nodes['default-p1'].p_breath).toBe(0.1);
});

it('goes back to the default by a double click, and by the key 0', async () => {
  const { default: least } = KINDS['instrument.flute'].parameters.breath;
  await stage.enter('input', 'Breath', '0.9');
  await stage.fire('input', 'Breath', new MouseEvent('dblclick', { bubbles: true }));
  expect(stage.doc.document().nodes['default-p1'].p_breath).toBe(least);
  await stage.enter('input', 'Breath', '0.9');
  await stage.fire('input', 'Breath', new KeyboardEvent('keydown', { key: '0', bubbles: true }));
  expect(stage.doc.document().nodes['default-p1'].p_breath).toBe(least);
});

it('says the value in words', async () => {
  await stage.enter('input', 'Attack', '0');
  expect(stage.get('input', 'Attack').getAttribute('aria-valuetext')).toBe('2 ms');
});

it('adds an effect and takes it away', async () => {
  await stage.enter('select', 'Add an effect', 'effect.reverb');
  const { nodes, edges } = stage.doc.document();
  expect(
    Object.values(nodes)
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(['effect.reverb', 'instrument.flute']);
  expect(Object.values(edges)).toHaveLength(1);
  await stage.click('button', 'Remove Reverb from Flute');
  expect(Object.keys(stage.doc.document().nodes)).toEqual(['default-p1']);
  expect(stage.doc.document().edges).toEqual({});
});

it('changes the notes of a part, by names where there are some', async () => {
  await stage.enter('select', 'Change the notes', 'note.arpeggiator');
  await stage.enter('select', 'Order', '2');
  await stage.enter('input', 'Octaves', '0.3');
  const arpeggiator = Object.values(stage.doc.document().nodes).find(
    ({ kind }) => kind === 'note.arpeggiator',
  );
  expect(arpeggiator).toEqual({ kind: 'note.arpeggiator', p_order: 2, p_octaves: 2 });
  expect(stage.get<HTMLSelectElement>('select', 'Order').selectedOptions[0].text).toBe(
    'up and down',
  );
  await stage.click('button', 'Remove Arpeggiator from Flute');
  expect(Object.keys(stage.doc.document().nodes)).toEqual(['default-p1']);
});

it('mixes', async () => {
  await stage.enter('input', 'Level', '0.5');
  await stage.enter('input', 'Pan', '0');
  await stage.click('button', 'Mute Flute');
  expect(stage.doc.document().mix).toEqual({ p1: { gain: -24, pan: -1, mute: true } });
  expect(stage.get('button', 'Mute Flute').getAttribute('aria-pressed')).toBe('true');
  expect(stage.text).toContain('100 % left');
});

it("shows another person's change", async () => {
  await React.act(async () => stage.doc.put('mix', 'p1', { gain: 6 }));
  expect(stage.text).toContain('+6 dB');
});

it('lets who may not write look, not touch', async () => {
  await stage.state(GUEST);
  expect(stage.get<HTMLInputElement>('input', 'Breath').disabled).toBe(true);
  expect(stage.find('select', 'Add an effect')).toBeNull();
  expect(stage.text).toContain('You may only read');
});

it('says what an empty piece lacks', async () => {
  await React.act(async () => stage.doc.remove('parts', ['p1']));
  expect(stage.text).toContain('no parts yet');
});
