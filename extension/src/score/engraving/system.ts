import type { Range } from '../mei/mei';
import { drawn } from './drawn';
import { drawShapes } from './shape';
import { grouped } from '../music/grouped';
import { engravedSign, nameBarlines, nameHeads } from '../music/signs';
import type { SlotIndex } from '../music/slot';
import { inWords } from '../music/words';
import { trans } from '../../translation';

/** Half a staff space, in Verovio's units: from a line to the next space. */
export const STEP = 90;
/** Half the width of a note head, in Verovio's units (180 a staff space). */
const HEAD = 106;
/** From the foot of a fret's number to its middle. */
const FRET = 110;

/** Where a note head or rest is drawn, in the system's own units. */
export interface Spot {
  readonly key: string;
  readonly element: SVGGElement;
  readonly x: number;
  readonly y: number;
}

/** One staff of a measure as it is drawn. */
export interface StaffBox {
  /** From 0, counting every staff of every part of the piece, also where only some are shown. */
  readonly staff: number;
  readonly top: number;
  readonly bottom: number;
}

/** A measure as it is drawn, or several that are one rest. */
export interface MeasureBox {
  /** Of the first, where it is several. */
  readonly id: string;
  /** Of all. */
  readonly ids: readonly string[];
  readonly left: number;
  readonly right: number;
  readonly staves: readonly StaffBox[];
}

/** A point in a system's own units. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** One engraved system on the paper: its SVG, and where things are in it. */
export class System {
  constructor(
    range: Range,
    private readonly _prefix: string,
  ) {
    this.range = range;
    this.node.className = 'antiphon-System';
    this.node.setAttribute('role', 'presentation');
    this._playhead.className = 'antiphon-Playhead';
    this._playhead.hidden = true;
    this.node.append(this._paper, this._playhead);
    this._paper.className = 'antiphon-System-paper';
    this._paper.setAttribute('role', 'presentation');
  }

  readonly node = document.createElement('div');
  range: Range;
  /** The MEI that was written last; empty before the first. */
  mei = '';
  /** What the MEI was written from. */
  source: readonly unknown[] = [];
  /** The MEI that is shown, and how it was engraved; empty where nothing is. */
  shown = '';
  /** Whether the piece changed since it was engraved. */
  stale = true;
  /** Along the way that systems follow each other, in CSS pixels; an estimate until it is engraved. */
  size = 0;
  /** As it was engraved, in CSS pixels. */
  width = 0;
  height = 0;
  /** CSS pixels of one of its own units. */
  unit = 0;
  spots: readonly Spot[] = [];
  measures: readonly MeasureBox[] = [];
  /** A group over the notes, for what is not engraved: other people's selections, the ghost note. */
  overlay: SVGGElement | null = null;

  /**
   * Show an engraved system.
   *
   * @param staves - for each staff that is drawn, its number from 0 among those of the whole piece.
   */
  show(svg: string, index: SlotIndex, staves: readonly number[] = []): void {
    const holder = document.createElement('div');
    holder.innerHTML = svg;
    const root = holder.querySelector('svg')!;
    root.setAttribute('role', 'presentation');
    root.querySelector('desc')?.remove();
    this._margin = root.querySelector<SVGGElement>('g.page-margin');
    const [, , across, down] = (root.getAttribute('viewBox') ?? '').split(' ').map(Number);
    this.width = across || 0;
    this.height = down || 0;
    const box = root.querySelector('svg.definition-scale')?.getAttribute('viewBox');
    this._width = Number(box?.split(' ')[2] ?? 0);
    this.unit = this.width / (this._width || 1);
    const measures = [...root.querySelectorAll<SVGGElement>('g.measure')];
    const firsts = measures.map(({ id }) => index.measureIndex(id) ?? 0);
    this.measures = measures.map((element, order) => {
      const ids = index.piece.measures
        .slice(firsts[order], firsts[order + 1] ?? this.range.end)
        .map(({ id }) => id);
      return measureBox(element, ids, staves);
    });
    measures.forEach((element) => {
      element.dataset.measureId = element.id;
      nameBarlines(element, index);
    });
    nameHeads(root, index);
    this.spots = [
      ...root.querySelectorAll<SVGGElement>('g.note, g.rest, g.mRest, g.multiRest'),
    ].flatMap((element) => this._spot(element));
    root.querySelectorAll<SVGGElement>('.definition-scale g[id]').forEach((element) => {
      const [id] = element.id.split('.');
      const sign = engravedSign(element.id, index) ?? (index.isSign(id) ? id : null);
      if (sign !== null) {
        element.dataset.signId = sign;
      }
      element.removeAttribute('id');
    });
    this._elements = grouped(this.spots.map(({ key, element }) => [key, element]));
    drawShapes(root);
    this._mark();
    root.querySelectorAll<SVGGElement>('g.note.tied').forEach((element) => this._tieIn(element));
    this.overlay = drawn('g', { class: 'antiphon-Overlay', 'aria-hidden': 'true' });
    this._margin?.append(this.overlay);
    this._paper.replaceChildren(root);
    this.node.classList.remove('antiphon-mod-waiting');
  }

