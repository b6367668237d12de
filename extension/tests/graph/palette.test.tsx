// @vitest-environment jsdom
import * as React from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { kindItems, type Put, search } from '../../src/graph/browser/items';
import { Palette } from '../../src/graph/browser/palette';
import { loadLibrary } from '../../src/graph/library';
import { OwnPresets } from '../../src/graph/own';
import { GraphToolsContext } from '../../src/graph/tools';
import { KINDS } from '../../src/panels/catalogue';
import { Stage, TEACHER } from '../panels/stage';
import { Company } from './company';
import { Heard } from './heard';

let stage: Stage;
let heard: Heard;
let added: Put[];
let isDone: boolean;

beforeEach(async () => {
  await loadLibrary();
  stage = new Stage();
  heard = new Heard();
  added = [];
  isDone = false;
  const { doc, session, permissions, ask } = stage;
  const tools = {
    ...{ doc, session, permissions, ask, kinds: KINDS, holds: new Company(), midi: null },
    auditions: heard as never,
    own: new OwnPresets(KINDS, () => null),
  };
  await stage.draw(
    <GraphToolsContext.Provider value={tools}>
      <Palette onAdd={(what) => added.push(what)} onDone={() => (isDone = true)} />
    </GraphToolsContext.Provider>,
  );
  await stage.state(TEACHER);
});
afterEach(() => stage.dispose());

const key = (name: string): KeyboardEvent =>
  new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true });
const press = (name: string): Promise<void> =>
  React.act(async () => void document.activeElement!.dispatchEvent(key(name)));
const titles = (): string[] =>
  [...document.querySelectorAll('[data-add] b')].map((each) => each.textContent!);

describe('the palette', () => {
  it('has every kind of node, each with its example and to be heard', () => {
    expect(titles()).toHaveLength(Object.keys(KINDS).length);
    expect(document.querySelectorAll('.antiphon-ListenButton')).toHaveLength(titles().length);
    expect(stage.text).toContain(KINDS['instrument.pluck'].example);
  });

  it('is used by keyboard alone: type, go down, listen, add, leave', async () => {
    stage.get('input', 'Find something').focus();
    await stage.enter('input', 'Find something', 'reverb');
    expect(titles()[0].toLowerCase()).toContain('reverb');
    const [, second] = titles();
    await press('ArrowDown');
    await press('ArrowDown');
    expect(document.activeElement!.textContent).toContain(second);
    await press(' ');
    expect(heard.asked).toHaveLength(1);
    expect(stage.get('button', `Listen to ${second}`).getAttribute('aria-pressed')).toBe('true');
    await React.act(async () => (document.activeElement as HTMLElement).click());
    expect(added).toEqual([{ kind: (heard.asked[0] as { kind: string }).kind }]);
    await press('ArrowUp');
    await press('ArrowUp');
    expect(document.activeElement).toBe(stage.get('input', 'Find something'));
    await press('Escape');
    expect(isDone).toBe(true);
  });

  it('adds the first that is found by Enter', async () => {
    await stage.enter('input', 'Find something', 'plucked strings');
    await stage.fire('input', 'Find something', key('Enter'));
    expect(added).toEqual([{ kind: 'instrument.pluck' }]);
  });

  it('says where else it is found, and shows the session’s presets as soon as they are there', async () => {
    await React.act(async () =>
      stage.doc.put('presets', 'q1', {
        kind: 'instrument.pluck',
        name: 'Zither of ours',
        p_decay: 9,
      }),
    );
    await stage.enter('input', 'Find something', 'zither of ours');
    expect(stage.text).toContain('Nothing is found by these words.');
    await stage.click('button', 'Presets: 1 found');
    await stage.click('button', 'Add Zither of ours');
    expect(added).toEqual([{ kind: 'instrument.pluck', values: { decay: 9 } }]);
  });

  it('narrows presets to a kind and a tag', async () => {
    await stage.click('button', 'Presets');
    const all = titles().length;
    await stage.enter('select', 'Of which kind', 'Plucked strings');
    await stage.enter('select', 'Tag', 'warm');
    expect(titles()).toEqual(['Nylon guitar']);
    await stage.enter('select', 'Tag', '');
    await stage.enter('select', 'Of which kind', '');
    expect(titles()).toHaveLength(all);
  });

  it('goes along a row with the arrows', async () => {
    await React.act(async () =>
      stage.doc.put('presets', 'q1', { kind: 'instrument.pluck', name: 'Ours' }),
    );
    await stage.click('button', 'Presets');
    stage.get('button', 'Add Ours').focus();
    await press('ArrowRight');
    expect(document.activeElement).toBe(stage.get('button', 'Listen to Ours'));
    await press('ArrowRight');
    expect(document.activeElement).toBe(stage.get('button', 'More for Ours'));
    await press('ArrowLeft');
    await press('ArrowLeft');
    expect(document.activeElement).toBe(stage.get('button', 'Add Ours'));
    expect(stage.find('button', 'More for Harp')).toBeNull();
  });

  it('has one stop for Tab', () => {
    expect(document.querySelectorAll('[data-add][tabindex="0"]')).toHaveLength(1);
    expect(document.querySelectorAll('.antiphon-ListenButton[tabindex="0"]')).toHaveLength(0);
  });
});

describe('search', () => {
  const items = kindItems(KINDS);
  it('finds all words anywhere, the title first, whatever case and accents', () => {
    expect(search(items, 'PLUCKÉD')[0].title).toBe('Plucked strings');
    expect(search(items, 'chords broken').map(({ key }) => key)).toContain('kind instrument.pluck');
    expect(search(items, 'qqxzzy')).toEqual([]);
    expect(search(items, ' ')).toHaveLength(items.length);
  });

  it('finds every kind by its own title', () => {
    for (const item of items) {
      const found = search(items, item.title).findIndex(({ title }) => title === item.title);
      expect(found, item.title).toBe(0);
    }
  });
});
