// @vitest-environment jsdom
import { Signal } from '@lumino/signaling';
import * as React from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { encodeOperations } from '../../src/document/proposal';
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
let refuses: string;

beforeEach(async () => {
  stage = new Stage();
  heard = [];
  refuses = '';
  const { doc, session, permissions } = stage;
  doc.put('events', 'n', NOTE);
  doc.put('proposals', 'v', { title: 'Higher', patch: PATCH, confidence: 0.8 });
  const auditions = {
    playing: null,
    waiting: false,
    changed: new Signal<object, void>({}),
    warm: () => undefined,
    stop: () => undefined,
    play: (what: unknown) => {
      heard.push(what);
      return refuses ? Promise.reject(new Error(refuses)) : Promise.resolve();
    },
  };
  await stage.draw(
    <GraphToolsContext.Provider value={{ auditions, ask: stage.ask } as unknown as GraphTools}>
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
