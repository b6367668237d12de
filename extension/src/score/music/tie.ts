import type { Slot, SlotIndex } from './slot';

/** Which notes are tied to which: a tie holds where the next note of the same pitch follows at once in the part. */
export class Ties {
  constructor(index: SlotIndex) {
    const starts = new Map<string, { id: string; slot: Slot }[]>();
    const tied: { id: string; pitch: string; slot: Slot }[] = [];
    for (const slot of index.all()) {
      for (const note of slot.notes) {
        const place = `${slot.part} ${slot.measure} ${slot.onset.toFraction()} ${note.pitch}`;
        const there = starts.get(place);
        if (there) {
          there.push({ id: note.id, slot });
        } else {
          starts.set(place, [{ id: note.id, slot }]);
        }
        if (note.tie) {
          tied.push({ id: note.id, pitch: note.pitch, slot });
        }
      }
    }
    for (const { id, pitch, slot } of tied) {
      const end = slot.onset.add(slot.duration);
      const over = end.gte(index.measure(slot).duration);
      const measure = over ? slot.measure + 1 : slot.measure;
      const onset = over ? '0' : end.toFraction();
      const found = starts.get(`${slot.part} ${measure} ${onset} ${pitch}`) ?? [];
      const next =
        found.find((of) => of.slot.staff === slot.staff && of.slot.voice === slot.voice) ??
        found[0];
      if (next && !this._before.has(next.id)) {
        this._after.set(id, next.id);
        this._before.set(next.id, id);
      }
    }
  }

  /** The note that a note is tied to. */
  after(id: string): string | undefined {
    return this._after.get(id);
  }

  /** The note that is tied to a note. */
  before(id: string): string | undefined {
    return this._before.get(id);
  }

  private readonly _after = new Map<string, string>();
  private readonly _before = new Map<string, string>();
}
