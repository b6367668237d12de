// @vitest-environment jsdom
import { CommandRegistry } from '@lumino/commands';
import { describe, expect, it, vi } from 'vitest';

import schema from '../../schema/pieces.json';
import { scoreCommands } from '../../src/piece/score-commands';
import { characterAction } from '../../src/score/view/characters';

vi.hoisted(() => {
  // What jsdom lacks and Lumino asks for when it is loaded.
  globalThis.DragEvent = class extends Event {} as never;
});

const SCORE = '.antiphon-Systems:focus';
const shortcuts = schema['jupyter.lab.shortcuts'];
const inScore = shortcuts.filter(({ selector }) => selector === SCORE);

describe('the keys of the score', () => {
  it('are each bound to a command that takes its arguments, and has a name of its own', () => {
    const commands = scoreCommands({} as never);
    const elsewhere = [
      'antiphon:play',
      'antiphon:enter-notes',
      'antiphon:keys',
      'antiphon:multi-measure-rests',
    ];
    const meanings = new Map<string, string>();
    for (const { command, args = {}, keys } of inScore) {
      if (elsewhere.includes(command)) {
        continue;
      }
      const of = commands[command.slice('antiphon:'.length)];
      expect(of, command).toBeDefined();
      for (const [name, value] of Object.entries(args)) {
        const taken = of.args?.[name] as { enum?: unknown[] } | undefined;
        expect(taken, `${command} ${name}`).toBeDefined();
        expect(taken!.enum?.includes(value) ?? true, `${command} ${name}`).toBe(true);
      }
      const label = of.label(args as never);
      const call = `${command} ${JSON.stringify(args)}`;
      expect(meanings.get(label) ?? call, `${keys.join()}: ${label}`).toBe(call);
      meanings.set(label, call);
    }
    expect(meanings.size).toBeGreaterThan(90);
  });

  it('are each of one meaning, as Lumino writes them, and not what a browser keeps to itself', () => {
    const seen = inScore.map(({ keys }) => CommandRegistry.normalizeKeys({ keys } as never).join());
    expect(new Set(seen).size).toBe(seen.length);
    const kept = ['Accel N', 'Accel T', 'Accel W', 'Accel Shift N', 'Accel Shift T'];
    expect(inScore.flatMap(({ keys }) => keys).filter((key) => kept.includes(key))).toEqual([]);
  });

  it('leave characters that are elsewhere on each keyboard to the score', () => {
    const press = (key: string, of: object = {}) =>
      characterAction({ key, ctrlKey: false, metaKey: false, altKey: false, ...of });
    expect(press('#')).toEqual({ kind: 'bend', by: 1 });
    expect(press('+')).toEqual({ kind: 'bend', by: 1 });
    expect(press('-')).toEqual({ kind: 'bend', by: -1 });
    expect(press('-', { ctrlKey: true })).toBeNull();
    expect(press('#', { ctrlKey: true, altKey: true })).toEqual({ kind: 'bend', by: 1 });
    expect(press('c')).toBeNull();
  });
});
