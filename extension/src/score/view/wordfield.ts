import { trans } from '../../translation';
import type { ScoreEditor } from '../editing/editor';
import {
  lyricAt,
  neighbourOf,
  needsNote,
  placeFor,
  slotOf,
  VERSES,
  wordsAt,
  type WordsKind,
  type WordsPlace,
} from '../editing/words';
import type { Point, System } from '../engraving/system';
import { placeInWords } from '../music/words';

/** What the field needs of the view. */
interface Stage {
  readonly editor: ScoreEditor;
  systemOf(measure: number): System | undefined;
  /** Give the keys to the score. */
  activate(): void;
}

/** How a syllable ends: a word does, it goes on to the next one, it is held; or as it did before. */
type Ending = '' | '-' | '_' | null;

/** A field in the score in which words are typed; each is written, as a step of its own, as it is left. */
export class WordField {
  /** @param _paper - what the field is laid on; it must be positioned. */
  constructor(
    private readonly _stage: Stage,
    private readonly _paper: HTMLElement,
  ) {}

  get isOpen(): boolean {
    return this._input !== null;
  }

  /** Type words at what is selected; a sentence in the tools says why that cannot be. */
  write(kind: WordsKind): void {
    const { editor } = this._stage;
    const place = placeFor(editor.index, editor.selection, kind, this._verse);
    const why = editor.closed || editor.reason;
    if (why) {
      editor.refuse(why);
    } else if (place) {
      this.open(place);
    } else {
      editor.refuse(
        needsNote(kind)
          ? trans.__('Select a note first: this is written at a note.')
          : trans.__('Select a note or rest first: the words go to its place.'),
      );
    }
  }

  open(place: WordsPlace): void {
    this._drop();
    this._place = place;
    const { index } = this._stage.editor;
    const input = document.createElement('input');
    input.type = 'text';
    input.className = `antiphon-WordField antiphon-mod-${place.kind}`;
    input.spellcheck = false;
    input.autocomplete = 'off';
    input.setAttribute('aria-label', this._label(place));
    input.value = wordsAt(index, place);
    this._before = input.value;
    input.addEventListener('keydown', this._onKey);
    input.addEventListener('input', this._onInput);
    input.addEventListener('blur', this._onBlur);
    this._input = input;
    this._paper.append(input);
    this._onInput();
    this.reposition();
    input.focus({ preventScroll: true });
    input.select();
    input.scrollIntoView({ block: 'nearest' });
  }

  /** Stay at its place where the score was drawn anew. */
  reposition(): void {
    const place = this._place;
    const input = this._input;
    const at = place && this._pointOf(place);
    if (!input || !at) {
      return;
    }
    const { left, top } = this._paper.getBoundingClientRect();
    input.style.left = `${Math.max(0, at.x - left - 8)}px`;
    input.style.top = `${at.y - top}px`;
  }

  dispose(): void {
    this._drop();
  }

  /** Where the field stands: below the note's staff for what is sung and felt, above it for the rest. */
  private _pointOf(place: WordsPlace): Point | null {
    const { index } = this._stage.editor;
    const system = this._stage.systemOf(place.measure);
    const slot = index.at(place, place.measure, place.onset);
    const key = slot?.notes[0]?.id ?? slot?.key ?? '';
    const spot = system?.elements(key)[0];
    const row = spot?.closest('g.staff')?.getBoundingClientRect();
    if (!system || !spot || !row || !slot) {
      const box = system?.node.getBoundingClientRect();
      return box ? { x: box.left + 20, y: box.top } : null;
    }
    const box = spot.getBoundingClientRect();
    const next = index.neighbour(slot, 1);
    const after = next && system.elements(next.notes[0]?.id ?? next.key)[0];
    const until = after?.getBoundingClientRect().left ?? box.right + 40;
    const share = place.onset.sub(slot.onset).div(slot.duration).valueOf();
    const x = box.left + Math.max(0, until - box.left) * share;
    const below = BELOW.has(place.kind);
    const y = below ? row.bottom + 4 + (place.verse - 1) * 8 : row.top - HEIGHT - 4;
    return { x, y };
  }

  private _label(place: WordsPlace): string {
    const { index } = this._stage.editor;
    const slot = slotOf(index, place);
    const where = slot ? placeInWords(index.piece, { ...slot, onset: place.onset }) : '';
    return `${this._name(place)}, ${where}`;
  }

