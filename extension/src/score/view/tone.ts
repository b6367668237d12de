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
    const desk = this._desk();
    return desk
      ? sound(desk, 440 * 2 ** ((key - 69) / 12), timbreOf(instrument), velocity)
      : silent;
  }

  dispose(): void {
    void this._context?.close();
    this._context = null;
    this._output = null;
  }

  private _desk(): Desk | null {
    if (typeof AudioContext === 'undefined') {
      return null;
    }
    this._context ??= new AudioContext({ latencyHint: 'interactive' });
    const context = this._context;
    if (context.state === 'suspended') {
      void context.resume();
    }
    if (!this._output) {
      // Many notes at once are not louder than the loudspeaker.
      this._output = context.createDynamicsCompressor();
      this._output.connect(context.destination);
    }
    return { context, output: this._output, waves: this._waves };
  }

  private _context: AudioContext | null = null;
  private _output: DynamicsCompressorNode | null = null;
  private readonly _waves = new Map<Timbre, PeriodicWave>();
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
