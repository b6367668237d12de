import { PAGE, type Layout } from '../engraving/placement';

/** How a person looks at a piece: theirs alone, never in the document. */
export interface Viewing {
  readonly layout: Layout;
  /** Ids of the parts that are shown; all where it is empty. */
  readonly parts: readonly string[];
  /** Whether transposing parts are shown as they sound. */
  readonly concert: boolean;
  /** 1 is the usual size. */
  readonly zoom: number;
  /** Whether measures of rest of a part that is looked at alone are drawn as one. */
  readonly rests: boolean;
}

export const USUAL: Viewing = { layout: 'scroll', parts: [], concert: false, zoom: 1, rests: true };

const LAYOUTS: readonly Layout[] = ['scroll', 'page', 'continuous'];
const [LEAST, MOST] = [0.5, 2];

/** A zoom that can be: in steps of a tenth, from 0.5 to 2. */
export function bounded(zoom: number): number {
  return Math.min(MOST, Math.max(LEAST, Math.round(zoom * 10) / 10));
}

/** The greatest zoom at which the paper is no wider than a window, in CSS pixels. */
export function fitting(layout: Layout, width: number): number {
  return layout === 'page' ? bounded(Math.floor((width / PAGE.width) * 10) / 10) : 1;
}

/** What of anything is a viewing; the usual for what is not. */
export function readViewing(of: unknown): Viewing {
  const { layout, parts, concert, zoom, rests } = (of ?? {}) as Record<string, unknown>;
  return {
    layout: LAYOUTS.find((known) => known === layout) ?? USUAL.layout,
    parts: Array.isArray(parts) ? parts.filter((id): id is string => typeof id === 'string') : [],
    concert: concert === true,
    zoom: typeof zoom === 'number' && Number.isFinite(zoom) ? bounded(zoom) : 1,
    rests: rests !== false,
  };
}

/** Remembers, in this browser, how each piece is looked at. */
export class ViewingStore {
  /** @param path - of the piece. */
  constructor(path: string) {
    this._key = `antiphon:view:${path}`;
  }

  read(): Viewing {
    try {
      return readViewing(JSON.parse(localStorage.getItem(this._key) ?? 'null'));
    } catch {
      return USUAL;
    }
  }

  write(viewing: Viewing): void {
    try {
      localStorage.setItem(this._key, JSON.stringify(viewing));
    } catch {
      // A browser that keeps nothing shows the usual view next time.
    }
  }

  private readonly _key: string;
}
