// @vitest-environment jsdom
import { Signal } from '@lumino/signaling';
import * as React from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { encodeOperations } from '../../src/document/proposal';
import { nameOf, type ProposalAudible } from '../../src/graph/audition';
import { type GraphTools, GraphToolsContext } from '../../src/graph/tools';
import { Proposals } from '../../src/panels/proposals';
import { Stage, TEACHER } from './stage';

const NOTE = {
  kind: 'note',
  part: 'p1',
  measure: 'm1',
  onset: '0',
  duration: '1',
  pitch: 'C5',
} as const;
const PATCH = encodeOperations([
  { op: 'change', root: 'events', id: 'n', fields: { pitch: 'E5' }, base: { pitch: 'C5' } },
  { op: 'put', root: 'events', id: 'o', fields: { ...NOTE, onset: '2' } },
]);

let stage: Stage;
let heard: unknown[];
let auditions: { playing: string | null };
let stops: number;
let refuses: string;

beforeEach(async () => {
  stage = new Stage();
  heard = [];
  refuses = '';
  stops = 0;
  const { doc, session, permissions } = stage;
  doc.put('events', 'n', NOTE);
  doc.put('proposals', 'v', { title: 'Higher', patch: PATCH, confidence: 0.8 });
  const tools = {
    playing: null as string | null,
    waiting: false,
    changed: new Signal<object, void>({}),
    warm: () => undefined,
    stop: () => {
      stops += 1;
    },
    play: (what: unknown) => {
      heard.push(what);
      tools.playing = nameOf(what as ProposalAudible);
      return refuses ? Promise.reject(new Error(refuses)) : Promise.resolve();
    },
  };
  auditions = tools;
  await stage.draw(
    <GraphToolsContext.Provider
      value={{ auditions: tools, ask: stage.ask } as unknown as GraphTools}
    >
      <Proposals {...{ doc, session, permissions }} />
    </GraphToolsContext.Provider>,
  );
  await stage.state(TEACHER);
});
afterEach(() => stage.dispose());

it('says whose idea it is', async () => {
  const { doc } = stage;
  await React.act(() => void doc.change('proposals', 'v', { source: 'assistant' }));
  expect(stage.text).toContain('An AI partner');
  await React.act(() => void doc.change('proposals', 'v', { source: 'audience' }));
  expect(stage.text).toContain('The audience');
});

it('says of what was computed how sure it is', () => {
  expect(stage.text).toContain('computed, 80 % sure');
});

it('has what is chosen heard, and the same place as it is', async () => {
  const asked = { piece: 'a.antiphon', proposal: 'v', insisted: [] };
  await stage.click('button', 'Listen');
  await stage.click('button', 'Now');
  await stage.click('input', 'Add C 5');
  await stage.click('button', 'Listen');
  expect(heard).toEqual([
    { ...asked, operations: [0, 1] },
    { ...asked, operations: [0, 1], now: true },
    { ...asked, operations: [0] },
  ]);
});

it('insists where that is chosen, and says why nothing is heard', async () => {
  await React.act(async () => void stage.doc.change('events', 'n', { pitch: 'D5' }));
  refuses = 'Nothing sounds in these measures.';
  await stage.click('input', 'Take the proposal’s');
  await stage.click('button', 'Listen');
  expect(heard).toEqual([
    { piece: 'a.antiphon', proposal: 'v', operations: [0, 1], insisted: [0] },
  ]);
  expect(stage.text).toContain('Nothing sounds in these measures.');
});

it('stops what none of its buttons would stop any more, and nothing else', async () => {
  await stage.click('button', 'Listen');
  await stage.click('input', 'Add C 5');
  expect(stops).toBe(1);
  auditions.playing = nameOf({ kind: 'osc.saw' });
  await stage.click('input', 'Add C 5');
  expect(stops).toBe(1);
  // It is withdrawn while it is heard.
  await stage.click('button', 'Now');
  await React.act(async () => void stage.doc.change('proposals', 'v', { status: 'withdrawn' }));
  expect(stops).toBe(2);
});

it('keeps the keyboard where what had it is gone, and takes a double click for one', async () => {
  const other = encodeOperations([
    { op: 'put', root: 'events', id: 'p', fields: { ...NOTE, onset: '3' } },
  ]);
  await React.act(async () => stage.doc.put('proposals', 'w', { title: 'Later', patch: other }));
  const press = async (name: string, detail: number): Promise<void> => {
    stage.get('button', name).focus();
    await stage.fire('button', name, new MouseEvent('click', { bubbles: true, detail }));
  };
  const focused = (): string => document.activeElement?.textContent ?? '';
  await press('Reject…', 0);
  expect(document.activeElement).toBe(stage.get('input', 'Why you reject it'));
  await press('Cancel', 0);
  expect(focused()).toContain('Higher');
  await press('Accept', 1);
  expect(focused()).toBe('Proposals');
  expect(stage.text).toContain('2 changes were accepted.');
  await press('Accept', 2);
  expect(stage.doc.document().proposals.w.status).toBeUndefined();
  await press('Accept', 1);
  expect(stage.doc.document().events.p.onset).toBe('3');
  // Somebody else answers what one was about to answer.
  await React.act(async () => stage.doc.put('proposals', 'x', { title: 'Last', patch: PATCH }));
  stage.get('button', 'Listen').focus();
  await React.act(async () => void stage.doc.change('proposals', 'x', { status: 'withdrawn' }));
  expect(focused()).toBe('Proposals');
});

it('is withdrawn by who made it: others answer it', async () => {
  await stage.state({ ...TEACHER, made: { 'proposals/v': 'bo' } });
  expect(stage.find('button', 'Withdraw')).toBeNull();
  await stage.state({ ...TEACHER, made: { 'proposals/v': TEACHER.id } });
  await stage.click('button', 'Withdraw');
  expect(stage.doc.document().proposals.v.status).toBe('withdrawn');
});
