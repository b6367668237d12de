// @vitest-environment jsdom
import { Signal } from '@lumino/signaling';
import * as React from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { BegunContext } from '../../src/panels/begun';
import { Comments } from '../../src/panels/comments';
import { GUEST, PLAYER, Stage } from './stage';

let stage: Stage;
const shown: string[] = [];
const places = {
  targets: () => [
    { target: 'm1', words: 'measure 1' },
    { target: 'p1', words: 'the part Flute' },
  ],
  show: (target: string) => void shown.push(target),
  changed: new Signal<object, void>({}),
};

beforeEach(async () => {
  stage = new Stage();
  const { doc, session, permissions } = stage;
  await stage.draw(<Comments {...{ doc, session, permissions, places }} />);
});
afterEach(() => stage.dispose());

const written = (): object[] => Object.values(stage.doc.document().annotations);

it('are written, answered, resolved, shown and opened again', async () => {
  await stage.state(PLAYER);
  expect(stage.text).toContain('No open comments');
  await stage.enter('textarea', 'New comment', ' softer <b>here</b> ');
  await stage.click('form button', 'Comment');
  expect(written()).toEqual([{ target: 'm1', text: 'softer <b>here</b>' }]);
  expect(stage.text).toContain('softer <b>here</b>');
  await stage.click('button', 'Show measure 1');
  expect(shown).toEqual(['m1']);
  await stage.enter('input', 'Reply to the comment on measure 1', 'yes');
  await stage.click('button', 'Reply');
  const [first] = Object.keys(stage.doc.document().annotations).filter(
    (id) => !stage.doc.document().annotations[id].reply_to,
  );
  expect(written()).toContainEqual({ target: 'm1', text: 'yes', reply_to: first });
  await stage.click('button', 'Resolve');
  expect(stage.doc.document().annotations[first].resolved).toBe(true);
  expect(stage.text).not.toContain('softer');
  await stage.click('input[type=checkbox]', 'Show resolved');
  expect(stage.text).toContain('softer');
});

it('are listed with the node or group that they are on, and show it', async () => {
  await React.act(async () => {
    stage.doc.put('nodes', 'x', { kind: 'delay.double' });
    stage.doc.put('nodes', 'y', { kind: 'osc.saw', name: 'Buzz' });
    stage.doc.put('groups', 'g', { name: 'Echoes' });
    stage.doc.put('annotations', 'r1', { target: 'x', text: 'too long' });
    stage.doc.put('annotations', 'r2', { target: 'y', text: 'sharper' });
    stage.doc.put('annotations', 'r3', { target: 'g', text: 'fewer' });
  });
  await stage.state(PLAYER);
  await stage.click('input[type=checkbox]', 'Only on what is selected');
  expect(stage.text).toContain('No comments on what is selected.');
  await stage.click('input[type=checkbox]', 'Only on what is selected');
  shown.length = 0;
  await stage.click('button', 'Show the sound Doubling');
  await stage.click('button', 'Show the sound Buzz');
  await stage.click('button', 'Show the group Echoes');
  expect(shown).toEqual(['x', 'y', 'g']);
  await React.act(async () => stage.doc.remove('nodes', ['y']));
  expect(stage.text).toContain('sharper');
  expect(stage.text).toContain('on something that was taken away');
});

it('are taken away by who made them, and say who that was', async () => {
  await React.act(async () => {
    stage.doc.put('annotations', 'r1', { target: 'gone', text: 'mine' });
    stage.doc.put('annotations', 'r2', { target: 'm2', text: 'not mine' });
  });
  const made = { 'annotations/r1': 'b2', 'annotations/r2': 'a1' };
  await stage.state({ ...PLAYER, made }, { people: [PLAYER, { id: 'a1', name: 'Ada' }] });
  expect(stage.text).toContain('on something that was taken away');
  expect(stage.find('button', 'Delete the comment “not mine”')).toBeNull();
  await stage.say({
    type: 'who',
    root: 'annotations',
    id: 'r2',
    made: { person: 'a1', name: 'Ada', at: Date.now() / 1000 },
    changed: null,
  });
  expect(stage.text).toContain('Ada');
  await stage.click('button', 'Delete the comment “mine”');
  expect(Object.keys(stage.doc.document().annotations)).toEqual(['r2']);
});

it('are only read by a guest, who is told why', async () => {
  await stage.state(GUEST);
  expect(stage.find('textarea', '')).toBeNull();
  expect(stage.text).toContain('You may only read');
});

it('keep the keyboard, and one double click resolves one', async () => {
  await stage.state(PLAYER);
  await React.act(async () => {
    stage.doc.put('annotations', 'r1', { target: 'm1', text: 'one' });
    stage.doc.put('annotations', 'r2', { target: 'm2', text: 'two' });
  });
  for (const detail of [1, 2]) {
    const button = stage.get('button', 'Resolve');
    button.focus();
    await stage.fire('button', 'Resolve', new MouseEvent('click', { bubbles: true, detail }));
    expect(button.isConnected || document.activeElement?.textContent === 'Comments').toBe(true);
  }
  expect(written()).toEqual([
    { target: 'm1', text: 'one', resolved: true },
    { target: 'm2', text: 'two' },
  ]);
});

it('keep what is begun while another tab is in their place', async () => {
  const { doc, session, permissions } = stage;
  const begun = new Map<string, unknown>();
  const tab = (isOpen: boolean): Promise<void> =>
    stage.draw(
      <BegunContext.Provider value={begun}>
        {isOpen && <Comments {...{ doc, session, permissions, places }} />}
      </BegunContext.Provider>,
    );
  await React.act(async () => stage.doc.put('annotations', 'r1', { target: 'm1', text: 'one' }));
  await stage.state(PLAYER);
  await tab(true);
  await stage.enter('textarea', 'New comment', 'much softer');
  await stage.enter('input', 'Reply to the comment', 'why');
  await tab(false);
  await tab(true);
  expect(stage.get<HTMLTextAreaElement>('textarea', 'New comment').value).toBe('much softer');
  expect(stage.get<HTMLInputElement>('input', 'Reply to the comment').value).toBe('why');
  await stage.click('form button', 'Comment');
  expect(written()).toContainEqual({ target: 'm1', text: 'much softer' });
  expect([...begun.keys()]).toEqual(['reply to r1']);
});
