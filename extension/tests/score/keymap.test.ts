import { describe, expect, it } from 'vitest';

import { actionOf, type Key } from '../../src/score/editing/keymap';

const press = (key: string, modifiers: Partial<Key> = {}): ReturnType<typeof actionOf> =>
  actionOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers });

describe('keys', () => {
  it('enters letters, on the chord with Shift, whatever Caps Lock says', () => {
    expect(press('c')).toEqual({ kind: 'enter', step: 0, chord: false });
    expect(press('B')).toEqual({ kind: 'enter', step: 6, chord: false });
    expect(press('B', { shiftKey: true })).toEqual({ kind: 'enter', step: 6, chord: true });
  });

  it('moves by step, octave and semitone', () => {
    expect(press('ArrowUp')).toEqual({ kind: 'steps', by: 1 });
    expect(press('ArrowDown', { ctrlKey: true })).toEqual({ kind: 'octaves', by: -1 });
    expect(press('ArrowUp', { metaKey: true })).toEqual({ kind: 'octaves', by: 1 });
    expect(press('ArrowDown', { altKey: true })).toEqual({ kind: 'semitones', by: -1 });
  });

  it('undoes and redoes', () => {
    expect(press('z', { ctrlKey: true })).toEqual({ kind: 'undo' });
    expect(press('Z', { metaKey: true, shiftKey: true })).toEqual({ kind: 'redo' });
  });

  it('leaves to the browser and to JupyterLab what is theirs', () => {
    for (const [key, modifiers] of [
      ['c', { ctrlKey: true }],
      ['s', { ctrlKey: true }],
      ['f', { altKey: true }],
      ['a', { ctrlKey: true, altKey: true }],
      ['Tab', {}],
      ['h', {}],
      ['8', {}],
      ['F5', {}],
    ] as const) {
      expect(press(key, modifiers), key).toBeNull();
    }
  });
});
