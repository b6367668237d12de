import { beamSpan } from '../music/duration';
import { linksOf, type Slot } from '../music/slot';
import { tupletEnd } from '../music/tuplet';

/** The slots of a layer as they are engraved: alone, under a beam, as a tremolo of two, or under a tuplet's bracket. */
export type Group =
  | { readonly kind: 'slot'; readonly slot: Slot }
  | { readonly kind: 'beam'; readonly members: readonly Slot[] }
  | { readonly kind: 'tremolo'; readonly members: readonly [Slot, Slot]; readonly strokes: number }
  | {
      readonly kind: 'tuplet';
      readonly actual: number;
      readonly normal: number;
      readonly members: readonly Group[];
    };

/** A tremolo between two slots, by its first: the second, and its strokes. */
export type Tremolos = (
  first: Slot,
) => { readonly second: Slot; readonly strokes: number } | undefined;

/** Group the slots of one voice in one measure by tuplets, tremolos and beams. */
export function group(
  slots: readonly Slot[],
  meter: string,
  tremolos: Tremolos = () => undefined,
): Group[] {
  return tuplets(slots, 0, beamKey(slots, meter), tremolos);
}

type BeamKey = (slot: Slot) => number;

function tuplets(slots: readonly Slot[], level: number, key: BeamKey, tremolos: Tremolos): Group[] {
  const groups: Group[] = [];
  let plain: Slot[] = [];
  const flush = (): void => {
    groups.push(...beams(plain, key, tremolos));
    plain = [];
  };
  for (let start = 0; start < slots.length;) {
    const name = slots[start].tuplet?.split(' ')[level];
    if (!name) {
      plain.push(slots[start++]);
      continue;
    }
    flush();
    const end = tupletEnd(slots, start, level, name);
    const [actual, normal] = name.split(':').map(Number);
    const inside = slots.slice(start, end);
    const short = inside.reduce((sum, slot) => sum + slot.duration.valueOf(), 0) <= 1;
    const members = tuplets(inside, level + 1, short ? () => 0 : key, tremolos);
    groups.push({ kind: 'tuplet', actual, normal, members });
    start = end;
  }
  flush();
  return groups;
}

function beams(slots: readonly Slot[], key: BeamKey, tremolos: Tremolos): Group[] {
  const groups: Group[] = [];
  let run: Slot[] = [];
  const flush = (): void => {
    if (run.length > 1) {
      groups.push({ kind: 'beam', members: run });
    } else if (run.length === 1) {
      groups.push({ kind: 'slot', slot: run[0] });
    }
    run = [];
  };
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at];
    const tremolo = tremolos(slot);
    if (tremolo && tremolo.second === slots[at + 1]) {
      flush();
      groups.push({
        kind: 'tremolo',
        members: [slot, tremolo.second],
        strokes: tremolo.strokes,
      });
      at++;
      continue;
    }
    if (!isBeamable(slot)) {
      flush();
      groups.push({ kind: 'slot', slot });
      continue;
    }
    if (run.length > 0 && key(run[0]) !== key(slot)) {
      flush();
    }
    run.push(slot);
  }
  flush();
  return groups;
}

function isBeamable(slot: Slot): boolean {
  return slot.notes.length > 0 && linksOf(slot).every(({ value }) => value.quarters < 1);
}

/** Beams go by the beat; in 4/4 and 2/2, half a bar of nothing but eighths is one beam. */
function beamKey(slots: readonly Slot[], meter: string): BeamKey {
  const span = beamSpan(meter).valueOf();
  const beatOf = (slot: Slot, length: number): number =>
    Math.floor(slot.onset.valueOf() / length + 1e-9);
  const eighths = new Set<number>();
  if (meter === '4/4' || meter === '2/2') {
    for (const half of [0, 1]) {
      const inside = slots.filter((slot) => beatOf(slot, 2) === half);
      const even = inside.every(
        (slot) => slot.notes.length > 0 && !slot.tuplet && slot.duration.valueOf() === 0.5,
      );
      if (even && inside.length === 4) {
        eighths.add(half);
      }
    }
  }
  return (slot) => {
    const half = beatOf(slot, 2);
    return eighths.has(half) ? -1 - half : beatOf(slot, span);
  };
}
