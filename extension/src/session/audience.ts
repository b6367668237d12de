import { type ISignal, Signal } from '@lumino/signaling';

import type { CanvasOpening } from './canvas';
import type { Ask } from './poll';
import type { Envelope, Steerable, Value } from './steering';
import { GESTURE, type Voice } from './voices';

/** What an artist asks of the session for the audience; each says whether the line is up. */
export class AudienceLine {
  /**
   * @param _send - sends a message to the session; false where the line is down.
   */
  constructor(private readonly _send: (message: object) => boolean) {}

  /** Ask the audience. */
  openPoll(ask: Ask): boolean {
    return this._send({ type: 'open_poll', ...ask });
  }

  closePoll(id: string): boolean {
    return this._send({ type: 'close_poll', id });
  }

  /** Ask what is open anew, without its votes. */
  resetPoll(id: string): boolean {
    return this._send({ type: 'reset_poll', id });
  }

  /** Take a poll away, or the result of one: nothing comes of it, and nobody sees it any more. */
  dropPoll(id: string): boolean {
    return this._send({ type: 'drop_poll', id });
  }

  /** Say how far votes may move a target; what is not said is the server's own choice. */
  setEnvelope(target: string, envelope: Partial<Envelope> = {}): boolean {
    return this._send({ type: 'envelope', target, ...envelope });
  }

  /** Take a target from the audience; it falls back to the score. */
  withdraw(target: string): boolean {
    return this._send({ type: 'withdraw', target });
  }

  /** Put a target where the artist wants it, at once; null: let go of it. */
  hand(target: string, value: Value | null): boolean {
    return this._send({ type: 'hand', target, value });
  }

  /** Let votes change a target no more, or again; without a target, all of them. */
  freeze(on: boolean, target?: string): boolean {
    return this._send({ type: 'freeze', on, ...(target !== undefined && { target }) });
  }

  /** Take back what waits, or is agreed and does not sound yet: of a target, or of all. */
  veto(target?: string): boolean {
    return this._send({ type: 'veto', ...(target !== undefined && { target }) });
  }

  undoSteering(): boolean {
    return this._send({ type: 'undo_steering' });
  }

  /** Back to the score: a target, or all of them. */
  resetSteering(target?: string): boolean {
    return this._send({ type: 'reset_steering', ...(target !== undefined && { target }) });
  }

  /**
   * Play the choices of a target in turn, and ask of each whether it was liked.
   *
   * @param seconds - How long each question is open.
   * @param bars - How many measures each choice is played before.
   */
  explore(target: string, seconds: number, bars: number): boolean {
    return this._send({ type: 'explore', target, seconds, bars });
  }

  stopExploring(): boolean {
    return this._send({ type: 'stop_exploring' });
  }

  /** Ask what of the piece can be steered; `steerableTold` answers. */
  askSteerable(): boolean {
    return this._send({ type: 'steerable' });
  }

  /** All that can be steered, as the server told it last. */
  get steerable(): readonly Steerable[] {
    return this._steerable;
  }

  get steerableTold(): ISignal<this, readonly Steerable[]> {
    return this._steerableTold;
  }

  /** The server told what can be steered. */
  takeSteerable(targets: readonly Steerable[]): void {
    this._steerable = targets;
    this._steerableTold.emit(targets);
  }

  /** Let the audience do something beside voting, or no more. */
  allow(voice: Voice, on: boolean): boolean {
    const word = voice === 'gestures' ? (on ? GESTURE : null) : on;
    return this._send({ type: 'allow', [voice]: word });
  }

  /**
   * Let melodies of the audience be proposed from a measure of a part on.
   *
   * @param part - Its id; `measure` is one of a measure.
   */
  aimMelodies(part: string, measure: string): boolean {
    return this._send({ type: 'allow', suggestions: { part, measure } });
  }

  /** Show a question on the stage; null: none. */
  showQuestion(id: string | null): boolean {
    return this._send({ type: 'show_question', id });
  }

  /** Be done with a question. */
  answerQuestion(id: string): boolean {
    return this._send({ type: 'answer_question', id });
  }

  openCanvas(opening: CanvasOpening): boolean {
    return this._send({ type: 'open_canvas', ...opening });
  }

  closeCanvas(): boolean {
    return this._send({ type: 'close_canvas' });
  }

  /** Put what is under the canvas back to what it was when the canvas was opened. */
  wipeCanvas(): boolean {
    return this._send({ type: 'wipe_canvas' });
  }

  /** Take back all that one person did on the canvas. */
  undoAllOf(person: string): boolean {
    return this._send({ type: 'undo_ticket', person });
  }

  dispose(): void {
    Signal.clearData(this);
  }

  private _steerable: readonly Steerable[] = [];
  private readonly _steerableTold = new Signal<this, readonly Steerable[]>(this);
}
