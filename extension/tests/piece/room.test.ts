import type { IDocumentProvider } from '@jupyter/collaborative-drive';
import { beforeEach, expect, it, vi } from 'vitest';

import { refusalIn, RoomLine } from '../../src/piece/room';

/** The events of a y-websocket provider. */
class Socket {
  private readonly listeners = new Map<string, Set<(...values: unknown[]) => void>>();
  readonly disconnect = vi.fn();

  on(name: string, listener: () => void): void {
    this.listeners.set(name, (this.listeners.get(name) ?? new Set()).add(listener));
  }

  off(name: string, listener: () => void): void {
    this.listeners.get(name)?.delete(listener);
  }

  emit(name: string, values: unknown[]): void {
    [...(this.listeners.get(name) ?? [])].forEach((listener) => listener(...values));
  }
}

function close(reason: object, code = 1003): { code: number; reason: string } {
  return { code, reason: JSON.stringify(reason) };
}

let socket: Socket;
let stock: ReturnType<typeof vi.fn>;
let line: RoomLine;

beforeEach(async () => {
  socket = new Socket();
  stock = vi.fn();
  socket.on('connection-close', stock as () => void);
  const ready = Promise.resolve();
  line = new RoomLine({ ready, wsProvider: socket } as unknown as IDocumentProvider);
  await ready;
});

it('tells whether edits reach the room', () => {
  const told: boolean[] = [];
  line.connectedChanged.connect((_, connected) => told.push(connected));
  socket.emit('status', [{ status: 'disconnected' }]);
  socket.emit('status', [{ status: 'connecting' }]);
  socket.emit('status', [{ status: 'connected' }]);
  expect(told).toEqual([false, true]);
  expect(line.connected).toBe(true);
});

it('takes the word of a refused edit from the stock dialog, and stops coming back', async () => {
  const told: string[] = [];
  line.turnedAway.connect((_, sentence) => told.push(sentence));
  socket.emit('connection-close', [
    close({ reason: 'forbidden', errorReason: 'Measure 1 is locked.' }),
  ]);
  expect(told).toEqual(['Measure 1 is locked.']);
  expect(stock).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(socket.disconnect).toHaveBeenCalledOnce());
});

it('leaves every other close to the stock provider', () => {
  const others = [
    close({ reason: 'initialization_error' }),
    close({ reason: 'forbidden' }, 1001),
    null,
  ];
  others.forEach((other) => socket.emit('connection-close', [other]));
  expect(stock).toHaveBeenCalledTimes(3);
  expect(socket.disconnect).not.toHaveBeenCalled();
});

it.each([
  [{ code: 1003, reason: 'no JSON' }, null],
  [{ code: 1003, reason: '"forbidden"' }, null],
  [undefined, null],
  [close({ reason: 'forbidden' }), 'The server refused an edit.'],
  [
    close({ reason: 'unknown_session' }),
    'The server does not share the past of this page any more.',
  ],
])('reads %o', (event, sentence) => {
  expect(refusalIn(event)).toBe(sentence);
});

it('does without a socket to follow', async () => {
  const ready = Promise.resolve();
  const lone = new RoomLine({ ready } as unknown as IDocumentProvider);
  await ready;
  expect(lone.connected).toBe(true);
  expect(new RoomLine(undefined).connected).toBe(true);
});
