import type { Piece } from '../../document';
import type { Range } from '../mei/mei';
import { MeiWriter } from '../mei/mei';
import type { SlotIndex } from '../music/slot';
import { engraver, keyOf, type Job } from './engraver';
import { breakSystems } from './layout';
import { GAP, stack } from './placement';
import { System } from './system';

/** Pixels of a staff space, and Verovio's scale for it in percent, at zoom 1. */
const SPACE = 7.2;
const SCALE = 40;
/** Milliseconds of work before the page gets its turn. */
const SLICE = 8;
/** Up to so many staves of measures, all is engraved and stays; of more, what is near what is seen. */
const FEW = 1200;
/** How far from what is seen systems are engraved, and from where on they are let go, in windows. */
const NEAR = 1.5;
const FAR = 5;

/** Hears what a typesetter does. */
export interface TypesetterListener {
  /** A system was engraved anew. */
  onEngraved(system: System): void;
  /** Every system that should be engraved is. */
  onIdle(): void;
  onFailed(error: Error): void;
}

/** How a piece is to be set. */
export interface Setting {
  /** Width of the paper's printed part, in CSS pixels. */
  readonly width: number;
  /** 1 is the usual size. */
  readonly zoom: number;
  /** For each staff that is shown, its number from 0 among those of the whole piece. */
  readonly staves: readonly number[];
}

/**
 * Keeps the systems of a score engraved: breaks the piece into systems, finds out which have other music than they show,
 * and engraves those, first what is seen, a slice of work at a time.
 */
export class Typesetter {
  /**
   * @param _list - holds the systems.
   * @param _window - scrolls over the list.
   * @param _prefix - begins the DOM ids of notes.
   */
  constructor(
    private readonly _list: HTMLElement,
    private readonly _window: HTMLElement,
    private readonly _prefix: string,
    private readonly _listener: TypesetterListener,
  ) {
    engraver.prepare();
  }

  readonly systems: System[] = [];

  /** Whether something is still to be engraved. */
  get busy(): boolean {
    return this._next() !== null;
  }

  /** Set a piece. */
  set(index: SlotIndex, setting: Setting): void {
    const { width, zoom } = setting;
    const same = this._setting.width === width && this._setting.zoom === zoom;
    const before: Range[] = same ? this.systems.map(({ range }) => range) : [];
    if (!same) {
      this._typical = 0;
    }
    this._setting = setting;
    this._writer = new MeiWriter(index);
    this._frame = sameList(frameOf(index.piece), this._frame);
    const { measures } = index.piece;
    this._all = measures.length * setting.staves.length <= FEW;
    const empty = index.piece.parts.length === 0;
    this._arrange(empty ? [] : breakSystems(index, width / (SPACE * zoom), before), index);
    this.pump();
  }

  /** Go on engraving: there is something new, or other systems came into sight. */
  readonly pump = (): void => {
    this._look();
    if (!this._pumping) {
      this._pumping = true;
      void this._work().finally(() => (this._pumping = false));
    }
  };

  dispose(): void {
    this._writer = null;
  }

  /** Find out what is seen. */
  private _look(): void {
    const { scrollTop, clientHeight } = this._window;
    const { offsetTop } = this._list;
    this._seen = { top: scrollTop - offsetTop, height: clientHeight };
  }

  /** Give each range a system: the one that began with the same measure, where there is one. */
  private _arrange(ranges: readonly Range[], { piece }: SlotIndex): void {
    const old = new Map(this.systems.map((system) => [this._firsts.get(system), system]));
    const systems = ranges.map((range) => {
      const first = piece.measures[range.start].id;
      let system = old.get(first);
      old.delete(first);
      if (!system) {
        system = new System(range, this._prefix);
        system.node.classList.add('antiphon-mod-waiting');
        this._firsts.set(system, first);
      }
      system.range = range;
      return system;
    });
    old.forEach((system) => system.node.remove());
    this.systems.splice(0, this.systems.length, ...systems);
    systems.forEach((system, order) => {
      if (this._list.children[order] !== system.node) {
        this._list.insertBefore(system.node, this._list.children[order] ?? null);
      }
      this._check(system);
      if (!system.shown) {
        this._size(system, this._estimate());
      }
    });
    this._place();
  }

  /** Whether a system is stale. */
  private _check(system: System): void {
    const writer = this._writer!;
    const { width, zoom } = this._setting;
    const sources = [this._frame, width, zoom, system.range.start, ...writer.sources(system.range)];
    if (sameList(sources, system.source) !== system.source) {
      system.stale = true;
      this._sources.set(system, sources);
    } else {
      this._sources.delete(system);
    }
  }

