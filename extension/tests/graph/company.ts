/** Others at the graph, in the hands of a test. */
import { Signal } from '@lumino/signaling';

import type { Holder, Holds } from '../../src/graph/holds';

export class Company implements Holds {
  /** What this page told of itself. */
  readonly told: (string | null)[] = [];
  readonly changed = new Signal<this, void>(this);
  private readonly _holders = new Map<string, Holder>();

  holder(knob: string): Holder | null {
    return this._holders.get(knob) ?? null;
  }

  tell({ holding }: { holding: string | null }): void {
    this.told.push(holding);
  }

  /** Somebody else takes hold of a knob. */
  grasp(knob: string, name: string): void {
    this._holders.set(knob, { name, colour: 'red' });
    this.changed.emit();
  }
}
