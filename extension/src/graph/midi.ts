import { type ISignal, Signal } from '@lumino/signaling';

import type { AntiphonDoc } from '../document';
import { type Kinds, type Parameter } from '../panels/catalogue';
import { fromPosition, toPosition } from '../panels/curve';
import { write } from '../panels/edit';
import { Gesture } from '../panels/gesture';
import type { ControlMessage, MidiStatus } from '../score/devices/midi';
import { trans } from '../translation';

/** Which controller of a MIDI device turns a knob. */
export interface Binding {
  /** From 1 to 16. */
  readonly channel: number;
  /** From 0 to 119. */
  readonly controller: number;
}

/** By knob, such as `n1/p_decay`. */
export type Bindings = Readonly<Record<string, Binding>>;

/** What is needed of the MIDI devices of this browser. */
export interface Controllers {
  readonly status: MidiStatus;
  readonly sentence: string;
  readonly changed: ISignal<unknown, unknown>;
  readonly moved: ISignal<unknown, ControlMessage>;
  turn(on: boolean): Promise<void>;
}

/** Most knobs that are bound in one piece. */
const MOST = 500;
/** How close to the value a controller must come to take it over, of the way from end to end. */
export const CLOSE = 0.03;
/** Milliseconds without a message after which a hand is off its controller: that was one step to undo. */
export const REST = 700;
const KNOB = /^([a-zA-Z][\w-]{0,63})\/p_([a-z][a-z0-9_]*)$/;

/** What of anything are bindings; what is none is left out. */
export function readBindings(of: unknown): Bindings {
  if (of === null || typeof of !== 'object' || Array.isArray(of)) {
    return {};
  }
  return Object.fromEntries(
    Object.entries(of as Record<string, Binding>)
      .filter(([knob, binding]) => {
        const { channel, controller } = (binding ?? {}) as Partial<Binding>;
        return KNOB.test(knob) && isWhole(channel, 1, 16) && isWhole(controller, 0, 119);
      })
      .slice(-MOST)
      .map(([knob, { channel, controller }]) => [knob, { channel, controller }] as never),
  );
}

