// @vitest-environment jsdom
import * as React from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { NodeFace, telling } from '../../src/graph/face';
import { OwnPresets } from '../../src/graph/own';
import { GraphToolsContext } from '../../src/graph/tools';
import { KINDS } from '../../src/panels/catalogue';
import { GUEST, Stage, TEACHER } from '../panels/stage';
import { Company } from './company';

const OWN = new OwnPresets(KINDS, () => null);

let stage: Stage;
let company: Company;
let drawn: string[];

beforeEach(async () => {
  stage = new Stage();
  company = new Company();
  drawn = [];
  stage.doc.put('nodes', 'n1', { kind: 'instrument.pluck' });
  stage.doc.put('nodes', 'n2', { kind: 'instrument.pluck' });
  stage.doc.clearUndoHistory();
  const { doc, session, permissions, ask } = stage;
  const tools = {
    doc,
    session,
    permissions,
    ask,
    kinds: KINDS,
    holds: company,
    midi: null,
    auditions: null,
    own: OWN,
  };
  const face = (id: string): React.JSX.Element => (
    <React.Profiler id={id} onRender={(of) => drawn.push(of)}>
      <section aria-label={id}>
        <NodeFace id={id} />
      </section>
    </React.Profiler>
  );
  await stage.draw(
    <GraphToolsContext.Provider value={tools}>
      {face('n1')}
      {face('n2')}
    </GraphToolsContext.Provider>,
  );
  await stage.state(TEACHER);
  drawn = [];
});
afterEach(() => stage.dispose());

function knob(node: string, title: string): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>(`[aria-label="${node}"] [role=slider]`)];
  const one = found.find(
    (each) => document.getElementById(each.getAttribute('aria-labelledby')!)!.textContent === title,
  );
  if (!one) {
    throw new Error(`${node} has no knob ${title}`);
  }
  return one;
}

const fire = (on: Element, event: Event): Promise<void> =>
  React.act(async () => void on.dispatchEvent(event));
const pointer = (kind: string, y: number, more: MouseEventInit = {}): MouseEvent =>
  new MouseEvent(`pointer${kind}`, { bubbles: true, clientY: y, button: 0, ...more });
const key = (name: string, kind = 'keydown', shiftKey = false): KeyboardEvent =>
  new KeyboardEvent(kind, { key: name, bubbles: true, shiftKey });
const value = (name = 'p_brightness', id = 'n1'): unknown =>
  (stage.doc.document().nodes[id] as unknown as Record<string, unknown>)[name];

