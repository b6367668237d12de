// @vitest-environment jsdom
import { Signal } from '@lumino/signaling';
import * as React from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';

import type { Selected } from '../../src/audience';
import { SidePanel } from '../../src/panels';
import { parseCanvas } from '../../src/session/canvas';
import { PLAYER, Stage, TEACHER } from '../panels/stage';

const CANVAS = {
  id: 'c',
  kind: 'notes',
  part: 'p1',
  from: 'm1',
  until: 'm2',
  mode: 'reviewed',
  quota: 20,
  people: 2,
  edits: 9,
  waiting: 4,
  authors: [
    { person: 'x', name: 'Blue fox', edits: 7 },
    { person: 'y', name: '', edits: 2 },
    { name: 'nobody' },
  ],
};

/** A selection in the hands of the test. */
class Hands implements Selected {
  stretch: { from: string; until: string } | null = null;
  chosen: string[] = [];
  readonly changed = new Signal<object, void>(this);
  part(): string | null {
    return this.stretch && 'p2';
  }
  measures(): { from: string; until: string } | null {
    return this.stretch;
  }
  nodes(): string[] {
    return this.chosen;
  }
}

let stage: Stage;
let hands: Hands;

beforeEach(async () => {
  stage = new Stage();
  hands = new Hands();
  stage.doc.put('parts', 'p2', { index: 'a1', name: 'Harp', instrument: 'Harp' });
  stage.doc.put('nodes', 'n1', { kind: 'effect.reverb', name: 'Hall' });
  const { doc, session, permissions, ask } = stage;
  await stage.draw(
    <SidePanel
      {...{ doc, session, permissions, ask }}
      awareness={doc.awareness}
      selected={hands}
    />,
  );
  await stage.state(TEACHER);
  await stage.click('[role=tab]', 'Audience');
  await stage.click('[role=tab]', 'Canvas');
});
afterEach(() => stage.dispose());

it('opens over the piece where nothing is selected, and over what is', async () => {
  expect(stage.text).toContain('No canvas is open.');
  await stage.click('button', 'Open the canvas');
  await React.act(async () => {
    hands.stretch = { from: 'm2', until: 'm2' };
    hands.changed.emit();
  });
  await stage.enter('select', 'What people do', 'reviewed');
  await stage.enter('input', 'Places that one person may hold', '12');
  await stage.enter('input', 'Name for the audience', ' Rain ');
  await stage.click('button', 'Open the canvas');
  expect(stage.sent).toEqual([
    {
      type: 'open_canvas',
      kind: 'notes',
      part: 'p1',
      from: 'm1',
      until: 'm2',
      mode: 'direct',
      quota: 30,
    },
    {
      type: 'open_canvas',
      kind: 'notes',
      part: 'p2',
      from: 'm2',
      until: 'm2',
      mode: 'reviewed',
      quota: 12,
      name: 'Rain',
    },
  ]);
});

it('takes other measures than are selected, but not backwards', async () => {
  await stage.enter('select', 'From', 'm2');
  await stage.enter('select', 'To the end of', 'm1');
  expect(stage.text).toContain('must not be before the first');
  expect(stage.get<HTMLButtonElement>('button', 'Open the canvas').disabled).toBe(true);
});

it('opens knobs of the selected nodes, without those that are left out', async () => {
  await stage.enter('select', 'What the audience may edit', 'knobs');
  expect(stage.text).toContain('Select nodes in the graph first');
  expect(stage.get<HTMLButtonElement>('button', 'Open the canvas').disabled).toBe(true);
  await React.act(async () => {
    hands.chosen = ['n1'];
    hands.changed.emit();
  });
  const boxes = [...document.querySelectorAll<HTMLInputElement>('.antiphon-Choices input')];
  expect(boxes.length).toBeGreaterThan(1);
  await React.act(async () => boxes[0].click());
  expect(boxes[0].checked).toBe(false);
  await stage.click('button', 'Open the canvas');
  const [{ knobs }] = stage.sent as { knobs: { node: string }[] }[];
  expect(knobs).toHaveLength(boxes.length - 1);
  expect(knobs.every(({ node }) => node === 'n1')).toBe(true);
});

it('shows how an open canvas goes, and undoes all of somebody', async () => {
  await stage.state(TEACHER, { canvas: CANVAS });
  expect(stage.text).toContain('Flute, measures 1 to 2');
  expect(stage.text).toContain('2 people made 9 edits.');
  expect(stage.text).toContain('4 edits wait for your answer');
  await stage.click('button', 'Undo all of Blue fox');
  await stage.click('button', 'Close the canvas');
  expect(stage.sent).toEqual([{ type: 'undo_ticket', person: 'x' }, { type: 'close_canvas' }]);
});

it('wipes only after it was asked', async () => {
  await stage.state(TEACHER, { canvas: CANVAS });
  stage.answers.push(false, true);
  await stage.click('button', 'Wipe the canvas');
  expect(stage.sent).toEqual([]);
  await stage.click('button', 'Wipe the canvas');
  expect(stage.asked).toEqual(['Wipe the canvas?', 'Wipe the canvas?']);
  expect(stage.sent).toEqual([{ type: 'wipe_canvas' }]);
});

it('shows a player that it is open, without a way to change that', async () => {
  await stage.state(PLAYER, { canvas: { ...CANVAS, authors: [] } });
  expect(stage.text).toContain('Flute, measures 1 to 2');
  expect(stage.find('button', 'canvas')).toBeNull();
  await stage.state(PLAYER);
  expect(stage.find('button', 'canvas')).toBeNull();
});

it('reads a canvas, and nothing of nonsense', () => {
  expect(parseCanvas(CANVAS)?.authors).toHaveLength(2);
  expect(parseCanvas({ id: 'c', kind: 'x', knobs: 3 })).toMatchObject({ kind: 'notes', knobs: [] });
  expect(parseCanvas({ id: null })).toBeNull();
});
