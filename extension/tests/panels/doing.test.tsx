// @vitest-environment jsdom
import * as React from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';

import { Doing } from '../../src/panels/doing';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

function shown(onChoose: (value: string) => void): HTMLSelectElement {
  const host = document.createElement('div');
  React.act(() =>
    createRoot(host).render(
      <Doing prompt="Do…" onChoose={onChoose}>
        <option value="a">A</option>
      </Doing>,
    ),
  );
  return host.querySelector('select')!;
}

function press(list: HTMLSelectElement, key: string): { opened: boolean; prevented: boolean } {
  const picker = vi.fn();
  list.showPicker = picker;
  document.body.append(list.parentElement!);
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  React.act(() => void list.dispatchEvent(event));
  return { opened: picker.mock.calls.length === 1, prevented: event.defaultPrevented };
}

test.each(['ArrowDown', 'ArrowUp', 'End', 'r'])(
  '%s opens the list and does nothing else',
  (key) => {
    const chosen = vi.fn();
    expect(press(shown(chosen), key)).toEqual({ opened: true, prevented: true });
    expect(chosen).not.toHaveBeenCalled();
  },
);

test.each(['Tab', 'Escape', ' ', 'Enter'])('%s is the browser’s', (key) => {
  expect(press(shown(vi.fn()), key)).toEqual({ opened: false, prevented: false });
});

test('what is chosen is done, and nothing stays chosen', () => {
  const chosen = vi.fn();
  const list = shown(chosen);
  document.body.append(list.parentElement!);
  React.act(() => {
    list.value = 'a';
    list.dispatchEvent(new Event('change', { bubbles: true }));
  });
  expect(chosen).toHaveBeenCalledExactlyOnceWith('a');
  expect(list.value).toBe('');
});
