import { afterEach, expect, test } from 'vitest';

import { parseMessage } from '../../src/session/message';
import { learn, told } from '../../src/session/told';
import { speak } from '../../src/translation';

const CATALOGUE: Record<string, string[]> = {
  'server\u0004{name} won with {votes} of {count} votes': [
    '{name} hat mit {votes} von {count} Stimme gewonnen',
    '{name} hat mit {votes} von {count} Stimmen gewonnen',
  ],
  'server\u0004{name}: {value}': ['{name}: {value}'],
  'server\u0004Tempo': ['Das Tempo'],
  'server\u0004× {number}': ['× {number}'],
  'server\u0004A poll is open already.': ['Eine Umfrage läuft schon.'],
  'sound\u0004Cutoff': ['Grenzfrequenz'],
};

function german(): void {
  const find = (context: string, text: string): string[] | undefined =>
    CATALOGUE[`${context}\u0004${text}`];
  const bundle = {
    __: (text: string) => text,
    _n: (one: string, many: string, count: number) => (count === 1 ? one : many),
    _p: (context: string, text: string) => find(context, text)?.[0] ?? text,
    _np: (context: string, one: string, many: string, count: number) =>
      find(context, many)?.[count === 1 ? 0 : 1] ?? (count === 1 ? one : many),
  };
  speak({ languageCode: 'de_DE', load: () => bundle } as unknown as Parameters<typeof speak>[0]);
}

afterEach(() => {
  learn({});
  speak({
    languageCode: 'en',
    load: () => ({
      __: (text: string) => text,
      _n: (one: string, many: string, count: number) => (count === 1 ? one : many),
      _p: (_: string, text: string) => text,
      _np: (_: string, one: string, many: string, count: number) => (count === 1 ? one : many),
    }),
  } as unknown as Parameters<typeof speak>[0]);
});

const SAID = {
  'Tempo: × 1.1': {
    sentence: '{name}: {value}',
    values: { name: 'Tempo', value: '× 1.1' },
  },
  Tempo: { sentence: 'Tempo', values: {} },
  '× 1.1': { sentence: '× {number}', values: { number: 1.1 } },
  'Tempo won with 2 of 3 votes': {
    sentence: '{name} won with {votes} of {count} votes',
    one: '{name} won with {votes} of {count} vote',
    values: { name: 'Tempo!', votes: 2, count: 3 },
  },
  Cutoff: { sentence: 'Cutoff', values: {} },
};

test('a sentence is said with its values, each in the language', () => {
  german();
  learn({ said: SAID });
  expect(told('Tempo: × 1.1')).toBe('Das Tempo: × 1,1');
  expect(told('Tempo won with 2 of 3 votes')).toBe('Tempo! hat mit 2 von 3 Stimmen gewonnen');
  expect(told('Cutoff')).toBe('Grenzfrequenz');
});

test('a sentence without values needs nothing beside it', () => {
  german();
  expect(told('A poll is open already.')).toBe('Eine Umfrage läuft schon.');
});

test('what somebody wrote stays as it is', () => {
  german();
  learn({ said: SAID });
  expect(told('50 %1 {name}')).toBe('50 %1 {name}');
  expect(told('My own option')).toBe('My own option');
  expect(told(undefined)).toBe('');
});

test('in English a sentence is what the server said', () => {
  learn({ said: SAID });
  for (const text of ['Tempo: × 1.1', 'Cutoff']) {
    expect(told(text)).toBe(text);
  }
});

test('a refusal and the state are read in the language', () => {
  german();
  const refusal = { type: 'error', message: 'Tempo: × 1.1', said: SAID };
  expect(parseMessage(JSON.stringify(refusal))).toEqual({
    type: 'error',
    message: 'Das Tempo: × 1,1',
  });
  const target = {
    target: 'tempo',
    name: 'Tempo',
    reason: 'Tempo won with 2 of 3 votes',
    written: 1,
  };
  const state = {
    type: 'state',
    steering: { undo: 'Tempo: × 1.1', targets: [target] },
    results: [
      {
        id: 'p',
        question: 'A poll is open already.',
        options: [{ id: 'a', label: 'Tempo' }],
        effect: 'Tempo: × 1.1',
      },
    ],
    said: SAID,
  };
  const read = parseMessage(JSON.stringify(state));
  expect(read).toMatchObject({
    state: {
      steering: {
        undo: 'Das Tempo: × 1,1',
        targets: [{ name: 'Das Tempo', reason: 'Tempo! hat mit 2 von 3 Stimmen gewonnen' }],
      },
      results: [
        {
          question: 'Eine Umfrage läuft schon.',
          effect: 'Das Tempo: × 1,1',
          options: [{ label: 'Das Tempo' }],
        },
      ],
    },
  });
});