  /** Give each note and rest its words, for those who hear the score. It takes a third as long as showing them, and may come after. */
  describe(index: SlotIndex): void {
    for (const [key, [element]] of this._elements) {
      element.setAttribute('aria-label', this._words(index, key));
    }
  }

  /** Let go of what is drawn; its place stays as large. */
  release(): void {
    this._paper.replaceChildren();
    this._margin = null;
    this.spots = [];
    this._elements = new Map();
    this.measures = [];
    this.overlay = null;
    this.shown = '';
    this.stale = true;
    this.node.classList.add('antiphon-mod-waiting');
  }

  /** The elements of a note or rest: several where it is tied values. */
  elements(key: string): readonly SVGGElement[] {
    return this._elements.get(key) ?? NONE;
  }

  /** What is drawn of a sign. */
  signs(id: string): readonly SVGGElement[] {
    return [...this.node.querySelectorAll<SVGGElement>(`[data-sign-id="${CSS.escape(id)}"]`)];
  }

  /** The keys of its notes and rests, each once. */
  get keys(): ReadonlyMap<string, unknown> {
    return this._elements;
  }

  /** The DOM id of a note or rest; unique in the page. */
  domId(key: string): string {
    return `${this._prefix}${key}`;
  }

  /** A point of the window in the system's own units. */
  toUnits(clientX: number, clientY: number): Point | null {
    const matrix = this._margin?.getScreenCTM();
    if (!matrix) {
      return null;
    }
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
    return { x, y };
  }

  /** A point in pixels from the upper left corner of the system's node; null where it is not drawn. */
  toPixels({ x, y }: Point): Point | null {
    const matrix = this._margin?.getScreenCTM();
    if (!matrix) {
      return null;
    }
    const at = new DOMPoint(x, y).matrixTransform(matrix);
    const box = this.node.getBoundingClientRect();
    return { x: at.x - box.left, y: at.y - box.top };
  }

  /** The note or rest nearest to a point, within about a staff space. */
  spotNear({ x, y }: Point): Spot | null {
    let best: Spot | null = null;
    let least = 1;
    for (const spot of this.spots) {
      const distance = Math.hypot((spot.x - x) / 220, (spot.y - y) / 130);
      if (distance < least) {
        least = distance;
        best = spot;
      }
    }
    return best;
  }

  measureAt({ x }: Point): MeasureBox | null {
    return this.measures.find(({ left, right }) => left <= x && x < right) ?? null;
  }

  /** The staff of a measure nearest to a point, within four spaces of its lines. */
  staffAt(measure: MeasureBox, { y }: Point): StaffBox | null {
    const away = ({ top, bottom }: StaffBox): number => Math.max(top - y, y - bottom, 0);
    const nearest = measure.staves.reduce<StaffBox | null>(
      (best, box) => (best === null || away(box) < away(best) ? box : best),
      null,
    );
    return nearest && away(nearest) < 720 ? nearest : null;
  }

  /** Where the onsets of a measure are drawn, in order, with its end; empty where it is not drawn. */
  onsets(measureId: string, index: SlotIndex): readonly { onset: number; x: number }[] {
    const measure = index.measureIndex(measureId);
    const box = this.measures.find(({ ids }) => ids.includes(measureId));
    if (measure === undefined || !box) {
      return [];
    }
    const { duration } = index.piece.measures[measure];
    if (box.ids.length > 1) {
      const each = (box.right - box.left) / box.ids.length;
      const left = box.left + box.ids.indexOf(measureId) * each;
      return [
        { onset: 0, x: left },
        { onset: duration.valueOf(), x: left + each },
      ];
    }
    const found = new Map<number, number>();
    for (const { key, x, element } of this.spots) {
      const slot = index.find(key);
      if (slot?.measure === measure && !element.classList.contains('mRest')) {
        const onset = slot.onset.valueOf();
        found.set(onset, Math.min(found.get(onset) ?? Infinity, x));
      }
    }
    const points = [...found].map(([onset, x]) => ({ onset, x })).sort((a, b) => a.onset - b.onset);
    const end = { onset: duration.valueOf(), x: box.right };
    const begin = points[0]?.onset === 0 ? [] : [{ onset: 0, x: box.left + 2 * HEAD }];
    const monotone = [...begin, ...points].filter(
      ({ x }, order, all) => order === 0 || x > all[order - 1].x,
    );
    return [...monotone, end];
  }

