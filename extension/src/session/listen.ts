/**
 * Hearing the engine's mix in a browser: one receive-only WebRTC track from the server, on an audio element.
 * Free of JupyterLab, so that any page with a channel to the server can use it.
 */
import { type Counts, countsOf, latencyBetween } from './latency';
import { stereo } from './sdp';
import { trans } from '../translation';

/** What carries offers to the server and its answers back. */
export interface Signalling {
  /** Send a message; false where there is no connection now. */
  send(message: object): boolean;
  /** Be told of every answer and refusal; returns how to stop. */
  onReply(listener: (reply: Reply) => void): () => void;
  /** Be told when the connection comes or goes; returns how to stop. */
  onConnected(listener: (connected: boolean) => void): () => void;
}

export type Reply =
  { type: 'answer'; id: string; sdp: string } | { type: 'refused'; id: string; message: string };

export type ListenState =
  | { status: 'off' | 'connecting' | 'listening' }
  | { status: 'blocked' | 'failed'; message: string };

/** Seconds to wait, in ms: for ICE candidates, for the server's answer, for a dropped path to mend itself. */
const GATHERING = 2000;
const ANSWER = 15000;
const MENDING = 4000;
const TRIES = 4;

/** Ms between two looks at how far the sound is behind. */
const WATCH = 1000;

/** What is said where the browser plays nothing before it is pressed. */
export function blocked(): string {
  return trans.__('Your browser holds back sound until you press: Listen');
}

export interface ListenerOptions {
  /** Makes the connection; a browser's own by default. */
  connect?: () => RTCPeerConnection;
  /** What plays it; a new audio element by default. */
  element?: HTMLAudioElement;
}

/** One person's ear on a session: off, connecting, listening, blocked by the browser, or failed. */
export class Listener {
  constructor(signalling: Signalling, options: ListenerOptions = {}) {
    this._signalling = signalling;
    this._connect = options.connect ?? (() => new RTCPeerConnection());
    this._element = options.element ?? document.createElement('audio');
    this._element.autoplay = false;
    this._stops = [
      signalling.onReply((reply) => void this._reply(reply)),
      signalling.onConnected((connected) => this._reconnected(connected)),
    ];
  }

  get state(): ListenState {
    return this._state;
  }

  /** Loudness from 0 to 1. */
  get volume(): number {
    return this._element.volume;
  }
  set volume(value: number) {
    this._element.volume = Math.min(1, Math.max(0, value));
    this._element.muted = value <= 0;
    this._tell();
  }

  /** Seconds by which what is heard is behind the engine, as far as the browser tells; 0 while nothing is heard. */
  get latency(): number {
    return this._state.status === 'listening' ? this._latency : 0;
  }

  /** Be told at each change of state or volume; returns how to stop. */
  subscribe(listener: () => void): () => void {
    this._listeners.add(listener);
    return () => this._listeners.delete(listener);
  }

  /** Start, or press on where the browser held sound back. */
  async listen(): Promise<void> {
    if (this._disposed) {
      return;
    }
    this._wanted = true;
    if (this._state.status === 'blocked') {
      await this._play();
    } else if (this._state.status === 'off' || this._state.status === 'failed') {
      this._tries = 0;
      await this._dial();
    }
  }

  /** Stop hearing, and tell the server. */
  stop(): void {
    this._wanted = false;
    this._hangUp();
    this._become({ status: 'off' });
  }

  /** Stop, and let go of everything. */
  dispose(): void {
    if (this._disposed) {
      return;
    }
    this.stop();
    this._disposed = true;
    this._stops.forEach((stop) => stop());
    this._listeners.clear();
  }

  private async _dial(): Promise<void> {
    this._hangUp();
    this._become({ status: 'connecting' });
    const id = `listen-${Math.random().toString(36).slice(2, 12)}`;
    let peer: RTCPeerConnection;
    try {
      peer = this._connect();
    } catch {
      this._fail(
        trans.__('This browser cannot receive live sound (it has no WebRTC): try another browser.'),
      );
      return;
    }
    this._peer = peer;
    this._id = id;
    peer.addTransceiver('audio', { direction: 'recvonly' });
    peer.ontrack = (event) => {
      this._element.srcObject = event.streams[0] ?? new MediaStream([event.track]);
      void this._play();
    };
    peer.onconnectionstatechange = () => this._watch(peer);
    try {
      const offer = await peer.createOffer();
      await peer.setLocalDescription({ type: 'offer', sdp: stereo(offer.sdp ?? '') });
      await gathered(peer);
    } catch (error) {
      if (peer === this._peer) {
        this._fail(trans.__('Could not prepare to listen: %1', words(error)));
      }
      return;
    }
    if (peer !== this._peer) {
      return;
    }
    if (!this._signalling.send({ type: 'offer', id, sdp: peer.localDescription?.sdp ?? '' })) {
      // The session is away; its return dials again.
      return;
    }
    this._wait(ANSWER, () => this._again(trans.__('The server did not answer.')));
  }

