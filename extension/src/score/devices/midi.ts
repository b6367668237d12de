import { type ISignal, Signal } from '@lumino/signaling';

import { trans } from '../../translation';

/** What a MIDI keyboard says. */
export type KeyMessage =
  | { kind: 'press'; key: number; velocity: number }
  | { kind: 'release'; key: number }
  /** The sustain pedal. */
  | { kind: 'pedal'; down: boolean };

/** A message with the moment of its coming, in ms of `performance.now()`. */
export type TimedMessage = KeyMessage & { readonly at: number };

/** A knob, fader or pedal of a device that was moved, with the moment of it, in ms of `performance.now()`. */
export interface ControlMessage {
  /** From 1 to 16. */
  readonly channel: number;
  /** From 0 to 119. */
  readonly controller: number;
  /** From 0 to 127. */
  readonly value: number;
  readonly at: number;
}

const NOTE_OFF = 0x80;
const NOTE_ON = 0x90;
const CONTROL = 0xb0;
const SUSTAIN = 64;

/** Read a MIDI message (MIDI 1.0 detailed specification); null for all but keys and the sustain pedal. */
export function readMidi(data: ArrayLike<number> | null): KeyMessage | null {
  if (!data || data.length < 3) {
    return null;
  }
  const [status, first, second] = [data[0] & 0xf0, data[1] & 0x7f, data[2] & 0x7f];
  if (status === NOTE_ON && second > 0) {
    return { kind: 'press', key: first, velocity: second / 127 };
  }
  if (status === NOTE_OFF || status === NOTE_ON) {
    return { kind: 'release', key: first };
  }
  return status === CONTROL && first === SUSTAIN ? { kind: 'pedal', down: second >= 64 } : null;
}

/** The first controller number that is a message to all of a device instead (MIDI 1.0, channel mode messages). */
const CHANNEL_MODE = 120;

/** Read a controller's message; null for all else. */
export function readControl(data: ArrayLike<number> | null): Omit<ControlMessage, 'at'> | null {
  if (!data || data.length < 3 || (data[0] & 0xf0) !== CONTROL) {
    return null;
  }
  const [controller, value] = [data[1] & 0x7f, data[2] & 0x7f];
  return controller < CHANNEL_MODE ? { channel: (data[0] & 0x0f) + 1, controller, value } : null;
}

/** `refused`: the person or the browser said no. */
export type MidiStatus = 'off' | 'asking' | 'on' | 'refused' | 'missing';

/** A keyboard that is plugged in. */
export interface MidiDevice {
  readonly id: string;
  readonly name: string;
}

/** Asks for access to MIDI devices; the browser's own by default, undefined where it has none. */
type Request = (() => Promise<MIDIAccess>) | undefined;

function browsers(): Request {
  return typeof navigator !== 'undefined' && 'requestMIDIAccess' in navigator
    ? () => navigator.requestMIDIAccess()
    : undefined;
}

/** The MIDI keyboards of this browser. Nothing is asked of the person before `turn(true)`. */
export class MidiKeyboards {
  constructor(private readonly _request: () => Request = browsers) {}

  get status(): MidiStatus {
    return this._status;
  }

  get devices(): readonly MidiDevice[] {
    return this._inputs().map(({ id, name }) => ({ id, name: name ?? id }));
  }

  /** The keyboard that is listened to; empty for all. */
  get chosen(): string {
    return this._chosen;
  }
  set chosen(id: string) {
    this._chosen = id;
    this._connect();
  }

  /** How it stands, in a sentence. */
  get sentence(): string {
    switch (this._status) {
      case 'off':
        return '';
      case 'asking':
        return trans.__('Your browser asks whether the MIDI keyboard may be used.');
      case 'missing':
        return trans.__(
          'This browser cannot use MIDI keyboards (it has no Web MIDI, or the page is not served securely): try Chrome, Edge or Firefox.',
        );
      case 'refused':
        return trans.__(
          'The browser did not allow MIDI keyboards: allow MIDI for this page (at the left of the address), and turn it on again.',
        );
      case 'on':
        return this.devices.length > 0
          ? ''
          : trans.__('No MIDI keyboard is plugged in: plug one in, and it is found at once.');
    }
  }

  /** Status, devices or choice changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get played(): ISignal<this, TimedMessage> {
    return this._played;
  }

  /** Controllers, the sustain pedal among them. */
  get moved(): ISignal<this, ControlMessage> {
    return this._moved;
  }

  /** Ask for the keyboards, or let go of them. */
  async turn(on: boolean): Promise<void> {
    const asked = ++this._asked;
    this._leave();
    const request = on ? this._request() : undefined;
    if (!request) {
      this._become(on ? 'missing' : 'off');
      return;
    }
    this._become('asking');
    let access: MIDIAccess | null = null;
    try {
      access = await request();
    } catch {
      access = null;
    }
    if (asked !== this._asked) {
      return;
    }
    if (!access) {
      this._become('refused');
      return;
    }
    this._access = access;
    access.addEventListener('statechange', this._onState);
    this._connect();
    this._become('on');
  }

  dispose(): void {
    this._asked += 1;
    this._leave();
    Signal.clearData(this);
  }

  private _leave(): void {
    this._access?.removeEventListener('statechange', this._onState);
    this._inputs().forEach((input) => input.removeEventListener('midimessage', this._onMessage));
    this._access = null;
  }

  private _connect(): void {
    for (const input of this._inputs()) {
      input.removeEventListener('midimessage', this._onMessage);
      if (this._chosen === '' || input.id === this._chosen) {
        input.addEventListener('midimessage', this._onMessage);
      }
    }
    this._changed.emit();
  }

  private _inputs(): MIDIInput[] {
    return [...(this._access?.inputs.values() ?? [])].filter(
      ({ state }) => state !== 'disconnected',
    );
  }

  private _become(status: MidiStatus): void {
    this._status = status;
    this._changed.emit();
  }

  private readonly _onState = (): void => this._connect();

  private readonly _onMessage = (event: MIDIMessageEvent): void => {
    const at = event.timeStamp || performance.now();
    const message = readMidi(event.data);
    if (message) {
      this._played.emit({ ...message, at });
    }
    const control = readControl(event.data);
    if (control) {
      this._moved.emit({ ...control, at });
    }
  };

  private readonly _changed = new Signal<this, void>(this);
  private readonly _played = new Signal<this, TimedMessage>(this);
  private readonly _moved = new Signal<this, ControlMessage>(this);
  private _status: MidiStatus = 'off';
  private _access: MIDIAccess | null = null;
  private _chosen = '';
  private _asked = 0;
}
