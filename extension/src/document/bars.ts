/** The bars of a document: for each part and measure one, made anew only where something in it changed. */
import type { Event } from '../generated/schema';
import { BarEvents, EMPTY, type Bar } from './bar';
import type { Contents } from './contents';
import { equal } from './equal';
import type { TempoMark } from './frame';
import { byTime } from './rational';
import type { Drum, Measure, Problem } from './piece';
import type { Problems } from './problems';
import type { Where } from './spans';

/** A measure's id and a part's; tempo marks have no part, and the empty text in its place. */
type Cell = readonly [measure: string, part: string];

export class Bars {
  /** For each part, how many staves it has. */
  readonly staves = new Map<string, number>();
  /** For each part, its percussion map. */
  drums: ReadonlyMap<string, ReadonlyMap<string, Drum>> = new Map();
  /** For each measure that has some, its tempo marks. */
  readonly tempi = new Map<string, readonly TempoMark[]>();
  /** The parts that changed, until somebody clears it. */
  readonly touched = new Set<string>();
  /** Whether tempo marks changed, until somebody says no. */
  retimed = false;
  /** The notes and rests that came, went or moved, until somebody clears it. */
  readonly moved = new Set<string>();

  constructor(
    private readonly contents: Contents,
    private readonly problems: Problems,
  ) {}

  /** What a part has in a measure; both are there. */
  bar(part: string, measure: string): Bar {
    return this.bars.get(part)?.get(measure) ?? EMPTY;
  }

  /** Where a note or rest of the piece stands; undefined for any other id. */
  readonly find = (id: string): Where | undefined => {
    const cell = this.cells.get(id);
    const place = cell && this.bar(cell[1], cell[0]).places.get(id);
    if (!place) {
      return undefined;
    }
    const [measure, part] = cell;
    return { ...place, part, measure, index: this.contents.of('measures').get(measure)!.index };
  };

  /** Take over events that changed. */
  takeEvents(ids: Iterable<string>): void {
    for (const id of ids) {
      const old = this.cells.get(id);
      if (old) {
        this.events.get(old[0])!.get(old[1])!.delete(id);
        this.cells.delete(id);
        this.spoil(...old);
      }
      const event = this.contents.of('events').get(id);
      if (event) {
        const cell = cellOf(event);
        this.cells.set(id, cell);
        const [measure, part] = cell;
        const ids = made(this.events, measure).get(part) ?? new Set<string>();
        made(this.events, measure).set(part, ids.add(id));
        this.spoil(measure, part);
      }
    }
  }

  /** Take over parts that changed. */
  takeParts(ids: Iterable<string>): void {
    for (const id of ids) {
      const there = this.contents.of('parts').has(id);
      const bars = this.bars.get(id);
      this.touched.add(id);
      if (there === (bars !== undefined)) {
        continue;
      }
      for (const [measure, parts] of this.events) {
        if (parts.has(id)) {
          this.spoil(measure, id);
        }
      }
      if (there) {
        this.bars.set(id, new Map());
        [...this.measures.keys()].forEach((measure) => this.spoil(measure, id));
      } else {
        bars!.forEach((bar) => this.leave(bar));
        this.bars.delete(id);
        this.staves.delete(id);
      }
    }
  }

  /**
   * Take over measures that changed.
   *
   * @param ids Those whose entries changed.
   * @param measures All measures as they are now, by id, in order.
   */
  takeMeasures(ids: Iterable<string>, measures: ReadonlyMap<string, Measure>): void {
    const before = this.measures;
    this.measures = measures;
    this.retimed = true;
    const order = [...measures.keys()];
    if (order.length !== before.size || [...before.keys()].some((id, at) => id !== order[at])) {
      [...this.bars.keys()].forEach((part) => this.touched.add(part));
    }
    for (const id of before.keys()) {
      if (!measures.has(id)) {
        for (const bars of this.bars.values()) {
          this.leave(bars.get(id) ?? EMPTY);
          bars.delete(id);
        }
        this.tempi.delete(id);
        this.parts(id).forEach((part) => this.spoil(id, part));
      }
    }
    for (const [id, measure] of measures) {
      const old = before.get(id);
      if (old === measure) {
        continue;
      }
      const longer = !old || byTime(old.duration, measure.duration) !== 0;
      const renumbered = old?.number !== measure.number;
      for (const part of new Set([...this.bars.keys(), ...this.parts(id)])) {
        if (longer || (renumbered && this.problems.has(source(id, part)))) {
          this.spoil(id, part);
        }
      }
    }
    for (const id of ids) {
      this.bars.forEach((bars) => this.leave(bars.get(id) ?? EMPTY));
    }
  }