  private _estimate(): number {
    return this._typical || 60 + 62 * this._setting.staves.length * this._setting.zoom;
  }

  private _size(system: System, height: number): void {
    if (system.height !== height) {
      system.height = height;
      system.node.style.height = `${height}px`;
    }
  }

  private _place(): void {
    this._tops = stack(
      this.systems.map(({ height }) => height),
      GAP,
    );
  }

  private async _work(): Promise<void> {
    let begun = performance.now();
    try {
      for (let system = this._next(); system && this._writer; system = this._next()) {
        if (await this._bring(system, this._writer)) {
          begun = -Infinity;
        }
        if (performance.now() - begun > SLICE) {
          await nextTurn();
          begun = performance.now();
        }
      }
      this._release();
      this._listener.onIdle();
    } catch (error) {
      this._listener.onFailed(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Bring a system up to date; whether it had to be engraved. */
  private async _bring(system: System, writer: MeiWriter): Promise<boolean> {
    const { index } = writer;
    const setting = this._setting;
    const source = this._sources.get(system) ?? system.source;
    if (source !== system.source || !system.mei) {
      system.mei = writer.write(system.range);
      system.source = source;
    }
    const job: Job = {
      mei: system.mei,
      width: setting.width,
      scale: Math.round(SCALE * setting.zoom),
      last: system.range.end === index.piece.measures.length,
    };
    const key = keyOf(job);
    system.stale = false;
    if (system.shown === key) {
      return false;
    }
    const svg = engraver.recall(job) ?? (await engraver.engrave(job));
    if (this._writer && this.systems.includes(system)) {
      system.show(svg, index, setting.staves);
      system.shown = key;
      this._measure(system, setting.width);
      this._listener.onEngraved(system);
    }
    return true;
  }

  /** Give a system the height that it was engraved with. */
  private _measure(system: System, width: number): void {
    const height = Math.ceil(width * system.aspect);
    this._typical ||= height;
    if (height !== system.height) {
      this._size(system, height);
      this._place();
    }
  }

  /** The stale system nearest to what is seen. */
  private _next(): System | null {
    const { top, height } = this._seen;
    const middle = top + height / 2;
    let best: System | null = null;
    let least = this._all ? Infinity : height * (0.5 + NEAR);
    this.systems.forEach((system, order) => {
      if (system.stale) {
        const half = system.height / 2;
        const away = Math.max(0, Math.abs(this._tops[order] + half - middle) - half);
        if (away < least) {
          least = away;
          best = system;
        }
      }
    });
    return best;
  }

  /** Let go of what is far from what is seen. */
  private _release(): void {
    if (this._all) {
      return;
    }
    const { top, height } = this._seen;
    this.systems.forEach((system, order) => {
      const from = this._tops[order];
      if (
        system.shown &&
        (from > top + height * (1 + FAR) || from + system.height < top - height * FAR)
      ) {
        system.release();
      }
    });
  }

  private _writer: MeiWriter | null = null;
  private _setting: Setting = { width: 0, zoom: 0, staves: [] };
  private _frame: readonly unknown[] = [];
  private _all = true;
  private _pumping = false;
  private _seen = { top: 0, height: 0 };
  /** Where each system begins in the list, in pixels. */
  private _tops: readonly number[] = [];
  /** The height of a system that is not engraved yet. */
  private _typical = 0;
  /** The id of the first measure of each system. */
  private readonly _firsts = new WeakMap<System, string>();
  /** What stale systems are to be written from. */
  private readonly _sources = new WeakMap<System, readonly unknown[]>();
}

/** What every system of a piece is written from: parts but for their notes, spans, tempi, sections and the last measure. */
function frameOf({ parts, tempi, sections, measures }: Piece): readonly unknown[] {
  return [
    tempi,
    sections,
    measures.length,
    ...parts.flatMap((part) => [
      part.id,
      part.name,
      part.abbreviation,
      part.staves,
      part.diatonic,
      part.chromatic,
      part.clefs,
      part.spans,
      part.group,
      part.bracket,
      part.lines,
      part.tuning,
      part.drums,
    ]),
  ];
}

/** The list before, where this one has the same things in it. */
function sameList(now: readonly unknown[], before: readonly unknown[]): readonly unknown[] {
  return now.length === before.length && now.every((of, at) => of === before[at]) ? before : now;
}

/** Let the page draw and answer before going on. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
