import type { ScoreEditor } from './editor';

/** Title and composer at the head of the paper, which can be written over. */
export class Masthead {
  constructor(private readonly _editor: ScoreEditor) {
    this.node.className = 'antiphon-Masthead';
    this._title = this._field('title', 'Title');
    this._composer = this._field('composer', 'Composer');
    this.node.append(this._title, this._composer);
  }

  readonly node = document.createElement('header');

  update(): void {
    const { title, composer } = this._editor.index.piece;
    for (const [field, text] of [
      [this._title, title],
      [this._composer, composer],
    ] as const) {
      field.readOnly = this._editor.locked !== '';
      if (field !== document.activeElement && field.value !== text) {
        field.value = text;
      }
    }
  }

  private _field(name: 'title' | 'composer', label: string): HTMLInputElement {
    const field = document.createElement('input');
    field.className = `antiphon-Masthead-${name}`;
    field.placeholder = label;
    field.maxLength = 2000;
    field.setAttribute('aria-label', label);
    field.addEventListener('change', () => {
      const text = field.value.trim();
      this._editor.doc.change('meta', '', { [name]: text === '' ? undefined : text });
    });
    field.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Enter' || event.key === 'Escape') {
        if (event.key === 'Escape') {
          field.value = this._editor.index.piece[name];
        }
        field.blur();
      }
    });
    return field;
  }

  private readonly _title: HTMLInputElement;
  private readonly _composer: HTMLInputElement;
}
