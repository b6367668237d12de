import { describe, expect, it } from 'vitest';

import { others } from '../../src/score/view/people';

const states = (entries: [number, Record<string, unknown>][]) => ({
  clientID: 1,
  getStates: () => new Map(entries),
});

describe('other people', () => {
  it('are those with a selection, by the name they show and their colour', () => {
    const found = others(
      states([
        [1, { antiphon: { selection: ['mine'] } }],
        [
          2,
          {
            user: { name: 'ada', display_name: 'Ada', color: '#f00' },
            antiphon: { selection: ['a', 'b'] },
          },
        ],
        [3, { user: { name: 'bob' }, antiphon: { selection: [] } }],
        [4, { user: { name: 'eve' } }],
      ]),
    );
    expect(found).toEqual([{ name: 'Ada', color: '#f00', selection: ['a', 'b'] }]);
  });

  it('may say anything without doing harm', () => {
    const found = others(
      states([
        [2, { antiphon: 7 }],
        [3, { antiphon: null, user: null }],
        [4, { antiphon: { selection: [1, 'a', {}] }, user: { color: 5 } }],
      ]),
    );
    expect(found).toEqual([
      { name: 'Somebody', color: 'var(--jp-collaborator-color1)', selection: ['a'] },
    ]);
  });
});
