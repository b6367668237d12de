// @vitest-environment jsdom
import { Signal } from '@lumino/signaling';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { AntiphonDoc } from '../../src/document';
import { colourOrder } from '../../src/panels/colours';
import { Writers } from '../../src/piece/writers';
import { AuthorColours } from '../../src/score/view/authors';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const NOTE = {
  kind: 'note',
  part: 'p',
  measure: 'm',
  onset: '0',
  duration: '1',
  pitch: 'C4',
} as const;

function stage() {
  const doc = new AntiphonDoc();
  const asked: (readonly string[] | undefined)[] = [];
  const session = {
    state: null,
    writers: (_: string, ids?: readonly string[]) => asked.push(ids) > 0,
    writersTold: new Signal<object, unknown>({}),
    connectedChanged: new Signal<object, boolean>({}),
    stateChanged: new Signal<object, unknown>({}),
  };
  const colours = new AuthorColours(() => undefined);
  const writers = new Writers(doc, session as never, colours);
  return { doc, asked, session, colours, writers };
}

it('are asked for all once, then for what changed and is there, while they are shown', () => {
  const { doc, asked, colours, session, writers } = stage();
  doc.put('events', 'a', NOTE);
  vi.advanceTimersByTime(1000);
  expect(asked).toEqual([]);
  colours.on = true;
  expect(asked).toEqual([undefined]);
  doc.put('events', 'b', NOTE);
  doc.put('events', 'c', NOTE);
  doc.remove('events', ['c']);
  doc.put('parts', 'p', { index: 'a', name: 'Flute' });
  vi.advanceTimersByTime(1000);
  expect(asked.slice(1)).toEqual([['b']]);
  session.connectedChanged.emit(true);
  expect(asked.slice(2)).toEqual([undefined]);
  writers.dispose();
  doc.put('events', 'd', NOTE);
  vi.advanceTimersByTime(1000);
  expect(asked).toHaveLength(3);
});

it('are those of another time while that is shown, and are asked for again then', () => {
  const { asked, colours, session, writers } = stage();
  const shown = (): (string | null)[] =>
    [...colours.legend.children].map((of) => of.lastElementChild!.textContent);
  const told = { root: 'events', all: true, people: [{ person: 'x', name: 'Ada', ids: ['a'] }] };
  colours.on = true;
  session.writersTold.emit(told);
  writers.past = { names: new Map([['y', 'Bo']]), by: new Map([['a', 'y']]) };
  expect(shown()).toEqual(['Bo']);
  session.writersTold.emit(told);
  expect(shown()).toEqual(['Bo']);
  const before = asked.length;
  writers.past = null;
  expect(shown()).toEqual(['Ada']);
  expect(asked.slice(before)).toEqual([undefined]);
});

it('are shown with their names', () => {
  const { colours, session } = stage();
  colours.on = true;
  const told = (all: boolean, people: object[]): void =>
    session.writersTold.emit({ root: 'events', all, people });
  told(true, [{ person: 'x', name: 'Ada Byron', ids: ['a', 'b'] }]);
  told(false, [{ person: 'y', name: 'Bo', ids: ['b'] }]);
  expect([...colours.legend.children].map((of) => of.textContent)).toEqual(['ABAda Byron', 'BBo']);
});

it('have colours that stay when somebody joins', () => {
  const [ada, bo] = ['ada', 'bo'].map((id) => ({ id, role: 'player' }));
  const tess = { id: 'tess', role: 'teacher' };
  expect(colourOrder([ada, tess], ['tess', 'ada'])).toEqual(['tess', 'ada']);
  expect(colourOrder([ada, bo, tess], ['bo', 'tess', 'gone'])).toEqual([
    'tess',
    'ada',
    'bo',
    'gone',
  ]);
  expect(colourOrder([ada, bo], ['ada'])).toEqual(['', 'ada', 'bo']);
});
