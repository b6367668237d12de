import { ReactWidget } from '@jupyterlab/ui-components';
import * as React from 'react';

import {
  Dock,
  Hands,
  MidiKeyboards,
  PreferenceStore,
  Tone,
  type DockInstrument as Instrument,
} from '../score';
import { whenIdle } from '../idle';
import type { ScoreEditor } from '../score';
import type { SessionConnection } from '../session';

/** Preferences are those of the browser: every piece in it has the same. */
let preferences: PreferenceStore | null = null;

/** The hands in the piece that was last worked on: MIDI keyboards play in no other. */
let front: Hands | null = null;

/** The instruments of a piece: on the screen, below the score, and plugged into this computer. */
export class Instruments extends ReactWidget {
  /**
   * @param _leave - Gives the keyboard back to the score.
   * @param _play - Plays or stops.
   * @param _onShown - Told when an instrument comes or goes.
   */
  constructor(
    editor: ScoreEditor,
    private readonly _session: SessionConnection,
    private readonly _leave: () => void,
    private readonly _play: () => void,
    private readonly _onShown: () => void,
  ) {
    super();
    this.addClass('antiphon-Piece-dock');
    this.preferences = preferences ??= new PreferenceStore();
    this.hands = new Hands(
      editor,
      this.midi,
      this.preferences,
      _session,
      this.tone,
      (hands) => front === hands,
    );
    front ??= this.hands;
    this.hide();
    whenIdle(() => this.tone.prepare());
  }

  readonly preferences: PreferenceStore;
  readonly midi = new MidiKeyboards();
  readonly tone = new Tone();
  readonly hands: Hands;

  /** The instrument that is on the screen; null for none. */
  get shown(): Instrument | null {
    return this._shown;
  }

  present(instrument: Instrument | null): void {
    this._shown = instrument;
    this.setHidden(instrument === null);
    this.update();
    this._onShown();
  }

  /** Show an instrument, or put it away where it is shown. */
  toggle(instrument: Instrument): void {
    this.present(this._shown === instrument ? null : instrument);
  }

  /** Use the MIDI keyboards, or no more; what they do is seen below the score. */
  turnMidi(): void {
    const on = this.midi.status !== 'on';
    this.toFront();
    if (on && !this._shown) {
      this.present('piano');
    }
    void this.midi.turn(on);
  }

  /** Whether MIDI devices play in this piece. */
  get isFront(): boolean {
    return front === this.hands;
  }

  /** The piece is being worked on: MIDI keyboards play in it. */
  toFront(): void {
    front = this.hands;
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    front = front === this.hands ? null : front;
    this.hands.dispose();
    this.midi.dispose();
    this.tone.dispose();
    super.dispose();
  }

  protected override render(): React.JSX.Element | null {
    return (
      this._shown && (
        <Dock
          hands={this.hands}
          clock={this._session}
          shown={this._shown}
          onShow={(instrument) => this.present(instrument)}
          onLeave={this._leave}
          onPlay={this._play}
        />
      )
    );
  }

  private _shown: Instrument | null = null;
}