  /**
   * Put the playhead at an onset (in quarter lengths) of a measure.
   *
   * @param still - it stands at what sounded last, rather than gliding to what comes.
   */
  movePlayhead(measureId: string, onset: number, index: SlotIndex, still = false): boolean {
    if (this._pathOf !== measureId || this._pathFor !== this._margin) {
      this._path = this.onsets(measureId, index);
      this._pathOf = measureId;
      this._pathFor = this._margin;
      this._scale = (this._paper.firstElementChild?.clientWidth ?? 0) / (this._width || 1);
    }
    const after = this._path.findIndex((point) => point.onset > onset);
    if (after < 0) {
      return false;
    }
    const to = this._path[after];
    const from = this._path[after - 1] ?? to;
    const part =
      to.onset > from.onset && !still ? (onset - from.onset) / (to.onset - from.onset) : 0;
    const x = (from.x + (to.x - from.x) * part) * this._scale;
    this._playhead.style.transform = `translateX(${x.toFixed(1)}px)`;
    this._playhead.hidden = false;
    return true;
  }

  hidePlayhead(): void {
    this._playhead.hidden = true;
    this._pathOf = '';
  }

  private _spot(element: SVGGElement): Spot[] {
    const place = placeOf(element);
    if (!element.id || !place) {
      return [];
    }
    const names = element.id.split('.');
    const key = names.slice(0, element.id.startsWith('_') ? 5 : 1).join('.');
    return [{ key, element, ...place }];
  }

  private _mark(): void {
    for (const { key, element } of this.spots) {
      element.classList.add('antiphon-Spot');
      if (element !== this.elements(key)[0]) {
        element.dataset.link = key;
        continue;
      }
      element.id = this.domId(key);
      element.dataset.eventId = key;
      element.setAttribute('role', 'option');
      element.setAttribute('aria-selected', 'false');
    }
  }

  /** What a note or rest is, in words; of a rest of several measures, how many. */
  private _words(index: SlotIndex, key: string): string {
    const at = index.find(key)?.measure ?? -1;
    const count = this.measures.find(({ id }) => id === index.piece.measures[at]?.id)?.ids.length;
    const words = inWords(index, key);
    return count && count > 1 ? trans.__('%1: %2 measures of rest', words, count) : words;
  }

  /** The end of a tie that began in an earlier system. */
  private _tieIn(element: SVGGElement): void {
    const spot = this.spots.find((of) => of.element === element);
    if (!spot) {
      return;
    }
    const { x, y } = spot;
    const d =
      `M${x - 560} ${y + 110} Q${x - 350} ${y + 230} ${x - 130} ${y + 110}` +
      ` Q${x - 350} ${y + 190} ${x - 560} ${y + 110}Z`;
    element.append(drawn('path', { d, class: 'antiphon-tie-in', 'stroke-width': 12 }));
  }

  private _elements: ReadonlyMap<string, readonly SVGGElement[]> = new Map();
  private readonly _paper = document.createElement('div');
  private readonly _playhead = document.createElement('div');
  private _margin: SVGGElement | null = null;
  private _width = 0;
  private _scale = 1;
  private _path: readonly { onset: number; x: number }[] = [];
  private _pathOf = '';
  private _pathFor: SVGGElement | null = null;
}

const NONE: readonly never[] = [];

/** The middle of a note head or rest, or of the fret of a tablature; null where nothing is drawn. */
function placeOf(element: SVGGElement): Point | null {
  const bar = element.querySelector(':scope > rect');
  if (bar) {
    const of = (name: string): number => Number(bar.getAttribute(name));
    return { x: of('x') + of('width') / 2, y: of('y') + of('height') / 2 };
  }
  const transform = element.querySelector('use')?.getAttribute('transform') ?? '';
  const [, x, y] = /translate\(([-\d.]+), ?([-\d.]+)\)/.exec(transform) ?? [];
  if (x !== undefined) {
    return { x: Number(x) + HEAD, y: Number(y) };
  }
  const fret = element.querySelector('text');
  return fret
    ? { x: Number(fret.getAttribute('x')), y: Number(fret.getAttribute('y')) - FRET }
    : null;
}

function measureBox(
  element: SVGGElement,
  ids: readonly string[],
  numbers: readonly number[],
): MeasureBox {
  const staves = [...element.querySelectorAll<SVGGElement>(':scope > g.staff')];
  let left = Infinity;
  let right = -Infinity;
  const boxes = staves.flatMap((staff, order) => {
    const lines = [...staff.querySelectorAll(':scope > path')].flatMap((path) =>
      linesOf(path.getAttribute('d') ?? ''),
    );
    for (const [x1, , x2] of lines) {
      left = Math.min(left, x1);
      right = Math.max(right, x2);
    }
    const heights = lines.map(([, y]) => y);
    return lines.length === 0
      ? []
      : [
          {
            staff: numbers[order] ?? order,
            top: Math.min(...heights),
            bottom: Math.max(...heights),
          },
        ];
  });
  return { id: element.id, ids, left, right, staves: boxes };
}

/** The lines of a path: for each x, y, x, y. */
function linesOf(path: string): number[][] {
  const numbers = (path.match(/-?[\d.]+/g) ?? []).map(Number);
  return Array.from({ length: Math.floor(numbers.length / 4) }, (_, line) =>
    numbers.slice(4 * line, 4 * line + 4),
  );
}