  /** Take over percussion maps that changed. */
  takeDrums(): void {
    const before = this.drums;
    const drums = new Map<string, Map<string, Drum>>();
    const problems: Problem[] = [];
    for (const [id, entry] of this.contents.sorted('percussion')) {
      const { part, name, pitch, key, notehead = '', stem = '' } = entry;
      if (this.contents.of('parts').has(part)) {
        made(drums, part).set(id, { id, name, pitch, key, notehead, stem });
      } else {
        const message = `percussion.${id}: its part is gone, left out`;
        problems.push({ code: 'orphan', id, message });
      }
    }
    this.drums = drums;
    this.problems.tell('percussion', problems);
    for (const part of new Set([...before.keys(), ...drums.keys()])) {
      const [old, now] = [[...(before.get(part) ?? [])], [...(drums.get(part) ?? [])]];
      if (!equal(old, now)) {
        this.touched.add(part);
        for (const [measure, parts] of this.events) {
          if (parts.has(part)) {
            this.spoil(measure, part);
          }
        }
      }
    }
  }

  /** Make the bars anew in which something changed. */
  update(): void {
    const fresh: [...Cell, BarEvents][] = [];
    const changed = new Set(this.touched);
    const read = () => {
      const stale = [...this.stale.values()];
      this.stale.clear();
      for (const [measure, part] of stale) {
        const events = this.read(measure, part);
        this.use(measure, part, events.staves);
        changed.add(part);
        fresh.push([measure, part, events]);
      }
    };
    read();
    const seen = new Set(fresh.map(([measure, part]) => source(measure, part)));
    for (const part of changed) {
      const bars = this.bars.get(part);
      const staves = bars && this.countStaves(part);
      if (staves !== undefined && staves !== this.staves.get(part)) {
        this.staves.set(part, staves);
        [...bars!.keys()]
          .filter((measure) => !seen.has(source(measure, part)))
          .forEach((measure) => this.spoil(measure, part));
      }
    }
    read();
    fresh.forEach(([measure, part, events]) => this.replace(measure, part, events));
  }

  private read(measure: string, part: string): BarEvents {
    const events = this.contents.of('events');
    const ids = [...(this.events.get(measure)?.get(part) ?? [])].sort();
    return new BarEvents(
      ids.map((id) => [id, events.get(id)!] as const),
      {
        measure: this.measures.get(measure),
        part: this.bars.has(part),
        drums: this.drums.get(part) ?? new Map<string, Drum>(),
        refused: (id, field) =>
          this.contents.refusals('events', id).some((refusal) => refusal.field === field),
      },
    );
  }

  private replace(measure: string, part: string, events: BarEvents): void {
    if (part === '') {
      this.retimed = true;
      if (events.tempi.length) {
        this.tempi.set(measure, events.tempi);
      } else {
        this.tempi.delete(measure);
      }
    }
    const bars = this.measures.has(measure) ? this.bars.get(part) : undefined;
    if (!bars) {
      this.problems.tell(source(measure, part), events.problems);
      return;
    }
    const old = bars.get(measure) ?? EMPTY;
    const bar = events.bar(this.staves.get(part)!, old);
    bars.set(measure, bar);
    this.touched.add(part);
    this.problems.tell(source(measure, part), bar.problems);
    for (const [id, place] of old.places) {
      if (!equal(place, bar.places.get(id))) {
        this.moved.add(id);
      }
    }
    for (const id of bar.places.keys()) {
      if (!old.places.has(id)) {
        this.moved.add(id);
      }
    }
  }

  private use(measure: string, part: string, staves: number): void {
    const used = made(this.used, part);
    if (staves > 1) {
      used.set(measure, staves);
    } else {
      used.delete(measure);
    }
  }

  private countStaves(part: string): number {
    const { staves = 1 } = this.contents.of('parts').get(part)!;
    let result = staves;
    this.used.get(part)?.forEach((used) => (result = Math.max(result, used)));
    return result;
  }

  /** Say that a bar is to be made anew. */
  private spoil(measure: string, part: string): void {
    this.stale.set(source(measure, part), [measure, part]);
  }

  private leave(bar: Bar): void {
    [...bar.places.keys()].forEach((id) => this.moved.add(id));
  }

  /** The parts that have events in a measure. */
  private parts(measure: string): string[] {
    return [...(this.events.get(measure)?.keys() ?? [])];
  }

  private measures: ReadonlyMap<string, Measure> = new Map();
  /** By part, by measure; of the parts and measures that are there. */
  private readonly bars = new Map<string, Map<string, Bar>>();
  /** The ids of events by measure, by part, whether or not these are there; and where each is. */
  private readonly events = new Map<string, Map<string, Set<string>>>();
  private readonly cells = new Map<string, Cell>();
  /** By part, by measure: the greatest staff that has a note, where it is not the first. */
  private readonly used = new Map<string, Map<string, number>>();
  private readonly stale = new Map<string, Cell>();
}

function cellOf({ kind, measure, part = '' }: Event): Cell {
  return [measure, kind === 'tempo' ? '' : part];
}

function source(measure: string, part: string): string {
  return `bar ${measure} ${part}`;
}

/** The map that a map has for a key, made where there is none. */
function made<K, L, V>(maps: Map<K, Map<L, V>>, key: K): Map<L, V> {
  const map = maps.get(key) ?? new Map<L, V>();
  maps.set(key, map);
  return map;
}
