import type { Place } from '../editing/command';
import { nextPlace } from '../editing/entering';
import type { ScoreEditor } from '../editing/editor';
import type { StaffBox, System } from '../engraving/system';
import { nextInWords } from '../music/words';
import { drawn } from '../engraving/drawn';
import { staffBox, xAt } from './places';

/** In Verovio's units (180 a staff space): half the caret's width, its edge, and how far it reaches beyond the staff. */
const HALF = 160;
const EDGE = 40;
const BEYOND = 200;
/** Least height of what is marked of a staff, for those of one line. */
const LEAST = 360;

/** Shows where the next note goes, in the colour of its voice, while notes are entered. */
export class EntryCaret {
  constructor(private readonly _editor: ScoreEditor) {}

  /**
   * Draw the caret in the system that has its place.
   *
   * @returns The caret where it came to another place, to be brought in sight; null where it stays, or is not drawn.
   */
  draw(systems: readonly System[]): SVGElement | null {
    const at = this._editor.entering ? this._find(systems) : null;
    if (!at) {
      this._node.remove();
      this._place = '';
      return null;
    }
    const { system, box, x, place } = at;
    const middle = (box.top + box.bottom) / 2;
    const half = Math.max(box.bottom - box.top, LEAST) / 2 + BEYOND;
    const [body, edge] = this._node.children;
    for (const [bar, width] of [
      [body, 2 * HALF],
      [edge, EDGE],
    ] as const) {
      bar.setAttribute('x', String(x - HALF));
      bar.setAttribute('y', String(middle - half));
      bar.setAttribute('width', String(width));
      bar.setAttribute('height', String(2 * half));
    }
    this._node.dataset.voice = String(place.voice);
    if (this._node.parentNode !== system.overlay) {
      system.overlay?.prepend(this._node);
    }
    const name = `${place.part} ${place.staff} ${place.measure} ${place.onset.toFraction()}`;
    const isNew = name !== this._place;
    this._place = name;
    return isNew ? this._node : null;
  }

  /** What the next note will be, and where, in words; empty unless that was chosen since the cursor moved last. */
  words(): string {
    const { entering, entry, index, selection } = this._editor;
    const place = entering ? placeOfEntry(this._editor) : null;
    const chosen = place ? `${entry.length.toFraction()} ${entry.voice}` : '';
    const cursor = selection[selection.length - 1] ?? '';
    if (chosen !== this._chosen) {
      this._isNews = place !== null;
    } else if (cursor !== this._cursor) {
      this._isNews = false;
    }
    this._chosen = chosen;
    this._cursor = cursor;
    return place && this._isNews ? nextInWords(index.piece, place, entry.length) : '';
  }

  private _find(
    systems: readonly System[],
  ): { system: System; box: StaffBox; x: number; place: Place } | null {
    const { index, selection } = this._editor;
    const place = placeOfEntry(this._editor);
    const { parts, measures } = index.piece;
    if (!place || measures.length === 0) {
      return null;
    }
    // What comes after the last measure is shown at its end.
    const last = measures.length - 1;
    const isBehind = place.measure > last;
    const { id: measure, duration } = measures[isBehind ? last : place.measure];
    const key = selection[selection.length - 1] ?? '';
    for (const system of systems) {
      const { part, staff } = place;
      const box = staffBox(system, index.piece, { part: parts[part].id, staff, measure });
      const grace = index.grace(key) && system.spots.find((spot) => spot.key === key);
      const onset = (isBehind ? duration : place.onset).valueOf();
      const x = box && (grace?.x ?? xAt(system, measure, onset, index));
      if (box && x !== null && x !== undefined && system.overlay) {
        return { system, box, x, place };
      }
    }
    return null;
  }

  private readonly _node = caret();
  /** Where it is drawn; empty where it is not. */
  private _place = '';
  private _chosen = '';
  private _cursor = '';
  private _isNews = false;
}

/** Where the next note goes that is entered by keys; null in a piece without parts or measures. */
function placeOfEntry({ index, selection, voice }: ScoreEditor): Place | null {
  const key = selection[selection.length - 1] ?? '';
  const grace = index.grace(key);
  if (grace) {
    return grace.slot;
  }
  const slot = index.find(key) ?? index.first();
  return slot && nextPlace(index, slot, voice);
}

function caret(): SVGElement {
  const group = drawn('g', { class: 'antiphon-Caret' });
  group.append(drawn('rect', { class: 'antiphon-Caret-body' }), drawn('rect', {}));
  return group;
}