  private _name({ kind, verse }: WordsPlace): string {
    switch (kind) {
      case 'lyrics':
        return trans.__('Lyrics, verse %1', verse);
      case 'harmony':
        return trans.__('Chord symbol');
      case 'text':
        return trans.__('Text');
      case 'expression':
        return trans.__('Expression');
      case 'dynamic':
        return trans.__('Dynamic');
      case 'figures':
        return trans.__('Figured bass');
      case 'rehearsal':
        return trans.__('Rehearsal mark');
      case 'fingering':
        return trans.__('Fingering');
      case 'fret':
        return trans.__('Fret');
      case 'tempo':
        return trans.__('Tempo');
      case 'line':
        return trans.__('Words of the line');
    }
  }

  private readonly _onInput = (): void => {
    if (this._input) {
      this._input.size = Math.max(4, this._input.value.length + 1);
      this._input.removeAttribute('aria-invalid');
    }
  };

  private readonly _onBlur = (): void => {
    const input = this._input;
    if (input && !this._leave(null)) {
      this._drop();
    } else if (this._input === input) {
      this._drop();
    }
  };

  private readonly _onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const place = this._place;
    if (!place || event.isComposing) {
      return;
    }
    if (this._handles(event, place)) {
      event.preventDefault();
    }
  };

  private _handles(event: KeyboardEvent, place: WordsPlace): boolean {
    const { kind } = place;
    const moves =
      kind === 'lyrics' || kind === 'harmony' || kind === 'figures' || kind === 'fingering';
    const back = event.shiftKey ? -1 : 1;
    switch (event.key) {
      case 'Escape':
      case 'Enter':
        this._end();
        return true;
      case ' ':
        if (moves && (kind !== 'figures' || event.ctrlKey)) {
          this._move(back, kind === 'lyrics' ? '' : null);
          return true;
        }
        return false;
      case 'Tab':
        if (moves) {
          this._move(back, null);
          return true;
        }
        return false;
      case '-':
      case '_':
        if (kind === 'lyrics' && !event.ctrlKey) {
          this._move(1, event.key);
          return true;
        }
        return false;
      case 'ArrowUp':
      case 'ArrowDown':
        if (kind === 'lyrics') {
          this._turnTo(place.verse + (event.key === 'ArrowDown' ? 1 : -1));
          return true;
        }
        return false;
      case 'z':
        if ((event.ctrlKey || event.metaKey) && this._input?.value === this._before) {
          this._stage.editor.doc.undo();
          this.open(place);
          return true;
        }
        return false;
      default:
        return false;
    }
  }

  /** Write what was typed, and go on to the place after or before. */
  private _move(by: -1 | 1, ending: Ending): void {
    const place = this._place;
    if (!place || !this._leave(ending)) {
      return;
    }
    const next = neighbourOf(this._stage.editor.index, place, by);
    if (next) {
      this.open(next);
    } else {
      this._end();
    }
  }

  private _turnTo(verse: number): void {
    const place = this._place;
    if (place && verse >= 1 && verse <= VERSES && this._leave(null)) {
      this._verse = verse;
      this.open({ ...place, verse });
    }
  }

  private _end(): void {
    if (this._leave(null)) {
      this._drop();
      this._stage.activate();
    }
  }

  /** @returns Whether it was written, or was written already. */
  private _leave(ending: Ending): boolean {
    const place = this._place;
    const input = this._input;
    if (!place || !input) {
      return true;
    }
    const { editor } = this._stage;
    const typed = input.value.trim();
    const text = place.kind === 'lyrics' ? this._syllable(place, typed, ending) : typed;
    editor.perform({ kind: 'words', place, text });
    if (editor.refused) {
      input.setAttribute('aria-invalid', 'true');
      input.title = editor.refused;
      return false;
    }
    return true;
  }

  /** A syllable with its ending: a word that was not changed keeps its own where nothing else is said. */
  private _syllable(place: WordsPlace, typed: string, ending: Ending): string {
    const before = lyricAt(this._stage.editor.index, place);
    const suffix = ending ?? /[-_]$/.exec(before)?.[0] ?? '';
    return typed === '' ? '' : typed.replace(/[-_]+$/, '') + suffix;
  }

  private _drop(): void {
    const input = this._input;
    this._input = null;
    this._place = null;
    input?.remove();
  }

  private _input: HTMLInputElement | null = null;
  private _place: WordsPlace | null = null;
  private _before = '';
  private _verse = 1;
}

const HEIGHT = 24;
const BELOW: ReadonlySet<WordsKind> = new Set(['lyrics', 'dynamic', 'expression', 'figures']);
