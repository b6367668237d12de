// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';

import type { Job } from '../../src/score/engraving/engraver';
import { Typesetter, type Setting } from '../../src/score/engraving/typesetter';
import { Runs } from '../../src/score/music/resting';
import { index } from './piece';

const SETTING: Setting = {
  layout: 'scroll',
  head: 0,
  width: 700,
  zoom: 1,
  staves: [0],
  runs: Runs.NONE,
};

/** A typesetter whose systems are engraved when the test says so. */
class Stage {
  readonly asked: { job: Job; answer: () => void }[] = [];
  readonly list = document.createElement('div');
  readonly typesetter = new Typesetter(
    this.list,
    document.createElement('div'),
    'x-',
    {
      onEngraved: () => undefined,
      onPages: () => undefined,
      onIdle: () => this._idle(),
      onFailed: (error) => this._failed(error),
    },
    {
      prepare: () => undefined,
      engrave: (job) =>
        new Promise((resolve) =>
          this.asked.push({ job, answer: () => resolve(`<svg>${job.mei.length}</svg>`) }),
        ),
    },
  );

  set(pitch: string): void {
    this.typesetter.set(index({ a: { pitch } }), SETTING);
  }

  /** Answer what was asked, and what is asked then, until nothing is left to do. */
  async settle(): Promise<void> {
    const idle = new Promise<void>((resolve, reject) => {
      this._idle = resolve;
      this._failed = reject;
    });
    const timer = setInterval(() => this.asked.forEach(({ answer }) => answer()), 1);
    await idle.finally(() => clearInterval(timer));
  }

  get shown(): string {
    return this.typesetter.systems.map(({ shown }) => shown).join();
  }

  private _idle: () => void = () => undefined;
  private _failed: (error: Error) => void = () => undefined;
}

describe('a typesetter', () => {
  it('engraves a system once, and again where its music is another', async () => {
    const stage = new Stage();
    stage.set('C4');
    await stage.settle();
    const first = stage.shown;
    stage.set('C4');
    await stage.settle();
    expect(stage.asked).toHaveLength(1);
    stage.set('D4');
    await stage.settle();
    expect(stage.asked).toHaveLength(2);
    expect(stage.shown).not.toBe(first);
  });

  it('shows what a system was again where a change is taken back while it is engraved', async () => {
    const stage = new Stage();
    stage.set('C4');
    await stage.settle();
    const first = stage.shown;
    stage.set('D4');
    expect(stage.asked).toHaveLength(2);
    expect(stage.typesetter.busy).toBe(true);
    stage.set('C4');
    await stage.settle();
    expect(stage.shown).toBe(first);
    expect(stage.typesetter.busy).toBe(false);
  });
});
