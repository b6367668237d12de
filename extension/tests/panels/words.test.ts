import { describe, expect, it } from 'vitest';

import * as words from '../../src/panels/words';

describe('words', () => {
  it('say where the tempo stands', () => {
    expect(words.tempo(92, 92, 1)).toBe('');
    expect(words.tempo(92, 92, 1.1)).toBe('× 1.10 = 101');
    expect(words.tempo(96, 92, 1.1)).toBe('now 92 × 1.10 = 101');
    expect(words.tempo(92, 82.8 / 0.9, 0.9)).toBe('× 0.90 = 83');
  });

  it('give the reason why the engine failed', () => {
    const engine = { output: 'jack', message: 'JACK is not running.', lateBlocks: 0 };
    expect(words.engine({ ...engine, status: 'failed' })).toBe(
      'Sound failed: JACK is not running.',
    );
    expect(words.lateness(1)).toBe('1 block came late since it started');
  });

  it('tell the time', () => {
    expect([0, 65.9, 600, -3].map(words.clock)).toEqual(['0:00', '1:05', '10:00', '0:00']);
  });
});

describe('who wrote something', () => {
  const now = new Date(2026, 10, 21, 15, 0);
  const at = (...of: [number, number, number, number, number]): number => new Date(...of).getTime();
  const made = { person: 'a', name: 'Ada', at: at(2026, 10, 21, 10, 12) };

  it.each([
    [at(2026, 10, 21, 0, 0), 'today 00:00'],
    [at(2026, 10, 20, 23, 59), 'yesterday 23:59'],
    [at(2026, 2, 12, 10, 12), '12 March 10:12'],
    [at(2024, 2, 12, 10, 12), '12 March 2024'],
  ])('says a time as people do', (time, text) => {
    expect(words.moment(new Date(time), now)).toBe(text);
  });

  it('names who made it, and who changed it, if that is another thing', () => {
    const of = { root: 'events', id: 'n' };
    const changed = { person: 'b', name: 'Ben', at: at(2026, 10, 21, 10, 15) };
    expect(words.authors({ ...of, made, changed: made }, now)).toBe('By Ada, today 10:12');
    expect(words.authors({ ...of, made, changed }, now)).toBe(
      'By Ada, today 10:12; changed by Ben, today 10:15',
    );
    expect(words.authors({ ...of, made: null, changed }, now)).toBe('Changed by Ben, today 10:15');
    expect(words.authors({ ...of, made: null, changed: null }, now)).toBe('');
  });

  it.each([
    [[], ''],
    [['Ada'], 'Ada'],
    [['Ada', 'Ben'], 'Ada and Ben'],
    [['Ada', 'Ben', 'Cy'], 'Ada, Ben and Cy'],
  ])('lists names', (of, text) => {
    expect(words.names(of)).toBe(text);
  });
});
