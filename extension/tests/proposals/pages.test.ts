// @vitest-environment jsdom
import { Signal } from '@lumino/signaling';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { AntiphonDoc } from '../../src/document';
import { Unsent, UnsentStore } from '../../src/proposals/unsent';
import type { SessionConnection } from '../../src/session';

/** A page of one person that has the piece open. */
class Page {
  constructor() {
    this.doc.put('groups', 'g', { name: 'Strings', x: 0, y: 0 });
    this.unsent.look();
  }

  draft(name: string): void {
    this.doc.beginDraft();
    this.doc.change('groups', 'g', { name });
    window.dispatchEvent(new Event('pagehide'));
  }

  get offered(): string[] {
    return this.unsent.left.map(({ id }) => id);
  }

  readonly doc = new AntiphonDoc();
  readonly unsent = new Unsent(
    this.doc,
    {
      state: { you: { id: 'ada' } },
      stateChanged: new Signal<object, unknown>({}),
    } as unknown as SessionConnection,
    new UnsentStore('a.antiphon'),
  );
}

let pages: Page[];
const open = (): Page => {
  pages.push(new Page());
  return pages.at(-1)!;
};
const close = ({ unsent }: Page): void => unsent.dispose();

beforeEach(() => {
  localStorage.clear();
  pages = [];
});
afterEach(() => pages.forEach(close));

it('offers on no other page what is drafted on one, until that is closed', async () => {
  const [first, second] = [open(), open()];
  first.draft('Brass');
  expect(localStorage).toHaveLength(1);
  first.unsent.title = 'Louder';
  const third = open();
  await vi.waitFor(() => expect(third.offered).toEqual([]));
  expect(second.offered).toEqual([]);
  close(first);
  await vi.waitFor(() => expect(third.offered).toHaveLength(1));
  expect(second.offered).toEqual(third.offered);
  expect(third.unsent.goOn(third.unsent.left[0], true)).toBe('');
  expect(third.doc.document().groups.g.name).toBe('Brass');
  await vi.waitFor(() => expect(second.offered).toEqual([]));
});

it('goes on with nothing that another page has sent or discarded', async () => {
  const first = open();
  first.draft('Brass');
  close(first);
  const [second, third] = [open(), open()];
  const [kept] = third.unsent.left;
  second.unsent.discard(second.unsent.left[0]);
  expect(third.unsent.goOn(kept, true)).toBe('');
  expect(third.doc.isDraft).toBe(false);
  expect(third.offered).toEqual([]);
  expect(localStorage).toHaveLength(0);
});
