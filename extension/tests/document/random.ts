/** Random documents and edits, the same for the same seed. */
import type { Root } from '../../src/generated/schema';

type Fields = Record<string, unknown>;

/** A generator of numbers from 0 to 1 (mulberry32). */
export function dice(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Makes random entries, few ids and few places, so that much collides. */
export class Chance {
  constructor(private readonly roll: () => number) {}

  one<T>(...of: readonly T[]): T {
    return of[Math.floor(this.roll() * of.length)];
  }

  /** Whether something that happens once in so many times happens. */
  rarely(times: number): boolean {
    return this.roll() * times < 1;
  }

  /** A document with a frame, and something in it. */
  document(size: number): Record<string, Record<string, unknown>> {
    const raw: Record<string, Record<string, unknown>> = {};
    for (const root of ['parts', 'measures', 'percussion', 'sections'] as const) {
      raw[root] = Object.fromEntries([1, 2, 3].map((n) => [root[0] + n, this.entry(root)]));
    }
    for (let count = 0; count < size; count++) {
      const root = this.root();
      (raw[root] ??= {})[this.id(root)] = this.entry(root);
    }
    return raw;
  }

  root(): Exclude<Root, 'meta'> {
    return this.one(
      ...Array<'events'>(12).fill('events'),
      ...(['spans', 'spans', 'spans', 'measures', 'measures', 'parts', 'percussion'] as const),
      ...(['sections', 'form', 'mix'] as const),
    );
  }

  id(root: Root): string {
    const prefix = root === 'mix' ? 'p' : root[0];
    return `${prefix}${this.one(1, 2, 3, ...(root === 'events' ? [4, 5, 6, 7, 8, 9, 10, 11] : []))}`;
  }

  entry(root: Root): unknown {
    if (this.rarely(30)) {
      return this.one<unknown>(null, 'text', [], {});
    }
    const fields = this.fields(root);
    if (this.rarely(15)) {
      fields[this.one(...Object.keys(fields), 'mood')] = this.one<unknown>('?', -1, undefined);
    }
    return JSON.parse(JSON.stringify(fields));
  }

  /** With undefined for what is absent. */
  private fields(root: Root): Fields {
    const maybe = <T>(...of: T[]): T | undefined => (this.rarely(3) ? this.one(...of) : undefined);
    const index = this.one('a0', 'a1', 'a1', 'b');
    const id = (of: Root) => this.id(of);
    switch (root) {
      case 'parts':
        return {
          index,
          name: 'Flute',
          staves: maybe(2, 3),
          tuning: maybe('E2 A2'),
          fifths: maybe(-1),
        };
      case 'measures':
        return {
          index,
          meter: maybe('3/4', '2+3/8', '1/4'),
          meter_symbol: maybe('cut'),
          duration: maybe('0', '1', '5/2'),
          key: maybe(-2, 3),
          mode: maybe('minor'),
          repeat_end: maybe(2),
        };
      case 'spans':
        return {
          kind: this.one('slur', 'ottava', 'tremolo'),
          start: id('events'),
          end: id('events'),
          shift: maybe('8va'),
          strokes: maybe(3),
        };
      case 'percussion':
        return { part: id('parts'), name: 'Snare', pitch: 'C5', key: 38 };
      case 'sections':
        return { name: 'A', measure: id('measures'), until: maybe(id('measures')) };
      case 'form':
        return { index, section: id('sections'), times: maybe(2) };
      case 'mix':
        return { gain: maybe(-3), mute: maybe(true) };
      default:
        return this.event(index, maybe);
    }
  }

  private event(index: string, maybe: <T>(...of: T[]) => T | undefined): Fields {
    const kind = this.one(
      ...Array<string>(8).fill('note'),
      ...['rest', 'clef', 'tempo', 'dynamic', 'harmony', 'figures', 'text'],
    );
    return {
      kind,
      part: this.rarely(20) ? undefined : this.id('parts'),
      measure: this.id('measures'),
      onset: this.one('0', '0', '1/3', '1/2', '1', '2', '3', '4'),
      duration: this.one('1/2', '1', '2', '1/3', '5'),
      pitch: kind === 'note' ? this.one('C4', 'C#4', 'Db4', 'G5') : undefined,
      staff: maybe(1, 2, 3),
      voice: maybe(1, 2),
      grace: maybe('acciaccatura', 'after'),
      index: maybe(index),
      clef: kind === 'clef' ? this.one('F4', 'C3') : undefined,
      bpm: kind === 'tempo' ? maybe(60, 90) : undefined,
      beat: kind === 'tempo' ? maybe('3/2', '0') : undefined,
      text: maybe('Cm', '6 4'),
      dynamic: kind === 'dynamic' ? this.one('p', 'f') : undefined,
      accent: maybe(true, false),
      trill: maybe(true),
      fermata: maybe('normal'),
      stem: maybe('up', 'down'),
      drum: maybe(this.id('percussion')),
      lyric2: maybe('la'),
    };
  }
}
