import { describe, expect, it, vi } from 'vitest';

import type { Permissions } from '../../src/rights';
import { ACTIONS, keyRows } from '../../src/graph/view/actions';
import { GraphDesk } from '../../src/graph/view/desk';
import type { GraphCompany } from '../../src/graph/presence';
import type { KeyRow } from '../../src/panels';
import { chain } from './desk';

function deskOf(on = chain()) {
  const keys = vi.fn((_title: string, _rows: readonly KeyRow[]) => Promise.resolve());
  const ask = { keys } as unknown as GraphDesk['parts']['ask'];
  const permissions = { refusalOf: () => '' } as unknown as Permissions;
  const company = { tell: () => undefined } as unknown as GraphCompany;
  return { desk: new GraphDesk({ doc: on.doc, permissions, company, ask }), keys, on };
}

const action = (id: string) => ACTIONS.find((of) => of.id === id)!;

describe('What can be done with the graph', () => {
  it('has one action for each key and each command', () => {
    const keys = ACTIONS.flatMap((of) => of.keys ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    const ids = ACTIONS.flatMap(({ id }) => (id ? [id] : []));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tells the keys in a table', () => {
    const { desk, keys } = deskOf();
    void action('keys').run(desk);
    expect(action('keys').keys).toEqual(['?']);
    const [title, rows] = keys.mock.calls[0];
    expect(title).toBe('Keys in the graph');
    expect(rows).toEqual(keyRows());
    expect(rows).toContainEqual(['Ctrl+G', 'Group']);
    expect(rows).toContainEqual(['Delete, Backspace', 'Delete']);
    expect(rows.every(([key, meaning]) => key && meaning && !meaning.includes('…'))).toBe(true);
  });

  it('gives a group a colour, takes it away, and both are undone as one step each', () => {
    const { desk, on } = deskOf();
    const colour = () => Object.values(on.document.groups)[0].colour;
    expect(action('colour').can!(desk)).toBe(false);
    desk.select(['filter', 'room']);
    void action('group').run(desk);
    expect(action('colour').can!(desk)).toBe(true);
    void action('colour').run(desk);
    const choices = desk.asking!.choices;
    expect(choices.map(({ colour: of }) => of)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, undefined]);
    choices.find(({ label }) => label === 'Blue')!.run();
    expect(colour()).toBe(5);
    choices.at(-1)!.run();
    expect(colour()).toBeUndefined();
    desk.undo();
    expect(colour()).toBe(5);
  });
});
