import type { IDocumentProvider } from '@jupyter/collaborative-drive';
import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';
import { trans } from '../translation';

/** What is used of a y-websocket provider. */
interface Socket {
  emit(name: string, values: unknown[]): void;
  on(name: string, listener: (...values: never[]) => void): void;
  off(name: string, listener: (...values: never[]) => void): void;
  disconnect(): void;
}

/** The code that the server closes a room's socket with when it turns a page away. */
const REFUSED = 1003;

/** Its reasons that leave edits on the page alone, and what is said where it says no sentence itself. */
function sentenceFor(reason: string): string | null {
  switch (reason) {
    case 'forbidden':
      return trans.__('The server refused an edit.');
    case 'unknown_session':
      return trans.__('The server does not share the past of this page any more.');
    default:
      return null;
  }
}

/**
 * The line to the room that a piece is shared in: whether it is up, and whether the server turned this page away.
 *
 * That is told here rather than by the stock provider, whose dialog offers nothing to save: its word of the closed socket
 * is held back, for those reasons alone. Where a later provider has no such socket, its own dialog shows.
 */
export class RoomLine implements IDisposable {
  /** @param provider - The stock provider of the piece's document; undefined where it has none. */
  constructor(provider: IDocumentProvider | undefined) {
    provider?.ready.then(
      () => this._follow((provider as { wsProvider?: Socket | null }).wsProvider ?? null),
      () => undefined,
    );
  }

  /** Whether edits reach the room; also true before that is known. */
  get connected(): boolean {
    return this._connected;
  }

  get connectedChanged(): ISignal<this, boolean> {
    return this._connectedChanged;
  }

  /** The server turned this page away, and has not all that it holds: why, in a sentence. */
  get turnedAway(): ISignal<this, string> {
    return this._turnedAway;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this._socket?.off('status', this._onStatus);
      Signal.clearData(this);
    }
  }

  private _follow(socket: Socket | null): void {
    if (!socket || this._isDisposed) {
      return;
    }
    this._socket = socket;
    socket.on('status', this._onStatus);
    const emit = socket.emit.bind(socket);
    socket.emit = (name, values) => {
      const sentence = name === 'connection-close' ? refusalIn(values[0]) : null;
      if (sentence === null || this._isDisposed) {
        emit(name, values);
        return;
      }
      socket.off('status', this._onStatus);
      // Not at once: the provider is about to forget the socket that was closed.
      setTimeout(() => socket.disconnect());
      this._turnedAway.emit(sentence);
    };
  }

  private readonly _onStatus = ({ status }: { status: string }): void => {
    const connected = status === 'connected';
    if (connected !== this._connected) {
      this._connected = connected;
      this._connectedChanged.emit(connected);
    }
  };

  private readonly _connectedChanged = new Signal<this, boolean>(this);
  private readonly _turnedAway = new Signal<this, string>(this);
  private _socket: Socket | null = null;
  private _connected = true;
  private _isDisposed = false;
}

/** The sentence of a close that leaves edits on this page alone; null for every other close. */
export function refusalIn(close: unknown): string | null {
  const { code, reason } = (close ?? {}) as { code?: unknown; reason?: unknown };
  if (code !== REFUSED || typeof reason !== 'string') {
    return null;
  }
  try {
    const told = JSON.parse(reason) as { reason?: unknown; errorReason?: unknown } | null;
    const otherwise = sentenceFor(String(told?.reason));
    return otherwise && typeof told?.errorReason === 'string' ? told.errorReason : otherwise;
  } catch {
    return null;
  }
}
