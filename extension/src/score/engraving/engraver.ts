import type { IDisposable } from '@lumino/disposable';

import { trans } from '../../translation';

/** One system to engrave. */
export interface EngraveRequest {
  readonly id: number;
  readonly mei: string;
  /** Width of the paper in CSS pixels. */
  readonly width: number;
  /** Size of the music in percent of Verovio's own. */
  readonly scale: number;
  /** Whether it is the piece's last system, which may stay short. */
  readonly last: boolean;
  /** Whether it is as wide as it comes out, rather than as the paper. */
  readonly open?: boolean;
}

/** An engraved system, or why there is none. */
export type EngraveReply =
  | {
      readonly id: number;
      readonly svg: string;
      /** The style sheet with the music font for signs within text, of the first system that has some. */
      readonly font?: string;
    }
  | { readonly id: number; readonly error: string };

export type Job = Omit<EngraveRequest, 'id'>;

/** How many letters of engraved systems are kept, so that scrolling back, undo and a change of width back cost nothing. */
const KEPT = 40_000_000;

/**
 * Engraves systems in a worker of its own, which is started with the first one.
 *
 * One worker serves every piece of the page.
 */
export class Engraver implements IDisposable {
  /** @param start - starts the worker. */
  constructor(private readonly _start: () => Worker) {}

  /**
   * Engrave a system.
   *
   * @returns SVG text with the MEI's ids.
   * @throws Error, in words, where the worker cannot be started or Verovio cannot read the music.
   */
  async engrave(job: Job): Promise<string> {
    const key = keyOf(job);
    const svg = this._kept.get(key) ?? (await this._ask(job));
    if (!this._kept.delete(key)) {
      this._letters += key.length + svg.length;
    }
    this._kept.set(key, svg);
    for (const [old, text] of this._kept) {
      if (this._letters <= KEPT || old === key) {
        break;
      }
      this._kept.delete(old);
      this._letters -= old.length + text.length;
    }
    return svg;
  }

  /** Start the worker, so that the first system need not wait for it. */
  prepare(): void {
    try {
      this._worker ??= this._open();
    } catch {
      // The first system says so.
    }
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    this._stop(new Error('The score was closed.'));
    this._kept.clear();
    this._letters = 0;
  }

  private _ask(job: Job): Promise<string> {
    return new Promise((resolve, reject) => {
      const id = this._next++;
      this._waiting.set(id, { resolve, reject });
      try {
        this._worker ??= this._open();
        this._worker.postMessage({ id, ...job } satisfies EngraveRequest);
      } catch (error) {
        this._stop(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  private _open(): Worker {
    const worker = this._start();
    worker.onmessage = ({ data }: MessageEvent<EngraveReply>) => {
      const waiting = this._waiting.get(data.id);
      this._waiting.delete(data.id);
      if ('svg' in data) {
        if (data.font) {
          installFont(data.font);
        }
        waiting?.resolve(data.svg);
      } else {
        waiting?.reject(new Error(data.error));
      }
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this._stop(new Error(event.message || trans.__('The engraver could not be loaded.')));
    };
    return worker;
  }

  /** End the worker, so that the next request starts a fresh one. */
  private _stop(reason: Error): void {
    this._worker?.terminate();
    this._worker = null;
    const waiting = [...this._waiting.values()];
    this._waiting.clear();
    waiting.forEach(({ reject }) => reject(reason));
  }

  private readonly _kept = new Map<string, string>();
  private _letters = 0;
  private readonly _waiting = new Map<
    number,
    { resolve: (svg: string) => void; reject: (error: Error) => void }
  >();
  private _worker: Worker | null = null;
  private _next = 1;
  private _isDisposed = false;
}

function installFont(style: string): void {
  const element = document.createElement('style');
  element.textContent = style;
  document.head.append(element);
}

/** All that an engraved system depends on. */
export function keyOf({ mei, width, scale, last, open }: Job): string {
  return `${width} ${scale} ${last} ${open ?? false} ${mei}`;
}

/** The engraver of this page. */
export const engraver = new Engraver(
  () => new Worker(new URL('./engraver.worker.js', import.meta.url), { name: 'antiphon-engraver' }),
);
