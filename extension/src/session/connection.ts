import { ServerConnection } from '@jupyterlab/services';
import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import { AudienceLine } from './audience';
import { SessionClock } from './clock';
import type { RecordingFormat } from './engine';
import type { Levels } from './levels';
import { Looking } from './looking';
import { Listener, type Reply, type Signalling } from './listen';
import { type SessionState, parseMessage } from './message';
import type { Action, Authors, Invitation, Writers } from './people';
import { Playhead, backOff } from './playhead';
import { learn, told } from './told';
import type { Metronome, Stretch, TransportState } from './transport';
import { language, trans } from '../translation';

/** A word from the server for the people: something failed, or something to know. */
export interface Notice {
  kind: 'error' | 'notice';
  message: string;
}

/**
 * One person's line to the session of a piece: what the server says (state, transport), and what may be asked of it.
 *
 * Reconnects by itself, with growing pauses. What is asked while the line is down is not sent later: nobody wants
 * yesterday's Play.
 */
export class SessionConnection implements IDisposable {
  /**
   * @param serverSettings - where the server is, and how to be known there.
   * @param path - the piece's path on the server, as the contents API names it.
   */
  constructor(serverSettings: ServerConnection.ISettings, path: string) {
    this._settings = serverSettings;
    this.path = path;
    window.addEventListener('online', this._online);
    this._open();
  }

  readonly path: string;

  /** The server's last word on the whole session; null before the first. */
  get state(): SessionState | null {
    return this._state;
  }

  /** The last transport; null while the engine has not played. */
  get transport(): TransportState | null {
    return this._transport;
  }

  get connected(): boolean {
    return this._connected;
  }

  /** When `state` arrived, in ms of `performance.now()`: what its countdowns count from. */
  get arrival(): number {
    return this._arrival;
  }

  get stateChanged(): ISignal<this, SessionState> {
    return this._stateChanged;
  }

  get transportChanged(): ISignal<this, TransportState | null> {
    return this._transportChanged;
  }

  get connectedChanged(): ISignal<this, boolean> {
    return this._connectedChanged;
  }

  /** Answers to `who`. */
  get authorsTold(): ISignal<this, Authors> {
    return this._authorsTold;
  }

  /** Answers to `writers`. */
  get writersTold(): ISignal<this, Writers> {
    return this._writersTold;
  }

  /** Errors and notices of the server, in words. */
  get noticed(): ISignal<this, Notice> {
    return this._noticed;
  }

