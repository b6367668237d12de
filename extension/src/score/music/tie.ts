import type { Note } from '../../document';
import type { Slot, SlotIndex } from './slot';

/** A note and where it is. */
interface Placed {
  readonly note: Note;
  readonly slot: Slot;
}

/**
 * Which notes are tied to which: a tie holds where the next note of the same pitch follows at once in the part. Of two notes
 * tied to one, the first holds it. Found where it is asked for.
 */
export class Ties {
  constructor(private readonly _index: SlotIndex) {}

  /** The note that a note is tied to. */
  after(id: string): string | undefined {
    const from = this._find(id);
    const to = from?.note.tie ? this._next(from) : undefined;
    return to && this.before(to.note.id) === id ? to.note.id : undefined;
  }

  /** The note that is tied to a note. */
  before(id: string): string | undefined {
    if (!this._before.has(id)) {
      this._before.set(id, this._findBefore(id));
    }
    return this._before.get(id);
  }

  private _findBefore(id: string): string | undefined {
    const to = this._find(id);
    if (!to) {
      return undefined;
    }
    const { part, measure, onset } = to.slot;
    const near = onset.n === 0n ? [measure - 1, measure] : [measure];
    for (const at of near) {
      for (const slot of this._index.slotsOf(part, at)) {
        for (const note of slot.notes) {
          if (note.tie && note.pitch === to.note.pitch && note.id !== id) {
            const next = this._next({ note, slot });
            if (next?.note.id === id) {
              return note.id;
            }
          }
        }
      }
    }
    return undefined;
  }

  /** The note that a tie of a note would reach: of its own voice, else the first of the part. */
  private _next({ note, slot }: Placed): Placed | undefined {
    const end = slot.onset.add(slot.duration);
    const over = end.gte(this._index.measure(slot).duration);
    const measure = over ? slot.measure + 1 : slot.measure;
    let other: Placed | undefined;
    for (const of of this._index.slotsOf(slot.part, measure)) {
      const starts = over ? of.onset.n === 0n : of.onset.equals(end);
      const found = starts ? of.notes.find(({ pitch }) => pitch === note.pitch) : undefined;
      if (found) {
        if (of.staff === slot.staff && of.voice === slot.voice) {
          return { note: found, slot: of };
        }
        other ??= { note: found, slot: of };
      }
    }
    return other;
  }

  private _find(id: string): Placed | undefined {
    const slot = this._index.find(id);
    const note = slot?.notes.find((of) => of.id === id);
    return slot && note ? { note, slot } : undefined;
  }

  private readonly _before = new Map<string, string | undefined>();
}
