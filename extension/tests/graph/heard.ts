import { Signal } from '@lumino/signaling';

import { type Audible, nameOf } from '../../src/graph/audition';

/** What is heard, without a sound. */
export class Heard {
  playing: string | null = null;
  waiting = false;
  readonly changed = new Signal<this, void>(this);
  readonly asked: Audible[] = [];
  play = (what: Audible): Promise<void> => {
    this.asked.push(what);
    this.playing = this.playing === nameOf(what) ? null : nameOf(what);
    this.changed.emit();
    return Promise.resolve();
  };
  stop = (): void => undefined;
  warm = (): void => undefined;
}
