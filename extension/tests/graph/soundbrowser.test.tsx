// @vitest-environment jsdom
import * as React from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { keptItems } from '../../src/graph/browser/items';
import {
  describeInstrument,
  keptChoices,
  removeInstrument,
  removePreset,
  renameInstrument,
} from '../../src/graph/browser/keeping';
import { loadLibrary } from '../../src/graph/library';
import { OwnPresets } from '../../src/graph/own';
import { sessionPresets } from '../../src/graph/presets';
import { type GraphTools, GraphToolsContext } from '../../src/graph/tools';
import { KINDS } from '../../src/panels/catalogue';
import { SoundChoice } from '../../src/panels/soundchoice';
import { GUEST, Stage, TEACHER } from '../panels/stage';
import { Company } from './company';
import { Heard } from './heard';

let stage: Stage;
let heard: Heard;
let tools: GraphTools;
const shown: string[] = [];

beforeEach(async () => {
  await import('../../src/graph/browser/sounds');
  stage = new Stage();
  heard = new Heard();
  shown.length = 0;
  const { doc, session, permissions, ask } = stage;
  tools = {
    ...{ doc, session, permissions, ask, kinds: KINDS, holds: new Company(), midi: null },
    auditions: heard as never,
    own: new OwnPresets(KINDS, () => null),
    show: (id) => shown.push(id),
  };
  await draw();
  await stage.state(TEACHER);
});
afterEach(() => stage.dispose());

function draw(asked: object | null = null): Promise<void> {
  const { doc, permissions } = stage;
  return stage.draw(
    <GraphToolsContext.Provider value={tools}>
      <SoundChoice {...{ doc, permissions, asked }} part={doc.piece.parts[0]} />
    </GraphToolsContext.Provider>,
  );
}

/** Open the browser of sounds, and wait for it. */
async function open(): Promise<void> {
  await stage.click('button', 'choose another');
  await vi.waitFor(() => stage.get('input', 'Find a sound'));
  await React.act(async () => void (await loadLibrary()));
}

const nodes = () => Object.values(stage.doc.document().nodes);
const key = (name: string, more = {}): KeyboardEvent =>
  new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more });
const press = (name: string, more = {}): Promise<void> =>
  React.act(async () => void document.activeElement!.dispatchEvent(key(name, more)));

describe('the sound of a part', () => {
  it('is shown, and heard by one press, as it is', async () => {
    expect(stage.get('button', 'Flute, the sound of Flute: choose another').textContent).toBe(
      'Flute',
    );
    await stage.click('button', 'Listen to the sound of Flute');
    expect(heard.asked).toEqual([{ kind: 'instrument.flute' }]);
    await React.act(async () =>
      stage.doc.put('nodes', 'x', { kind: 'instrument.pluck', part: 'p1', p_decay: 3 }),
    );
    await stage.click('button', 'Listen to the sound of Flute');
    expect(heard.asked[1]).toEqual({ kind: 'instrument.pluck', values: { decay: 3 } });
  });

  it('is chosen by keyboard alone: opened, found, heard, used, taken back, closed', async () => {
    await open();
    expect(document.activeElement).toBe(stage.get('input', 'Find a sound'));
    await stage.enter('input', 'Find a sound', 'harp');
    await press('ArrowDown');
    expect(document.activeElement).toBe(stage.get('button', 'Play Flute with Harp'));
    await press(' ');
    expect(heard.asked).toEqual([{ preset: 'pluck-harp' }]);
    expect(nodes()).toEqual([]);
    await React.act(async () => (document.activeElement as HTMLElement).click());
    expect(nodes()[0]).toMatchObject({ kind: 'instrument.pluck', part: 'p1', p_decay: 9 });
    expect(stage.text).toContain('Flute is played by Harp now.');
    expect(stage.find('button', 'Harp, the sound of Flute')).not.toBeNull();
    expect(stage.get('button', 'Play Flute with Harp').getAttribute('aria-pressed')).toBe('true');
    await press('z', { ctrlKey: true });
    expect(nodes()).toEqual([]);
    await press('Escape');
    expect(stage.find('input', 'Find a sound')).toBeNull();
    expect(document.activeElement).toBe(stage.get('button', 'choose another'));
  });

  it('is narrowed to a shelf and a tag', async () => {
    await open();
    await stage.enter('select', 'Which sounds', 'presets');
    await stage.enter('select', 'Tag', 'ringing');
    const titles = [...document.querySelectorAll('[data-add] b')].map((of) => of.textContent);
    expect(titles).toContain('Harp');
    expect(titles).not.toContain('Nylon guitar');
  });

  it('is an instrument that is ready, or one that was kept, in one step; it opens in the graph', async () => {
    await open();
    await stage.enter('input', 'Find a sound', 'warm pad');
    await stage.click('button', 'Play Flute with Warm pad');
    const { groups } = stage.doc.document();
    const [group] = Object.keys(groups);
    expect(stage.find('button', 'Warm pad, the sound of Flute')).not.toBeNull();
    await stage.click('button', 'Edit in the graph what plays Flute');
    expect(shown).toEqual([group]);
    await stage.click('button', 'Listen to the sound of Flute');
    const { clip } = heard.asked[0] as { clip: string };
    expect(Object.keys(JSON.parse(clip).nodes)).toHaveLength(nodes().length);
    await React.act(async () => void stage.doc.undo());
    expect(stage.doc.document()).toMatchObject({ nodes: {}, groups: {}, edges: {}, ports: {} });
    await React.act(async () => stage.doc.put('instruments', 'i1', { name: 'Our pad', clip }));
    await stage.enter('input', 'Find a sound', 'our pad');
    await stage.click('button', 'Play Flute with Our pad');
    expect(nodes().some(({ part }) => part === 'p1')).toBe(true);
  });

  it('says why, where this person may not', async () => {
    await stage.state(GUEST);
    await open();
    expect(stage.text).toContain('You may only read');
    await stage.enter('input', 'Find a sound', 'harp');
    await stage.click('button', 'Play Flute with Harp');
    expect(nodes()).toEqual([]);
    await stage.click('button', 'Listen to Harp');
    expect(heard.asked).toHaveLength(1);
  });

  it('is opened from elsewhere', async () => {
    await draw({});
    await vi.waitFor(() => stage.get('input', 'Find a sound'));
  });
});

