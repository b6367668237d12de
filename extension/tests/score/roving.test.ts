// @vitest-environment jsdom
import { expect, it } from 'vitest';

import { rove } from '../../src/score/view/roving';

function toolbar(html: string): HTMLElement {
  document.body.innerHTML = `<div role="toolbar">${html}</div>`;
  return document.body.firstElementChild as HTMLElement;
}

function press(key: string): void {
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
}

const stops = (bar: HTMLElement): string =>
  [...bar.querySelectorAll('button')].map(({ tabIndex }) => tabIndex).join(' ');

it('makes a toolbar one stop, and moves in it by the arrows', () => {
  const bar = toolbar('<button>a</button><button disabled>b</button><button>c</button>');
  const end = rove(bar);
  const [a, , c] = [...bar.querySelectorAll('button')];
  expect([a.tabIndex, c.tabIndex]).toEqual([0, -1]);
  a.focus();
  press('ArrowRight');
  expect(document.activeElement).toBe(c);
  expect([a.tabIndex, c.tabIndex]).toEqual([-1, 0]);
  press('ArrowRight');
  expect(document.activeElement).toBe(a);
  press('End');
  expect(document.activeElement).toBe(c);
  end();
  press('Home');
  expect(document.activeElement).toBe(c);
});

it('goes the other way where it is read from right to left', () => {
  const bar = toolbar('<button>a</button><button>b</button><button>c</button>');
  bar.style.direction = 'rtl';
  rove(bar);
  const [a, b] = [...bar.querySelectorAll('button')];
  a.focus();
  press('ArrowLeft');
  expect(document.activeElement).toBe(b);
});

it('leaves fields and menus their own keys, and takes in what comes later', async () => {
  const bar = toolbar('<button>a</button><input><div role="menu"><button>m</button></div>');
  rove(bar);
  expect(stops(bar)).toBe('0 0');
  bar.querySelector('input')?.focus();
  press('ArrowRight');
  expect(document.activeElement).toBe(bar.querySelector('input'));
  bar.append(document.createElement('button'));
  await Promise.resolve();
  expect(stops(bar)).toBe('0 0 -1');
});
