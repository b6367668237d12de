import Fraction from 'fraction.js';

import { linksOf, type Slot } from '../music/slot';
import type { Entry } from './command';

/** What the next note will be: how long it is, in which voice, and whether a click enters it. */
export class NextNote {
  /** 0 (128th) to 8 (double whole), as the number keys. */
  value = 5;
  dots = 0;
  /** 1 to 4. */
  voice = 1;
  /** Whether a click on a staff enters it. */
  entering = false;

  get entry(): Entry {
    const dots = new Fraction(2 ** (this.dots + 1) - 1, 2 ** this.dots);
    const length = new Fraction(2 ** this.value, 32).mul(dots);
    return { length, voice: this.voice, entering: this.entering };
  }

  /** Let it be as long as a slot is written, where a key has that value. */
  take(slot: Slot): void {
    const { value } = linksOf(slot)[0];
    const power =
      value &&
      Math.log2(
        value.length
          .mul(2 ** value.dots, 2 ** (value.dots + 1) - 1)
          .mul(32)
          .valueOf(),
      );
    if (value && power !== undefined && power >= 0 && power <= 8) {
      this.value = power;
      this.dots = value.dots;
    }
  }
}