  private async _reply(reply: Reply): Promise<void> {
    const peer = this._peer;
    if (!peer || reply.id !== this._id) {
      return;
    }
    if (reply.type === 'refused') {
      const message =
        reply.message || trans.__('The server refused: too many listeners, or no sound yet.');
      if (this._state.status === 'connecting') {
        this._fail(message);
      } else {
        // What was heard has broken off: the stream is about to come back.
        this._again(message);
      }
      return;
    }
    try {
      await peer.setRemoteDescription({ type: 'answer', sdp: reply.sdp });
      if (peer === this._peer && peer.connectionState !== 'connected') {
        this._wait(ANSWER, () =>
          this._again(trans.__('The sound did not get through from the server.')),
        );
      }
    } catch (error) {
      if (peer === this._peer) {
        this._fail(trans.__("The server's answer could not be used: %1", words(error)));
      }
    }
  }

  private _watch(peer: RTCPeerConnection): void {
    if (peer !== this._peer) {
      return;
    }
    switch (peer.connectionState) {
      case 'connected':
        this._wait(null);
        this._tries = 0;
        clearInterval(this._watching);
        this._watching = setInterval(() => void this._measure(peer), WATCH);
        break;
      case 'disconnected':
        this._wait(MENDING, () => this._again(trans.__('The sound broke off.')));
        break;
      case 'failed':
      case 'closed':
        this._again(trans.__('The sound could not get through from the server.'));
        break;
    }
  }

  private async _measure(peer: RTCPeerConnection): Promise<void> {
    const counts = await peer.getStats().then(
      (report) => countsOf(report as unknown as Map<string, unknown>),
      () => null,
    );
    if (!counts || peer !== this._peer) {
      return;
    }
    const latency = this._counts && latencyBetween(this._counts, counts);
    this._counts = counts;
    this._latency = latency ?? this._latency;
  }

  private async _play(): Promise<void> {
    try {
      await this._element.play();
      if (this._peer) {
        this._become({ status: 'listening' });
      }
    } catch (error) {
      if (!this._peer || (error instanceof DOMException && error.name === 'AbortError')) {
        return;
      }
      this._become({ status: 'blocked', message: blocked() });
    }
  }

  private _reconnected(connected: boolean): void {
    // A session that comes back may be a new server, which knows nothing of the old call.
    if (connected && this._wanted && this._state.status !== 'blocked') {
      this._tries = 0;
      void this._dial();
    }
  }

  private _again(message: string): void {
    if (!this._wanted) {
      return;
    }
    this._tries += 1;
    if (this._tries >= TRIES) {
      this._fail(trans.__('%1 Press Listen to try again.', message));
      return;
    }
    this._hangUp();
    this._become({ status: 'connecting' });
    this._wait(500 * 2 ** this._tries, () => void this._dial());
  }

  private _fail(message: string): void {
    this._wanted = false;
    this._hangUp();
    this._become({ status: 'failed', message });
  }

  private _hangUp(): void {
    this._wait(null);
    clearInterval(this._watching);
    this._counts = null;
    this._latency = 0;
    const peer = this._peer;
    this._peer = null;
    if (peer) {
      peer.ontrack = peer.onconnectionstatechange = null;
      peer.close();
      this._signalling.send({ type: 'hangup', id: this._id });
      this._element.pause();
      this._element.srcObject = null;
    }
  }

  private _wait(ms: number | null, then: () => void = () => undefined): void {
    clearTimeout(this._timer);
    this._timer = ms === null ? undefined : setTimeout(then, ms);
  }

  private _become(state: ListenState): void {
    this._state = state;
    this._tell();
  }

  private _tell(): void {
    this._listeners.forEach((listener) => listener());
  }

  private readonly _signalling: Signalling;
  private readonly _connect: () => RTCPeerConnection;
  private readonly _element: HTMLAudioElement;
  private readonly _stops: (() => void)[];
  private readonly _listeners = new Set<() => void>();
  private _state: ListenState = { status: 'off' };
  private _peer: RTCPeerConnection | null = null;
  private _id = '';
  private _wanted = false;
  private _tries = 0;
  private _counts: Counts | null = null;
  private _latency = 0;
  private _watching: ReturnType<typeof setInterval> | undefined;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _disposed = false;
}

/** Wait until every ICE candidate is in the local description, or two seconds: the offer is sent whole. */
function gathered(peer: RTCPeerConnection): Promise<void> {
  return new Promise((resolve) => {
    if (peer.iceGatheringState === 'complete') {
      resolve();
      return;
    }
    const timer = setTimeout(done, GATHERING);
    function check(): void {
      if (peer.iceGatheringState === 'complete') {
        done();
      }
    }
    function done(): void {
      clearTimeout(timer);
      peer.removeEventListener('icegatheringstatechange', check);
      resolve();
    }
    peer.addEventListener('icegatheringstatechange', check);
  });
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
