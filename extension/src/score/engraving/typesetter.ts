import type { Range } from '../mei/mei';
import { MeiWriter } from '../mei/mei';
import type { Joint } from '../mei/staves';
import { Runs } from '../music/resting';
import type { SlotIndex } from '../music/slot';
import { engraver, keyOf, type Engraver, type Job } from './engraver';
import { breakSystems } from './layout';
import { GAP, PAGE, PAGE_SCALE, paginate, stack, type Layout } from './placement';
import { frameOf, sameList } from './sources';
import { STEP, System } from './system';
import { nextTurn } from './turn';

/** Pixels of a staff space, and Verovio's scale for it in percent, at zoom 1. */
const SPACE = 7.2;
const SCALE = 40;
/** Up to so many staves of measures, all is engraved and stays; of more, what is near what is seen. */
const FEW = 1200;
/** How far from what is seen systems are engraved, and from where on they are let go, in windows. */
const NEAR = 1.5;
const FAR = 5;

/** Width of a window of a continuous score, in staff spaces, and of the paper that it is engraved on, in pixels. */
const WINDOW = 110;
const ENDLESS = 20_000;
/** Verovio's own least distance of staves, in half staff spaces. */
const CLOSE = 12;

/** Hears what a typesetter does. */
export interface TypesetterListener {
  /** A system was engraved anew. */
  onEngraved(system: System): void;
  /** Systems were put onto so many pages. */
  onPages(count: number): void;
  /** Every system that should be engraved is. */
  onIdle(): void;
  onFailed(error: Error): void;
}

/** How a piece is to be set. */
export interface Setting {
  readonly layout: Layout;
  /** What the first page has above its first system, in CSS pixels. */
  readonly head: number;
  /** Width of the paper's printed part, in CSS pixels. */
  readonly width: number;
  /** 1 is the usual size. */
  readonly zoom: number;
  /** For each staff that is shown, its number from 0 among those of the whole piece. */
  readonly staves: readonly number[];
  /** The multi-measure rests. */
  readonly runs: Runs;
}

/** A system that is being engraved. */
interface Task {
  readonly system: System;
  /** As it was when its music was written. */
  readonly index: SlotIndex;
  readonly staves: readonly number[];
  readonly key: string;
  /** Empty where it is shown already. */
  readonly svg: Promise<string>;
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
   * @param _engraver - the page's, but in tests.
   */
  constructor(
    private readonly _list: HTMLElement,
    private readonly _window: HTMLElement,
    private readonly _prefix: string,
    private readonly _listener: TypesetterListener,
    private readonly _engraver: Pick<Engraver, 'engrave' | 'prepare'> = engraver,
  ) {
    _engraver.prepare();
  }

  readonly systems: System[] = [];

  /** Whether something is still to be engraved, or to get its words. */
  get busy(): boolean {
    return this._working;
  }

  /** Set a piece. */
  set(index: SlotIndex, setting: Setting): void {
    const { layout, width, zoom } = setting;
    const same =
      this._setting.layout === layout &&
      this._setting.zoom === zoom &&
      (this._setting.width === width || layout === 'continuous');
    const before: Range[] = same ? this.systems.map(({ range }) => range) : [];
    if (!same || setting.staves.length !== this._setting.staves.length) {
      this._typical = 0;
      this._joint = { gaps: [] };
      this._above = 0;
    }
    this._setting = setting;
    this._scale = zoom * (layout === 'page' ? PAGE_SCALE : 1);
    this._continuous = layout === 'continuous';
    this._writer = new MeiWriter(index, setting.runs);
    this._frame = sameList(frameOf(index.piece), this._frame);
    const { measures } = index.piece;
    this._all = measures.length * setting.staves.length <= FEW;
    const empty = index.piece.parts.length === 0;
    const spaces = this._continuous ? WINDOW : width / (SPACE * this._scale);
    this._arrange(empty ? [] : breakSystems(index, spaces, before, setting.runs), index);
    this._go();
  }

  /** Go on engraving where other systems came into sight. */
  pump(): void {
    this.look();
    this._go();
  }

  /** Find out what is seen. */
  look(): void {
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = this._window;
    const { offsetTop, offsetLeft } = this._list;
    this._seen = this._continuous
      ? { top: scrollLeft - offsetLeft, height: clientWidth }
      : { top: scrollTop - offsetTop, height: clientHeight };
  }

  dispose(): void {
    this._writer = null;
  }

  private _go(): void {
    if (!this._working) {
      this._working = true;
      void this._work();
    }
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
    const { layout, width, zoom, runs } = this._setting;
    const sources = [
      this._frame,
      runs === Runs.NONE,
      layout,
      this._continuous ? this._joint : width,
      zoom,
      system.range.start,
      ...writer.sources(system.range),
    ];
    if (sameList(sources, system.source) !== system.source) {
      system.stale = true;
      this._sources.set(system, sources);
    } else {
      this._sources.delete(system);
    }
  }

  private _estimate(): number {
    const staves = this._setting.staves.length;
    return this._typical || (this._continuous ? WINDOW * SPACE : 60 + 62 * staves) * this._scale;
  }

  private _size(system: System, size: number): void {
    const [along, across] = this._continuous ? ['width', 'height'] : ['height', 'width'];
    system.size = size;
    system.node.style.setProperty(along, `${size}px`);
    system.node.style.setProperty(across, '');
    if (this._continuous) {
      const top = system.measures[0]?.staves[0]?.top;
      const lower = top === undefined ? 0 : this._above - top * system.unit;
      system.node.style.marginBlockStart = `${Math.round(lower)}px`;
    }
  }

