// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';

import {
  contrast,
  inkOn,
  parseColour,
  readableOn,
  type Rgb,
  WHITE,
} from '../../src/score/view/colour';
import { Company } from '../../src/score/view/company';
import { Follower } from '../../src/score/view/follow';
import { caretOf } from '../../src/score/view/places';
import { type Awareness, presences } from '../../src/score/view/presence';
import type { System } from '../../src/score/engraving/system';
import { index } from './piece';

const states = (entries: [number, Record<string, unknown>][]) => ({
  clientID: 1,
  getStates: () => new Map(entries),
});

/** An awareness in the hands of the test. */
class Room implements Awareness {
  readonly clientID = 1;
  readonly said: unknown[] = [];
  private readonly _states = new Map<number, Record<string, unknown>>();
  private readonly _listeners = new Set<() => void>();
  getStates = (): Map<number, Record<string, unknown>> => this._states;
  setLocalStateField(_: string, value: unknown): void {
    this.said.push(value);
  }
  on(_: string, listener: () => void): void {
    this._listeners.add(listener);
  }
  off(_: string, listener: () => void): void {
    this._listeners.delete(listener);
  }
  hear(client: number, state: Record<string, unknown> | null): void {
    if (state) {
      this._states.set(client, state);
    } else {
      this._states.delete(client);
    }
    this._listeners.forEach((listener) => listener());
  }
}

const ADA = { username: 'a1', display_name: 'Ada Byron', color: '#f00' };

describe('other people', () => {
  it('are read with their name, colour, selection, caret and what they look at', () => {
    const caret = { part: 'p', measure: 'm1', staff: 1, onset: 2.5 };
    const [ada, bob, ...rest] = presences(
      states([
        [1, { antiphon: { selection: ['mine'] } }],
        [2, { user: ADA, antiphon: { selection: ['a', 'b'], caret, view: 'm7' } }],
        [3, { user: { name: 'bob' } }],
      ]),
    );
    expect(ada).toEqual({
      client: 2,
      person: 'a1',
      name: 'Ada Byron',
      initials: 'AB',
      colour: '#f00',
      selection: ['a', 'b'],
      caret,
      view: 'm7',
    });
    expect(bob).toMatchObject({ name: 'bob', selection: [], caret: null, view: '' });
    expect(rest).toEqual([]);
  });

  it('may say anything without doing harm', () => {
    const long = 'x'.repeat(5000);
    const wild: unknown[] = [
      7,
      null,
      { selection: [1, 'a', {}, long], caret: { part: 'p', measure: 'm', staff: 9, onset: 0 } },
      {
        selection: Array(10_000).fill('k'),
        caret: { part: 'p', measure: 'm', staff: 1, onset: NaN },
      },
      { selection: 'no', caret: [], view: {} },
    ];
    const found = presences(
      states(
        wild.map((antiphon, order) => [
          order + 2,
          { antiphon, user: { name: `\u202e${long}\n`, color: 'url(//evil)' } },
        ]),
      ),
    );
    expect(found.map(({ caret }) => caret)).toEqual([null, null, null, null, null]);
    expect(found.map(({ selection }) => selection.length)).toEqual([0, 0, 1, 200, 0]);
    for (const { name, colour } of found) {
      expect([...name].length).toBeLessThanOrEqual(40);
      expect(name).not.toContain('\u202e');
      expect(colour).toBe('var(--jp-collaborator-color1)');
    }
    const crowd = Array.from({ length: 500 }, (_, at): [number, object] => [at + 2, {}]);
    expect(presences(states(crowd as never))).toHaveLength(100);
  });

  it('have text that can be read on their colour, and colours that can be read on paper', () => {
    for (const text of ['#f00', '#ffe066', '#0a0', '#777', '#777777', 'rgb(10, 20, 200)']) {
      const colour = parseColour(text)!;
      expect(contrast(inkOn(colour), colour)).toBeGreaterThanOrEqual(4.5);
      for (const paper of [WHITE, parseColour('#ece9e2')!, [30, 30, 30] as Rgb]) {
        expect(contrast(readableOn(colour, paper), paper)).toBeGreaterThanOrEqual(4.5);
      }
    }
    expect(parseColour('url(x)')).toBeNull();
  });
});

describe('the company', () => {
  const at = index(
    { a: { duration: '4' }, b: { measure: 'm2', duration: '1' } },
    { measures: [{}, {}] },
  );

  it('knows in which part and measure somebody is, and tells where this page is', () => {
    const room = new Room();
    const company = new Company(room, () => at);
    let heard = 0;
    company.changed.connect(() => heard++);
    room.hear(2, { user: ADA, antiphon: { selection: ['gone', 'b'] } });
    room.hear(2, { user: ADA, antiphon: { selection: ['gone', 'b'] } });
    expect(heard).toBe(1);
    expect(company.position(company.find('a1')!)).toMatchObject({ part: 0, measure: 1 });
    company.select(['b']);
    company.select(['b']);
    expect(room.said).toEqual([
      { selection: ['b'], caret: { part: 'p', staff: 1, measure: 'm2', onset: 1 }, view: '' },
    ]);
    company.dispose();
    expect(room.said).toHaveLength(2);
  });

  it('places a caret after a note, onto a rest, and over the bar line', () => {
    const onset = (key: string): object => caretOf(at, at.find(key)!);
    expect(onset('a')).toMatchObject({ measure: 'm2', onset: 0 });
    expect(onset('b')).toMatchObject({ measure: 'm2', onset: 1 });
    const [rest] = at
      .slots({ part: 0, staff: 1, voice: 1 }, 1)
      .filter(({ notes }) => !notes.length);
    expect(caretOf(at, rest)).toMatchObject({ measure: 'm2', onset: rest.onset.valueOf() });
  });

  it('is followed until somebody looks elsewhere, or who is followed leaves', () => {
    const room = new Room();
    const company = new Company(room, () => at);
    const node = document.createElement('div');
    const asked: number[] = [];
    const follower = new Follower(company, {
      node,
      index: at,
      systemOf: (measure) => {
        asked.push(measure);
        return { node: document.createElement('div') } as unknown as System;
      },
    });
    follower.follow('a1');
    expect(follower.person).toBe('');
    room.hear(2, { user: ADA, antiphon: { selection: ['a'] } });
    follower.follow('a1');
    expect(follower.banner.hidden).toBe(false);
    expect(follower.banner.textContent).toContain('You follow Ada Byron.');
    room.hear(2, { user: ADA, antiphon: { selection: ['b'] } });
    room.hear(2, { user: ADA, antiphon: { selection: ['b'], view: 'm1' } });
    expect(asked).toEqual([0, 1, 0]);
    node.dispatchEvent(new Event('wheel'));
    expect(follower.person).toBe('');
    expect(follower.banner.hidden).toBe(true);
    follower.follow('a1');
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    expect(follower.person).toBe('');
    follower.follow('a1');
    room.hear(2, null);
    expect(follower.person).toBe('');
    follower.dispose();
  });
});
