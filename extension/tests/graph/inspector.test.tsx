// @vitest-environment jsdom
import * as React from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { Inspector } from '../../src/graph/inspector';
import { removePreset, renamePreset } from '../../src/graph/browser/keeping';
import { loadLibrary } from '../../src/graph/library';
import { OwnPresets } from '../../src/graph/own';
import { type GraphTools, GraphToolsContext } from '../../src/graph/tools';
import { KINDS } from '../../src/panels/catalogue';
import { library } from '../../src/generated/library';
import { GUEST, Stage, TEACHER } from '../panels/stage';
import { Company } from './company';

let stage: Stage;
let tools: GraphTools;

beforeEach(async () => {
  await loadLibrary();
  localStorage.clear();
  stage = new Stage();
  stage.doc.put('nodes', 'n1', { kind: 'instrument.pluck', p_decay: 9 });
  stage.doc.clearUndoHistory();
  const { doc, session, permissions, ask } = stage;
  tools = {
    ...{ doc, session, permissions, ask, kinds: KINDS, holds: new Company() },
    ...{ midi: null, auditions: null, own: new OwnPresets(KINDS) },
  };
  await inspect('n1');
  await stage.state(TEACHER);
});
afterEach(async () => {
  await stage.dispose();
  tools.own.dispose();
});

function inspect(id: string): Promise<void> {
  return stage.draw(
    <GraphToolsContext.Provider value={tools}>
      <Inspector id={id} />
    </GraphToolsContext.Provider>,
  );
}

const node = (id = 'n1') => stage.doc.document().nodes[id];

describe('the inspector', () => {
  it('shows what a node is, and every knob of it', () => {
    const { help, example, parameters } = KINDS['instrument.pluck'];
    expect(stage.text).toContain(help);
    expect(stage.text).toContain(example);
    const choices = document.querySelectorAll('.antiphon-NodeChoice').length;
    expect(document.querySelectorAll('[role=slider]').length + choices).toBe(
      Object.keys(parameters).length,
    );
  });

  it('says what to do where nothing is selected, and keeps what it does not know', async () => {
    await inspect('');
    expect(stage.text).toContain('Select a node');
    await React.act(async () => stage.doc.put('nodes', 'n2', { kind: 'osc.future' }));
    await inspect('n2');
    expect(stage.text).toContain('does not know the kind osc.future');
  });

  it('mutes, solos, bypasses, names and gives a part', async () => {
    for (const name of ['Mute', 'Solo', 'Bypass']) {
      await stage.click('button', `${name} Plucked strings`);
    }
    await stage.enter('select', 'Plays', 'p1');
    expect(node()).toEqual({
      ...{ kind: 'instrument.pluck', p_decay: 9, part: 'p1' },
      ...{ mute: true, solo: true, bypass: true },
    });
    await stage.click('button', 'Mute Plucked strings');
    expect(node().mute).toBeUndefined();
    await stage.enter('input', 'Name', 'Harp');
    await stage.fire(
      'input',
      'Name',
      new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }),
    );
    expect(node().name).toBe('Harp');
  });

  it('brings what a part has by itself into the document when it is turned', async () => {
    await inspect('default-p1');
    expect(stage.text).toContain(KINDS['instrument.flute'].title);
    const [slider] = document.querySelectorAll('[role=slider]');
    await React.act(async () => {
      slider.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }));
      slider.dispatchEvent(new KeyboardEvent('keyup', { key: 'End', bubbles: true }));
    });
    expect(node('default-p1')).toMatchObject({ kind: 'instrument.flute', part: 'p1' });
    await React.act(async () => void stage.doc.undo());
    expect(node('default-p1')).toBeUndefined();
    expect(stage.text).toContain(KINDS['instrument.flute'].title);
  });

  it('lets who may only read look, and says why', async () => {
    await stage.state(GUEST);
    expect(stage.text).toContain('You may only read');
    expect(stage.get<HTMLButtonElement>('button', 'Mute').disabled).toBe(true);
    expect(stage.get<HTMLInputElement>('input', 'Name').disabled).toBe(true);
  });

  it('has nodes of notes take a part, and no effect', async () => {
    await React.act(async () => stage.doc.put('nodes', 'n2', { kind: 'note.arpeggiator' }));
    await inspect('n2');
    await stage.enter('select', 'Takes the notes of', 'p1');
    expect(node('n2')).toEqual({ kind: 'note.arpeggiator', part: 'p1' });
    await stage.enter('select', 'Takes the notes of', '');
    expect(node('n2')).toEqual({ kind: 'note.arpeggiator' });
    await React.act(async () => stage.doc.put('nodes', 'n3', { kind: 'effect.reverb' }));
    await inspect('n3');
    expect(stage.find('select', 'Takes the notes of')).toBeNull();
    expect(stage.find('select', 'Plays')).toBeNull();
  });

  it('says why the engine let a node fall silent', async () => {
    const problems = [{ node: 'n1', part: null, message: 'It was too loud.' }];
    await stage.state(TEACHER, { engine: { running: true, problems } });
    expect(stage.text).toContain('It was too loud.');
  });
});

describe('presets of the node that is looked at', () => {
  const shipped = Object.values(library.presets).find(({ kind }) => kind === 'instrument.pluck')!;

  it('are applied in one step, seen on the knobs, and undone', async () => {
    await stage.click('button', `Apply ${shipped.name}`);
    const values = Object.entries(shipped.values).map(([name, value]) => [`p_${name}`, value]);
    expect(node()).toEqual({ kind: 'instrument.pluck', ...Object.fromEntries(values) });
    expect(stage.get('button', `Apply ${shipped.name}`).getAttribute('aria-pressed')).toBe('true');
    await React.act(async () => void stage.doc.undo());
    expect(node()).toEqual({ kind: 'instrument.pluck', p_decay: 9 });
  });

  it('are kept as one’s own, found, renamed and deleted', async () => {
    stage.answers.push('Long tail');
    await stage.click('button', 'Keep as my own');
    expect(stage.text).toContain('Long tail is kept.');
    expect(stage.get('button', 'Apply Long tail').getAttribute('aria-pressed')).toBe('true');
    await stage.enter('input', 'Find a preset', 'tail long');
    expect(stage.find('button', `Apply ${shipped.name}`)).toBeNull();
    await stage.enter('input', 'Find a preset', 'tail');
    stage.answers.push('Tail');
    await React.act(async () => void (await renamePreset(tools, tools.own.presets[0])));
    expect(stage.find('button', 'Apply Tail')).not.toBeNull();
    await React.act(async () => void removePreset(tools, tools.own.presets[0]));
    expect(stage.find('button', 'Apply Tail')).toBeNull();
  });

  it('are kept for everybody, and shown to them', async () => {
    stage.answers.push('Ours');
    await stage.click('button', 'Keep for everybody');
    const [[id, preset]] = Object.entries(stage.doc.document().presets);
    expect(preset).toEqual({ kind: 'instrument.pluck', name: 'Ours', p_decay: 9 });
    await React.act(async () => void stage.doc.change('nodes', 'n1', { p_decay: 1 }));
    await stage.enter('select', 'Whose presets', 'session');
    await stage.click('button', 'Apply Ours');
    expect(node()).toEqual({ kind: 'instrument.pluck', p_decay: 9, preset: id });
  });

  it('are not kept without a name', async () => {
    stage.answers.push(' ');
    await stage.click('button', 'Keep for everybody');
    expect(stage.doc.document().presets).toEqual({});
  });
});