  /** Find out where each system is, and put it there. */
  private _place(): void {
    const sizes = this.systems.map(({ size }) => size);
    if (this._setting.layout !== 'page') {
      this._tops = stack(sizes, this._continuous ? 0 : GAP);
      if (!this._continuous) {
        this.systems.forEach(({ node }) => (node.style.marginBlockStart = ''));
      }
      this._list.style.minHeight = '';
      return;
    }
    const { zoom, head } = this._setting;
    const { measures } = this._writer!.index.piece;
    const breaks = this.systems.flatMap(({ range }, order) =>
      measures[range.start - 1]?.layout_break === 'page' ? [order] : [],
    );
    const page = { height: PAGE.height * zoom, margin: PAGE.margin * zoom };
    const places = paginate(sizes, page, head, new Set(breaks));
    const above = page.margin + head;
    this._tops = places.map(
      ({ page: number, top }) => number * (page.height + PAGE.between) + top - above,
    );
    this.systems.forEach(({ node }, order) => {
      const before = order === 0 ? 0 : this._tops[order - 1] + sizes[order - 1];
      node.style.marginBlockStart = `${this._tops[order] - before}px`;
    });
    const pages = (places[places.length - 1]?.page ?? 0) + 1;
    const whole = pages * (page.height + PAGE.between) - PAGE.between;
    this._list.style.minHeight = `${whole - above - page.margin}px`;
    this._listener.onPages(pages);
  }

  /** Bring what is stale up to date, each system in a turn of its own; the worker goes on with the next one meanwhile. */
  private async _work(): Promise<void> {
    try {
      let task = this._ask();
      while (task) {
        const svg = await task.svg;
        const next = this._ask(task);
        if (next) {
          await nextTurn();
        }
        if (this._show(task, svg)) {
          await nextTurn();
          task.system.describe(task.index);
        }
        await nextTurn();
        task = next ?? this._ask();
      }
      this._release();
      this._working = false;
      this._listener.onIdle();
    } catch (error) {
      this._working = false;
      this._listener.onFailed(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /**
   * Have the next stale system engraved; null where none is.
   *
   * @param before - what is engraved, and not in the page yet.
   */
  private _ask(before: Task | null = null): Task | null {
    const system = this._next();
    const writer = this._writer;
    if (!system || !writer) {
      return null;
    }
    const { index } = writer;
    const setting = this._setting;
    const source = this._sources.get(system) ?? system.source;
    if (source !== system.source || !system.mei) {
      system.mei = writer.write(system.range, this._continuous ? this._joint : null);
      system.source = source;
    }
    const job: Job = {
      mei: system.mei,
      width: this._continuous ? ENDLESS : setting.width,
      scale: Math.round(SCALE * this._scale),
      last: system.range.end === index.piece.measures.length,
      open: this._continuous,
    };
    const key = keyOf(job);
    system.stale = false;
    const shown = before?.system === system ? before.key : system.shown;
    const svg = shown === key ? Promise.resolve('') : this._engraver.engrave(job);
    // Where it fails while another system is put into the page, that is heard of in its turn.
    svg.catch(() => undefined);
    return { system, index, staves: setting.staves, key, svg };
  }

  /** Put an engraved system into the page, if it still belongs there. */
  private _show({ system, index, staves, key }: Task, svg: string): boolean {
    if (svg === '' || !this._writer || !this.systems.includes(system)) {
      return false;
    }
    system.show(svg, index, staves);
    system.shown = key;
    this._measure(system);
    this._listener.onEngraved(system);
    return true;
  }

  /** Give a system the size that it was engraved with. */
  private _measure(system: System): void {
    if (this._continuous) {
      this._align(system);
    }
    const across = this._continuous ? system.height : system.width;
    const along = this._continuous ? system.width : system.height;
    const size = this._continuous
      ? along
      : Math.ceil((this._setting.width / (across || 1)) * along);
    this._typical ||= size;
    if (size !== system.size || this._continuous) {
      this._size(system, size);
      this._place();
    }
  }

  /** Windows that stand side by side have their staves on one height: that of the one that needs most. */
  private _align(system: System): void {
    const staves = system.measures[0]?.staves ?? [];
    const top = (staves[0]?.top ?? 0) * system.unit;
    if (top > this._above) {
      this._above = top;
      this.systems.forEach((of) => of !== system && of.shown && this._size(of, of.size));
    }
    const gaps = staves.slice(1).map((staff, order) => {
      const gap = Math.ceil((staff.top - staves[order].bottom) / STEP - 0.01);
      return Math.max(CLOSE, gap, this._joint.gaps[order + 1] ?? 0);
    });
    if (gaps.some((gap, order) => gap > (this._joint.gaps[order + 1] ?? CLOSE))) {
      this._joint = { gaps: [0, ...gaps] };
      this.systems.forEach((of) => this._check(of));
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
        const half = system.size / 2;
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
        (from > top + height * (1 + FAR) || from + system.size < top - height * FAR)
      ) {
        system.release();
      }
    });
  }

  private _writer: MeiWriter | null = null;
  private _setting: Setting = {
    layout: 'scroll',
    head: 0,
    width: 0,
    zoom: 0,
    staves: [],
    runs: Runs.NONE,
  };
  private _scale = 1;
  private _continuous = false;
  /** What windows of a continuous score have in common; another object once it changes. */
  private _joint: Joint = { gaps: [] };
  /** The greatest distance of a window's first staff from its top, in pixels. */
  private _above = 0;
  private _frame: readonly unknown[] = [];
  private _all = true;
  private _working = false;
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