  /** The sound of this session in this browser. */
  get listener(): Listener {
    this._listener ??= new Listener(this._signalling);
    return this._listener;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Whether the server lets this person do `action`. */
  may(action: Action): boolean {
    return this._state?.you.may.includes(action) ?? false;
  }

  /** Where the music is that is heard now, in quarter lengths: between messages, carried on by the last rate. */
  positionNow(): number {
    return this._playhead.at(this._heardNow());
  }

  /** The time that is heard now, in ms of `performance.now()`: earlier by as long as the sound is on its way here. */
  private _heardNow(): number {
    return performance.now() - 1000 * (this._listener?.latency ?? 0);
  }

  /** The transport, and when its position is heard here, in ms of `performance.now()`; null before the first. */
  heard(): { course: TransportState; since: number } | null {
    const course = this._transport;
    return course && { course, since: this._since + 1000 * (this._listener?.latency ?? 0) };
  }

  /** The server's clock, and what this page knows of it. */
  readonly clock = new SessionClock((message) => this._send(message));

  /** Stop all sound at once, also what still rings. */
  panic(): boolean {
    return this._send({ type: 'panic' });
  }

  /** Play a stretch of the score round and round; null: no more. */
  loop(stretch: Stretch | null): boolean {
    return this._send({ type: 'loop', ...stretch });
  }

  /** Multiply the tempo for practice, 0.25 to 2. */
  setSpeed(factor: number): boolean {
    return this._send({ type: 'speed', factor });
  }

  setMetronome({ on, countIn }: Metronome): boolean {
    return this._send({ type: 'metronome', on, count_in: countIn });
  }

  /** Record the stems on the server, or end it. */
  record(on: boolean, format: RecordingFormat): boolean {
    return this._send({ type: 'record', on, format });
  }

  /** What is asked for the audience, and what of the piece it may steer. */
  readonly audience = new AudienceLine((message) => this._send(message));

  /** What is looked at of the sound: levels, what nodes take, what flows through cables. */
  readonly looking = new Looking((message) => void this._send(message));

  /** Be told how loud the stems are, ten times a second; returns how to stop. */
  watchLevels(watcher: (levels: Levels) => void): () => void {
    return this.looking.watchLevels(watcher);
  }

  /** Have loudness be counted, and the greatest true peak be found, from here on: for everybody. */
  resetMeters(): boolean {
    return this._send({ type: 'meters', reset: true });
  }

  /** Play from `position` (quarter lengths), or from where the playhead is. */
  play(position?: number): boolean {
    return this._send(position === undefined ? { type: 'play' } : { type: 'play', position });
  }

  stop(): boolean {
    return this._send({ type: 'stop' });
  }

  /** Move the playhead to `position`, in quarter lengths. */
  seek(position: number): boolean {
    return this._send({ type: 'seek', position });
  }

  /** Say who plays a part, by their ids; nobody: it is for everybody. */
  assign(part: string, people: readonly string[]): boolean {
    return this._send({ type: 'assign', part, people });
  }

  /** Give somebody another role: `player` or `guest`. */
  setRole(person: string, role: string): boolean {
    return this._send({ type: 'role', person, role });
  }

  /** Send somebody away from the piece. */
  dismiss(person: string): boolean {
    return this._send({ type: 'dismiss', person });
  }

  /** Ask who made an entry of the document, and who changed it last. */
  who(root: string, id: string): boolean {
    return this._send({ type: 'who', root, id });
  }

  /** Ask who wrote the entries of a root: all, or at most 2,000 of them. */
  writers(root: string, ids?: readonly string[]): boolean {
    return this._send({ type: 'authors', root, ...(ids && { ids }) });
  }

  /** The address of the artist's desk. */
  get desk(): string {
    return `${this._settings.baseUrl}antiphon/desk?path=${encodeURIComponent(this.path)}&language=${language}`;
  }

  /**
   * Make an invitation to this piece.
   *
   * @param role - `player`, `guest`, or `audience` or `stage`, whose page is opened for it.
   * @throws Error, with the server's reason in words, where it refuses.
   */
  async invite(role: string, name?: string): Promise<Invitation> {
    const response = await ServerConnection.makeRequest(
      `${this._settings.baseUrl}antiphon/invites`,
      {
        method: 'POST',
        body: JSON.stringify({ role, path: this.path, ...(name ? { name } : {}) }),
      },
      this._settings,
    );
    const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
    if (!response.ok || typeof body.link !== 'string') {
      learn(body);
      const reason = told(body.message) || response.statusText;
      throw new Error(reason || trans.__('The server answered %1.', response.status));
    }
    return { role, link: body.link, qr: typeof body.qr === 'string' ? body.qr : '' };
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._listener?.dispose();
    this._isDisposed = true;
    window.removeEventListener('online', this._online);
    clearTimeout(this._timer);
    this._socket?.close();
    this._replies.clear();
    this.clock.dispose();
    this.audience.dispose();
    Signal.clearData(this);
  }

  private _open(): void {
    clearTimeout(this._timer);
    if (this._isDisposed) {
      return;
    }
    const { wsUrl, token, appendToken, WebSocket } = this._settings;
    const query = new URLSearchParams({ path: this.path });
    if (appendToken && token) {
      query.set('token', token);
    }
    const socket = new WebSocket(`${wsUrl}antiphon/session?${query}`);
    this._socket = socket;
    socket.onopen = () => this._become(socket, true);
    socket.onmessage = (event) => {
      if (socket === this._socket && !this._isDisposed) {
        this._receive(event.data);
      }
    };
    socket.onclose = () => {
      if (socket === this._socket && !this._isDisposed) {
        this._become(socket, false);
        this._timer = setTimeout(() => this._open(), backOff(this._attempt++, Math.random()));
      }
    };
  }

  private _become(socket: WebSocket, connected: boolean): void {
    if (socket !== this._socket || connected === this._connected || this._isDisposed) {
      return;
    }
    this._connected = connected;
    if (connected) {
      this.clock.begin();
      this.looking.begin();
    } else {
      this.clock.pause();
    }
    this._connectedChanged.emit(connected);
  }

  private _receive(frame: unknown): void {
    const message = parseMessage(frame);
    switch (message?.type) {
      case 'state':
        this._attempt = 0;
        this._state = message.state;
        this._arrival = performance.now();
        this._recall(message.state.transport);
        this._stateChanged.emit(message.state);
        break;
      case 'transport':
        this._move(message.transport);
        break;
      case 'levels':
        this.looking.takeLevels(message.levels);
        break;
      case 'loads':
        this.looking.takeLoads(message.nodes);
        break;
      case 'probes':
        this.looking.takeProbes(message.ports);
        break;
      case 'clock':
        this.clock.take(message);
        break;
      case 'answer':
      case 'refused':
        this._replies.forEach((listener) => listener(message));
        break;
      case 'steerable':
        this.audience.takeSteerable(message.targets);
        break;
      case 'who':
        this._authorsTold.emit(message.authors);
        break;
      case 'authors':
        this._writersTold.emit(message.writers);
        break;
      case 'error':
      case 'notice':
        this._noticed.emit({ kind: message.type, message: message.message });
        break;
    }
  }

  /** A state repeats the last transport, which is older than it was: only what is new counts. */
  private _recall(transport: TransportState | null): void {
    if (JSON.stringify(transport) !== JSON.stringify(this._transport)) {
      this._move(transport);
    }
  }

  private _move(transport: TransportState | null): void {
    this._transport = transport;
    if (transport) {
      const held = transport.at === null ? null : this.clock.local(transport.at);
      this._since = held === null ? performance.now() : 1000 * held;
      this._playhead.update(transport, this._heardNow(), this._since);
    }
    this._transportChanged.emit(transport);
  }

  private _send(message: object): boolean {
    if (this._socket?.readyState !== 1) {
      return false;
    }
    this._socket.send(JSON.stringify(message));
    return true;
  }

  private readonly _online = (): void => {
    if (!this._connected && !this._isDisposed) {
      this._attempt = 0;
      this._open();
    }
  };

  private readonly _signalling: Signalling = {
    send: (message) => this._send(message),
    onReply: (listener) => {
      this._replies.add(listener);
      return () => this._replies.delete(listener);
    },
    onConnected: (listener) => {
      const slot = (_: this, connected: boolean): void => listener(connected);
      this._connectedChanged.connect(slot);
      return () => this._connectedChanged.disconnect(slot);
    },
  };

  private readonly _settings: ServerConnection.ISettings;
  private readonly _playhead = new Playhead();
  private readonly _replies = new Set<(reply: Reply) => void>();
  private readonly _stateChanged = new Signal<this, SessionState>(this);
  private readonly _transportChanged = new Signal<this, TransportState | null>(this);
  private readonly _connectedChanged = new Signal<this, boolean>(this);
  private readonly _writersTold = new Signal<this, Writers>(this);
  private readonly _authorsTold = new Signal<this, Authors>(this);
  private readonly _noticed = new Signal<this, Notice>(this);
  private _listener: Listener | null = null;
  private _socket: WebSocket | null = null;
  private _state: SessionState | null = null;
  private _transport: TransportState | null = null;
  private _arrival = 0;
  private _since = 0;
  private _connected = false;
  private _attempt = 0;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _isDisposed = false;
}
