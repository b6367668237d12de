import { midi, parsePitch } from '../music/pitch';

/** Seconds that a tone lasts. */
const LENGTH = 0.45;

/** Lets a note that was just entered be heard in this browser: a short, soft tone. */
export class Tone {
  /**
   * @param text - the written pitch, such as "F#4".
   * @param chromatic - semitones from there to what sounds.
   */
  play(text: string, chromatic: number): void {
    if (typeof AudioContext === 'undefined') {
      return;
    }
    this._context ??= new AudioContext();
    const context = this._context;
    const now = context.currentTime;
    const oscillator = context.createOscillator();
    oscillator.type = 'triangle';
    oscillator.frequency.value = 440 * 2 ** ((midi(parsePitch(text)) + chromatic - 69) / 12);
    const gain = context.createGain();
    gain.gain.setValueAtTime(0, now);
    gain.gain.linearRampToValueAtTime(0.12, now + 0.01);
    gain.gain.exponentialRampToValueAtTime(0.0001, now + LENGTH);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(now);
    oscillator.stop(now + LENGTH);
  }

  dispose(): void {
    void this._context?.close();
  }

  private _context: AudioContext | null = null;
}
