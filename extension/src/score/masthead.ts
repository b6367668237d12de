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
    const reason = this._editor.permissions.frame();
    for (const [field, text] of [
      [this._title, title],
      [this._composer, composer],
    ] as const) {
      field.readOnly = reason !== '';
      field.title = reason;
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
      const fields = { [name]: text === '' ? undefined : text };
      if (!this._editor.write(() => this._editor.doc.change('meta', '', fields))) {
        this.update();
      }
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
