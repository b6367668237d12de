import { midi, parsePitch } from '../music/pitch';
import { timbreOf, type Timbre } from './timbre';

/** Seconds that a note which was entered is held. */
const LENGTH = 0.35;
/** The loudest a single note is, of 1. */
const LOUD = 0.22;
/** Seconds after which a note that nobody lets go of ends. */
const LONGEST = 20;

/** Lets go of a note. */
export type Voice = () => void;

/** Lets notes be heard in this browser, at once: what is entered, and what is played on its instruments. */
export class Tone {
  /**
   * Let a note that was entered be heard shortly.
   *
   * @param text - the written pitch, such as "F#4".
   * @param chromatic - semitones from there to what sounds.
   * @param instrument - of the part, as music21 knows it.
   */
  play(text: string, chromatic: number, instrument = ''): void {
    const release = this.press(midi(parsePitch(text)) + chromatic, instrument, 0.6);
    setTimeout(release, 1000 * LENGTH);
  }

  /**
   * Let a key sound until it is let go.
   *
   * @param key - its MIDI number.
   * @param velocity - from 0 to 1.
   */
  press(key: number, instrument: string, velocity: number): Voice {
    const desk = this._open();
    if (!desk) {
      return silent;
    }
    if (desk.context.state === 'suspended') {
      void desk.context.resume();
    }
    return sound(desk, 440 * 2 ** ((key - 69) / 12), timbreOf(instrument), velocity);
  }

  /** Get ready, so that the first note need not wait for the browser to open its audio. */
  prepare(): void {
    if (!this._disposed && !this._desk) {
      void this._open()?.context.suspend();
    }
  }

  dispose(): void {
    this._disposed = true;
    void this._desk?.context.close();
    this._desk = null;
  }

  private _open(): Desk | null {
    if (!this._desk && typeof AudioContext !== 'undefined') {
      const context = new AudioContext({ latencyHint: 'interactive' });
      // Many notes at once are not louder than the loudspeaker.
      const output = context.createDynamicsCompressor();
      output.connect(context.destination);
      this._desk = { context, output, waves: new Map() };
    }
    return this._desk;
  }

  private _desk: Desk | null = null;
  private _disposed = false;
}

interface Desk {
  readonly context: AudioContext;
  readonly output: AudioNode;
  readonly waves: Map<Timbre, PeriodicWave>;
}

const silent: Voice = () => undefined;

function sound(
  { context, output, waves }: Desk,
  hertz: number,
  of: Timbre,
  velocity: number,
): Voice {
  const now = context.currentTime;
  const oscillator = context.createOscillator();
  oscillator.setPeriodicWave(waveOf(context, waves, of));
  oscillator.frequency.value = hertz;
  const filter = context.createBiquadFilter();
  filter.frequency.value = Math.min(16000, hertz * of.bright * (0.4 + velocity));
  const swell = context.createGain();
  swell.gain.setValueAtTime(0, now);
  swell.gain.linearRampToValueAtTime(LOUD * velocity, now + of.attack);
  if (of.decay > 0) {
    swell.gain.setTargetAtTime(0, now + of.attack, of.decay);
  }
  // Beside the swell, so that letting go while it swells makes no click.
  const held = context.createGain();
  oscillator.connect(filter).connect(swell).connect(held).connect(output);
  oscillator.onended = () => held.disconnect();
  oscillator.start(now);
  oscillator.stop(now + LONGEST);
  let ended = false;
  return () => {
    if (!ended && context.state !== 'closed') {
      ended = true;
      const end = context.currentTime;
      held.gain.setTargetAtTime(0, end, of.release);
      oscillator.stop(end + 8 * of.release);
    }
  };
}

function waveOf(context: AudioContext, waves: Map<Timbre, PeriodicWave>, of: Timbre): PeriodicWave {
  let wave = waves.get(of);
  if (!wave) {
    const sine = new Float32Array([0, ...of.partials]);
    wave = context.createPeriodicWave(new Float32Array(sine.length), sine);
    waves.set(of, wave);
  }
  return wave;
}