function isWhole(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

function without(bindings: Bindings, knob: string): Bindings {
  return Object.fromEntries(Object.entries(bindings).filter(([other]) => other !== knob));
}

/** Remembers, in this browser, which controller turns what in a piece. */
export class BindingStore {
  /** @param path - of the piece. */
  constructor(path: string) {
    this._key = `antiphon:midi:${path}`;
  }

  read(): Bindings {
    try {
      return readBindings(JSON.parse(localStorage.getItem(this._key) ?? 'null'));
    } catch {
      return {};
    }
  }

  write(bindings: Bindings): void {
    try {
      localStorage.setItem(this._key, JSON.stringify(bindings));
    } catch {
      // A browser that keeps nothing has to learn again next time.
    }
  }

  private readonly _key: string;
}

/** A controller that turns a knob, from its first message on. */
interface Hand {
  readonly gesture: Gesture<number>;
  /** Where it was last, from 0 to 1; null before its first message. */
  place: number | null;
  /** The value that it wrote last: where the document has another, it must come to that first. Null: nothing yet. */
  wrote: number | null;
  isHolding: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/**
 * Turns knobs of a piece by the controllers of MIDI devices. Which turns what is learnt in this browser and kept there.
 * A controller whose place is not the knob's takes over only when it has come to the knob's value, or gone past it, so
 * that nothing jumps. What follows without a rest is one step to undo, as a drag is.
 */
export class MidiLearning {
  /**
   * @param _isFront - Whether this piece is the one that is worked on: devices turn knobs in no other.
   */
  constructor(
    private readonly _doc: AntiphonDoc,
    private readonly _kinds: Kinds,
    private readonly _devices: Controllers,
    private readonly _store: Pick<BindingStore, 'read' | 'write'>,
    private readonly _isFront: () => boolean = () => true,
  ) {
    this._bindings = _store.read();
    _devices.moved.connect(this._onMoved);
    _devices.changed.connect(this._tell);
  }

  /** A knob is bound, learns, waits, or no longer does; or the devices came or went. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get bindings(): Bindings {
    return this._bindings;
  }

  /** The knob that the next controller is to turn; empty for none. */
  get learning(): string {
    return this._learning;
  }

  /** Why nothing can be learnt now; empty where it can. */
  get sentence(): string {
    return this._learning ? this._devices.sentence : '';
  }

  /** What is shown on a knob of the controller that turns it; empty where none does. */
  driver(knob: string): string {
    if (knob === this._learning) {
      return this._devices.sentence || trans.__('move a MIDI controller');
    }
    const binding = Object.hasOwn(this._bindings, knob) ? this._bindings[knob] : null;
    if (!binding) {
      return '';
    }
    const name = trans.__('MIDI %1', `${binding.channel}/${binding.controller}`);
    const hand = this._hands.get(knob);
    const apart =
      hand && !hand.isHolding && hand.place !== null ? this._apart(knob, hand.place) : 0;
    return apart === 0
      ? name
      : apart > 0
        ? trans.__('%1: turn down', name)
        : trans.__('%1: turn up', name);
  }

  /** Let the next controller that is moved turn a knob; asks the browser for the devices where it has not. */
  async learn(knob: string): Promise<void> {
    this._learning = knob;
    this._changed.emit();
    if (this._devices.status !== 'on') {
      await this._devices.turn(true);
      this._changed.emit();
    }
  }

  /** Learn no more. */
  cancel(): void {
    this._learning = '';
    this._changed.emit();
  }

  forget(knob: string): void {
    this._drop(knob);
    this._keep(without(this._bindings, knob));
  }

  dispose(): void {
    this._devices.moved.disconnect(this._onMoved);
    this._devices.changed.disconnect(this._tell);
    [...this._hands.keys()].forEach((knob) => this._drop(knob));
    Signal.clearData(this);
  }

  private readonly _tell = (): void => this._changed.emit();

  private readonly _onMoved = (_: unknown, message: ControlMessage): void => {
    if (!this._isFront()) {
      return;
    }
    const { channel, controller } = message;
    if (this._learning) {
      const knob = this._learning;
      this._learning = '';
      this._drop(knob);
      this._keep({ ...without(this._bindings, knob), [knob]: { channel, controller } });
    }
    for (const [knob, binding] of Object.entries(this._bindings)) {
      if (binding.channel === channel && binding.controller === controller) {
        this._turn(knob, message.value / 127);
      }
    }
  };

  private _turn(knob: string, place: number): void {
    const parameter = this._parameter(knob);
    const value = this._value(knob);
    if (!parameter || value === null) {
      return;
    }
    const hand = this._hands.get(knob) ?? this._hand(knob);
    const last = hand.place;
    hand.place = place;
    if (hand.wrote !== null && hand.wrote !== value && !hand.isHolding) {
      hand.wrote = null;
    }
    const now = toPosition(value, parameter);
    const isThere =
      hand.wrote !== null ||
      Math.abs(place - now) <= CLOSE ||
      (last !== null && (last - now) * (place - now) <= 0);
    if (!isThere) {
      this._changed.emit();
      return;
    }
    const next = fromPosition(place, parameter);
    hand.wrote = next;
    if (!hand.isHolding) {
      hand.isHolding = true;
      hand.gesture.begin();
      this._changed.emit();
    }
    hand.gesture.move(next);
    clearTimeout(hand.timer);
    hand.timer = setTimeout(() => this._rest(hand), REST);
  }

  private _hand(knob: string): Hand {
    const [, id, name] = KNOB.exec(knob)!;
    const gesture = new Gesture<number>((value, step) => {
      const fields = { [`p_${name}`]: value };
      if (this._doc.document().nodes[id]) {
        write(this._doc, [{ root: 'nodes', id, fields }], step);
      }
    }, this._doc.history);
    const hand: Hand = { gesture, place: null, wrote: null, isHolding: false, timer: undefined };
    this._hands.set(knob, hand);
    return hand;
  }

  private _rest(hand: Hand): void {
    clearTimeout(hand.timer);
    if (hand.isHolding) {
      hand.gesture.end();
      hand.isHolding = false;
    }
  }

  private _drop(knob: string): void {
    const hand = this._hands.get(knob);
    if (hand) {
      this._rest(hand);
      this._hands.delete(knob);
    }
  }

  /** How far a controller is above a knob's value; 0 where it is there. */
  private _apart(knob: string, place: number): number {
    const [parameter, value] = [this._parameter(knob), this._value(knob)];
    const apart = parameter && value !== null ? place - toPosition(value, parameter) : 0;
    return Math.abs(apart) <= CLOSE ? 0 : apart;
  }

  private _parameter(knob: string): Parameter | null {
    const [, id, name] = KNOB.exec(knob) ?? [];
    const nodes = this._doc.document().nodes;
    const kind = id && Object.hasOwn(nodes, id) ? this._kinds[nodes[id].kind] : undefined;
    return kind && Object.hasOwn(kind.parameters, name) ? kind.parameters[name] : null;
  }

  private _value(knob: string): number | null {
    const [, id, name] = KNOB.exec(knob) ?? [];
    const value: unknown = this._doc.document().nodes[id]?.[`p_${name}`];
    return typeof value === 'number' ? value : (this._parameter(knob)?.default ?? null);
  }

  private _keep(bindings: Bindings): void {
    this._bindings = Object.fromEntries(Object.entries(bindings).slice(-MOST));
    this._store.write(this._bindings);
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _hands = new Map<string, Hand>();
  private _bindings: Bindings;
  private _learning = '';
}
