import type { ScoreEditor } from '../editing/editor';
import type { System } from '../engraving/system';

const SELECTED = 'antiphon-mod-selected';
const CHOSEN = 'antiphon-mod-chosen';

/** Marks on the score what is selected, and tells the reader of the screen which element that is. */
export class SelectionMarks {
  /**
   * @param _list - holds the systems.
   * @param _prefix - begins the DOM ids of notes.
   * @param _drawn - the key that a note or rest is drawn with.
   */
  constructor(
    private readonly _editor: ScoreEditor,
    private readonly _list: HTMLElement,
    private readonly _prefix: string,
    private readonly _drawn: (key: string) => string,
  ) {}

  /**
   * Bring the marks up to date.
   *
   * @param systems - those that may lack marks: all, or those engraved anew.
   * @param words - the selected sign in words.
   */
  draw(systems: readonly System[], words: string): void {
    const { selection, sign } = this._editor;
    this._drawNotes(systems, new Set(sign === null ? selection.map(this._drawn) : []));
    this._drawSign(systems, sign, words);
    const cursor = selection[selection.length - 1];
    const active = this._signs.length > 0 ? 'sign' : this._drawn(cursor ?? '');
    const id = `${this._prefix}${active}`;
    if (document.getElementById(id)) {
      this._list.setAttribute('aria-activedescendant', id);
    } else {
      this._list.removeAttribute('aria-activedescendant');
    }
  }

  private _drawNotes(systems: readonly System[], selected: ReadonlySet<string>): void {
    for (const [element, key] of this._notes) {
      if (!selected.has(key) || !element.isConnected) {
        mark(element, false);
        this._notes.delete(element);
      }
    }
    for (const system of systems) {
      for (const key of selected.size < system.keys.size ? selected : system.keys.keys()) {
        if (selected.has(key)) {
          for (const element of system.elements(key)) {
            if (!this._notes.has(element)) {
              mark(element, true);
              this._notes.set(element, key);
            }
          }
        }
      }
    }
  }

  private _drawSign(systems: readonly System[], sign: string | null, words: string): void {
    this._signs = this._signs.filter((element) => {
      const stays = element.isConnected && element.dataset.signId === sign;
      if (!stays) {
        element.classList.remove(CHOSEN);
        LABELS.forEach((name) => element.removeAttribute(name));
      }
      return stays;
    });
    for (const element of sign === null ? [] : systems.flatMap((of) => of.signs(sign))) {
      if (!this._signs.includes(element)) {
        element.classList.add(CHOSEN);
        this._signs.push(element);
      }
    }
    const [first] = this._signs;
    if (first) {
      const values = [`${this._prefix}sign`, 'option', 'true', words];
      LABELS.forEach((name, order) => first.setAttribute(name, values[order]));
    }
  }

  /** What is marked, with the keys of notes and rests. */
  private readonly _notes = new Map<SVGGElement, string>();
  private _signs: SVGGElement[] = [];
}

/** What the first element of the selected sign gets, for who reads the screen. */
const LABELS = ['id', 'role', 'aria-selected', 'aria-label'] as const;

function mark(element: SVGGElement, on: boolean): void {
  element.classList.toggle(SELECTED, on);
  if (element.hasAttribute('role')) {
    element.setAttribute('aria-selected', String(on));
  }
}
