// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { SystemClipboard } from '../src/clipboard';

const source = {
  copy: vi.fn(() => 'a clip'),
  remove: vi.fn(),
  paste: vi.fn(),
};
let node: HTMLElement;
let other: HTMLInputElement;
let clipboard: SystemClipboard;

/** What a browser says at an element where somebody presses its keys for copying and pasting. */
function tell(
  kind: 'copy' | 'cut' | 'paste',
  at: Element,
  text = '',
): { event: Event; kept: string } {
  const event = new Event(kind, { bubbles: true, cancelable: true });
  const told = { event, kept: '' };
  const clipboardData = {
    setData: (_: string, words: string) => (told.kept = words),
    getData: () => text,
  };
  at.dispatchEvent(Object.assign(event, { clipboardData }));
  return told;
}

beforeEach(() => {
  document.body.innerHTML = '<div tabindex="0"></div><input>';
  node = document.querySelector('div')!;
  other = document.querySelector('input')!;
  vi.clearAllMocks();
  clipboard = new SystemClipboard(source, node);
});

afterEach(() => clipboard.dispose());

test('a copy is heard wherever the text cursor was left, while the focus is here', () => {
  node.focus();
  for (const at of [node, other, document.body]) {
    const { event, kept } = tell('copy', at);
    expect(kept).toBe('a clip');
    expect(event.defaultPrevented).toBe(true);
  }
});

test('what is copied, cut and pasted elsewhere is left alone', () => {
  other.focus();
  for (const kind of ['copy', 'cut', 'paste'] as const) {
    const { event, kept } = tell(kind, other, 'words');
    expect(kept).toBe('');
    expect(event.defaultPrevented).toBe(false);
  }
  expect(source.copy).not.toHaveBeenCalled();
  expect(source.remove).not.toHaveBeenCalled();
  expect(source.paste).not.toHaveBeenCalled();
});

test('cutting takes away what was copied, and nothing where nothing was', () => {
  node.focus();
  expect(tell('cut', document.body).kept).toBe('a clip');
  expect(source.remove).toHaveBeenCalledTimes(1);
  source.copy.mockReturnValueOnce('');
  expect(tell('cut', document.body).event.defaultPrevented).toBe(false);
  expect(source.remove).toHaveBeenCalledTimes(1);
});

test('pasting gives what the browser has', () => {
  node.focus();
  tell('paste', document.body, 'a clip from another piece');
  expect(source.paste).toHaveBeenCalledWith('a clip from another piece');
});

describe('one press of the key is one paste', () => {
  const press = (): boolean =>
    node.dispatchEvent(new KeyboardEvent('keydown', { key: 'v', ctrlKey: true, bubbles: true }));
  const release = (): boolean =>
    node.dispatchEvent(new KeyboardEvent('keyup', { key: 'v', bubbles: true }));
  const told = (text: string) => (): void => void tell('paste', node, text);
  const run = (): void => clipboard.paste();
  const later = (milliseconds: number) => (): Promise<unknown> =>
    vi.advanceTimersByTimeAsync(milliseconds);

  beforeEach(() => {
    vi.useFakeTimers();
    node.focus();
  });

  afterEach(() => vi.useRealTimers());

  test.each([
    ['told at once', [press, run, told('a'), later(200)]],
    ['told late', [press, run, later(200), told('a'), later(200)]],
    [
      'told before its command runs, when the key is let go',
      [press, told('a'), later(90), run, later(200)],
    ],
    [
      'told before its command runs as the key is let go',
      [press, told('a'), release, run, later(200)],
    ],
    ['of a key without a command', [press, told('a'), release, later(200)]],
    ['never told', [press, run, later(200)]],
    ['told of a menu of the browser', [told('a'), later(200)]],
    ['asked for by a button', [run, later(200)]],
  ])('%s', async (_, steps) => {
    for (const step of [...steps, later(3000), ...steps]) {
      await step();
    }
    expect(source.paste).toHaveBeenCalledTimes(2);
  });

  test('a key that is held pastes as often as it is told', async () => {
    for (const step of [
      press,
      told('a'),
      press,
      told('b'),
      press,
      told('c'),
      run,
      run,
      run,
      later(200),
    ]) {
      await step();
    }
    expect(source.paste.mock.calls).toEqual([['a'], ['b'], ['c']]);
  });

  test('a button after a key without a command pastes, too', async () => {
    for (const step of [press, told('a'), release, later(20), run, later(20)]) {
      await step();
    }
    expect(source.paste).toHaveBeenCalledTimes(2);
  });

  test('a press elsewhere is none', async () => {
    other.focus();
    other.dispatchEvent(new KeyboardEvent('keydown', { key: 'v', ctrlKey: true, bubbles: true }));
    node.focus();
    run();
    await vi.advanceTimersByTimeAsync(0);
    expect(source.paste).toHaveBeenCalledTimes(1);
  });
});