describe('knobs of a node', () => {
  it('are the first that the catalogue has, none of which makes the node anew', () => {
    expect(telling(KINDS['instrument.pluck'])[0]).toBe('brightness');
    for (const kind of Object.values(KINDS)) {
      expect(telling(kind).length).toBeLessThanOrEqual(4);
      expect(telling(kind).some((name) => kind.parameters[name].fixed)).toBe(false);
    }
  });

  it('say what they are and where they stand', () => {
    const decay = knob('n1', 'Decay');
    expect(decay.getAttribute('aria-valuetext')).toBe('5 s');
    expect(decay.getAttribute('aria-valuemin')).toBe('0.1');
    expect(document.getElementById(decay.getAttribute('aria-describedby')!)!.textContent).toContain(
      'Press 0 for the default, 5 s',
    );
  });

  it('are dragged up and down, finely with Shift, as one step to undo', async () => {
    const brightness = knob('n1', 'Brightness');
    await fire(brightness, pointer('down', 200));
    expect(company.told).toEqual(['n1/p_brightness']);
    await fire(brightness, pointer('move', 184));
    expect(value()).toBe(0.6);
    await fire(brightness, pointer('move', 168, { shiftKey: true }));
    expect(brightness.getAttribute('aria-valuetext')).toBe('0.61');
    await fire(brightness, pointer('move', 152));
    await fire(brightness, pointer('up', 152));
    expect(value()).toBe(0.71);
    expect(company.told).toEqual(['n1/p_brightness', null]);
    await React.act(async () => void stage.doc.undo());
    expect(value()).toBeUndefined();
    expect(stage.doc.canUndo()).toBe(false);
  });

  it('draw nothing else again while they are dragged', async () => {
    const brightness = knob('n1', 'Brightness');
    await fire(brightness, pointer('down', 200));
    for (let y = 199; y > 150; y--) {
      await fire(brightness, pointer('move', y));
    }
    await fire(brightness, pointer('up', 150));
    expect(drawn).toContain('n1');
    expect(drawn).not.toContain('n2');
  });

  it('show the own hand while it holds, whatever another writes; the last hand wins', async () => {
    const brightness = knob('n1', 'Brightness');
    await fire(brightness, pointer('down', 200));
    await fire(brightness, pointer('move', 184));
    await React.act(async () => void stage.doc.change('nodes', 'n1', { p_brightness: 0.2 }));
    expect(brightness.getAttribute('aria-valuetext')).toBe('0.6');
    await fire(brightness, pointer('up', 184));
    expect(brightness.getAttribute('aria-valuetext')).toBe('0.2');
  });

  it('are turned by keys', async () => {
    const decay = knob('n1', 'Decay');
    await fire(decay, key('End'));
    expect(value('p_decay')).toBe(20);
    await fire(decay, key('End', 'keyup'));
    await fire(decay, key('0'));
    expect(value('p_decay')).toBe(5);
    await fire(decay, key('0', 'keyup'));
    await React.act(async () => void stage.doc.undo());
    expect(value('p_decay')).toBe(20);
  });

  it('turn by the wheel only where they have the keyboard', async () => {
    const decay = knob('n1', 'Decay');
    const notch = (): WheelEvent =>
      new WheelEvent('wheel', { deltaY: -100, bubbles: true, cancelable: true });
    const first = notch();
    await fire(decay, first);
    expect(value('p_decay')).toBeUndefined();
    expect(first.defaultPrevented).toBe(false);
    decay.focus();
    const second = notch();
    await fire(decay, second);
    expect(value('p_decay')).toBeGreaterThan(5);
    expect(second.defaultPrevented).toBe(true);
  });

  it('take a typed value with its unit, and say why one is none', async () => {
    const decay = knob('n1', 'Decay');
    await fire(decay, key('Enter'));
    await stage.enter('input', 'Decay', 'long');
    await fire(stage.get('input', 'Decay'), key('Enter'));
    expect(stage.text).toContain(
      '“long” is no value of Decay: type a number such as 35 ms, 1.5 s.',
    );
    await stage.enter('input', 'Decay', '350 ms');
    await fire(stage.get('input', 'Decay'), key('Enter'));
    expect(value('p_decay')).toBe(0.35);
    expect(stage.find('input', 'Decay')).toBeNull();
    expect(document.activeElement).toBe(knob('n1', 'Decay'));
  });

  it('say who else holds them', async () => {
    await React.act(async () => company.grasp('n2/p_decay', 'Bo'));
    expect(stage.text).toContain('held by Bo');
    expect(drawn).not.toContain('n1');
  });

  it('cannot be turned by who may not, and say why', async () => {
    await stage.state(GUEST);
    const decay = knob('n1', 'Decay');
    expect(decay.getAttribute('aria-disabled')).toBe('true');
    await fire(decay, key('End'));
    await fire(decay, pointer('down', 200));
    await fire(decay, pointer('move', 100));
    expect(value('p_decay')).toBeUndefined();
    expect(decay.closest('.antiphon-Knob')!.getAttribute('title')).toContain('You may only read');
  });

  it('stop in the hand when the node is locked', async () => {
    const decay = knob('n1', 'Decay');
    await stage.state({ ...TEACHER, role: 'player', id: 'b2' });
    await fire(decay, pointer('down', 200));
    await fire(decay, pointer('move', 190));
    const before = value('p_decay');
    await React.act(async () => stage.doc.put('locks', 'n1', { kind: 'node', reason: 'so be it' }));
    await fire(decay, pointer('move', 100));
    expect(value('p_decay')).toBe(before);
    expect(company.told.at(-1)).toBeNull();
  });
});