describe('what people keep', () => {
  const clip = JSON.stringify({
    antiphon_clip: 1,
    nodes: { n: { kind: 'instrument.pluck' } },
  });
  const kept = () => stage.doc.document().instruments;
  beforeEach(() => {
    stage.doc.put('instruments', 'i1', { name: 'Ours', clip });
    stage.doc.clearUndoHistory();
  });

  it('is renamed, described and deleted, each as one step, and says what stays', async () => {
    stage.answers.push(' Mine ', 'Play it softly.');
    expect(await renameInstrument(tools, 'i1')).toBe('Ours is called Mine now.');
    expect(await describeInstrument(tools, 'i1')).toBe('Mine is described.');
    expect(kept().i1).toEqual({ name: 'Mine', help: 'Play it softly.', clip });
    expect(keptItems(stage.doc.document())[0].help).toBe('Play it softly.');
    expect(removeInstrument(tools, 'i1')).toContain('stay as they are');
    expect(kept()).toEqual({});
    for (const name of ['Mine', 'Mine', 'Ours']) {
      stage.doc.undo();
      expect(kept().i1.name).toBe(name);
    }
    expect(kept().i1.help).toBeUndefined();
  });

  it('is not made anew where somebody deleted it meanwhile, nor changed by who thinks better of it', async () => {
    stage.answers.push('Late', null, '');
    const late = renameInstrument(tools, 'i1');
    stage.doc.remove('instruments', ['i1']);
    expect(await late).toBe('Somebody has just deleted it.');
    expect(kept()).toEqual({});
    stage.doc.put('instruments', 'i1', { name: 'Ours', clip });
    expect(await describeInstrument(tools, 'i1')).toBe('');
    expect(await renameInstrument(tools, 'i1')).toBe('');
    expect(kept().i1).toEqual({ name: 'Ours', clip });
  });

  it('is offered only to who may, and says why not', async () => {
    const [item] = keptItems(stage.doc.document());
    const words = (): string[] => keptChoices(tools, item, () => undefined).map((of) => of.label);
    expect(words()).toEqual(['Rename…', 'Describe…', 'Delete']);
    await stage.state(GUEST);
    expect(words()[0]).toContain('You may only read');
    expect(keptChoices(tools, item, () => undefined).every((of) => of.isEnabled === false)).toBe(
      true,
    );
  });

  it('leaves nodes their values when the preset they began with is deleted', () => {
    stage.doc.put('presets', 'q', { kind: 'instrument.pluck', name: 'Q', p_decay: 2 });
    stage.doc.put('nodes', 'n', { kind: 'instrument.pluck', preset: 'q' });
    const [preset] = sessionPresets(stage.doc.document(), KINDS);
    expect(removePreset(tools, preset)).toContain('keeps its values');
    expect(stage.doc.document().nodes.n).toEqual({ kind: 'instrument.pluck', p_decay: 2 });
    stage.doc.undo();
    expect(stage.doc.document().presets.q.name).toBe('Q');
  });
});
