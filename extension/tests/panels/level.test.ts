import { describe, expect, it } from 'vitest';

import { levelWords, panWords } from '../../src/panels/level';

describe('a level and a place', () => {
  it('are said in words', () => {
    expect([levelWords(-60), levelWords(-4.55), levelWords(3), levelWords(-0.01)]).toEqual([
      'off',
      '−4.5 dB',
      '+3 dB',
      '0 dB',
    ]);
    expect([panWords(0), panWords(-0.3), panWords(1)]).toEqual([
      'centre',
      '30 % left',
      '100 % right',
    ]);
  });
});
