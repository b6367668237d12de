import { engraver } from './engraver';
import { breakSystems } from './layout';
import { MeiWriter, type Range } from '../mei/mei';
import type { SlotIndex } from '../music/slot';
import { System } from './system';

/** Pixels of a staff space, and Verovio's scale for it in percent, at zoom 1. */
const SPACE = 7.2;
const SCALE = 40;
/** Milliseconds of work before the page gets its turn. */
const SLICE = 8;
/** Up to this many systems are all engraved; of more, those near what is seen. */
const FEW = 60;

/** Hears what a typesetter does. */
export interface TypesetterListener {
  /** A system was engraved anew. */
  onEngraved(): void;
  /** Every system that should be engraved is. */
  onIdle(): void;
  onFailed(error: Error): void;
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
  ) {}

  readonly systems: System[] = [];

  /** Whether something is still to be engraved. */
  get busy(): boolean {
    return this.systems.some(({ stale }) => stale);
  }

  /**
   * Set a piece.
   *
   * @param width - of the paper's printed part, in CSS pixels.
   * @param zoom - 1 is the usual size.
   */
  set(index: SlotIndex, width: number, zoom: number): void {
    const same = this._width === width && this._zoom === zoom;
    const before: Range[] = same ? this.systems.map(({ range }) => range) : [];
    this._width = width;
    this._zoom = zoom;
    this._writer = new MeiWriter(index);
    const empty = index.piece.parts.length === 0;
    this._arrange(empty ? [] : breakSystems(index, width / (SPACE * zoom), before));
    this.pump();
  }

  /** Go on engraving: there is something new, or other systems came into sight. */
  readonly pump = (): void => {
    if (!this._pumping) {
      this._pumping = true;
      void this._work().finally(() => (this._pumping = false));
    }
  };

  dispose(): void {
    this._writer = null;
  }

  private _arrange(ranges: readonly Range[]): void {
    ranges.forEach((range, order) => {
      let system = this.systems[order];
      if (!system) {
        system = new System(range, this._prefix);
        system.node.classList.add('antiphon-mod-waiting');
        this.systems.push(system);
        this._list.append(system.node);
      }
      system.range = range;
      system.stale = true;
    });
    for (const system of this.systems.splice(ranges.length)) {
      system.node.remove();
    }
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
      this._listener.onIdle();
    } catch (error) {
      this._listener.onFailed(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Bring a system up to date; whether it had to be engraved. */
  private async _bring(system: System, writer: MeiWriter): Promise<boolean> {
    const { index } = writer;
    const mei = writer.write(system.range);
    const last = system.range.end === index.piece.measures.length;
    const job = { mei, width: this._width, scale: Math.round(SCALE * this._zoom), last };
    const shape = `${job.width} ${job.scale} ${last}`;
    system.stale = false;
    if (system.mei === mei && system.shape === shape) {
      return false;
    }
    const svg = engraver.recall(job) ?? (await engraver.engrave(job));
    if (this._writer && this.systems.includes(system)) {
      system.show(svg, index);
      system.mei = mei;
      system.shape = shape;
      this._listener.onEngraved();
    }
    return true;
  }

  /** The stale system nearest to what is seen. */
  private _next(): System | null {
    const { scrollTop, clientHeight } = this._window;
    const middle = scrollTop + clientHeight / 2;
    let best: System | null = null;
    let least = this.systems.length <= FEW ? Infinity : clientHeight * 3;
    for (const system of this.systems) {
      if (system.stale) {
        const { offsetTop, offsetHeight } = system.node;
        const away = Math.abs(offsetTop + offsetHeight / 2 - middle);
        if (away < least) {
          least = away;
          best = system;
        }
      }
    }
    return best;
  }

  private _writer: MeiWriter | null = null;
  private _width = 0;
  private _zoom = 0;
  private _pumping = false;
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
