import type { ScoreEditor } from '../editing/editor';
import { trans } from '../../translation';

const fields = () => ({
  title: trans.__('Title'),
  subtitle: trans.__('Subtitle'),
  dedication: trans.__('Dedication'),
  lyricist: trans._p('lyricist', 'Words'),
  composer: trans.__('Composer'),
  arranger: trans.__('Arranger'),
});

type Name = keyof ReturnType<typeof fields>;

/** Title, authors and dedication at the head of the paper, which can be written over. */
export class Masthead {
  constructor(private readonly _editor: ScoreEditor) {
    this.node.className = 'antiphon-Masthead';
    for (const [name, label] of Object.entries(fields()) as [Name, string][]) {
      const field = this._field(name, label);
      this._fields.set(name, field);
      this.node.append(field);
    }
  }

  readonly node = document.createElement('header');

  update(): void {
    const { piece } = this._editor.index;
    const reason = this._editor.permissions.frame();
    for (const [name, field] of this._fields) {
      const text = piece[name];
      field.classList.toggle('antiphon-mod-empty', text === '');
      field.readOnly = reason !== '';
      field.title = reason;
      if (field !== document.activeElement && field.value !== text) {
        field.value = text;
      }
    }
  }

  private _field(name: Name, label: string): HTMLTextAreaElement {
    const field = document.createElement('textarea');
    field.rows = 1;
    field.className = `antiphon-Masthead-${name}`;
    field.placeholder = label;
    field.maxLength = 2000;
    field.setAttribute('aria-label', label);
    field.addEventListener('change', () => {
      const text = field.value.trim().replace(/\s*[\r\n]+\s*/g, ' ');
      const fields = { [name]: text === '' ? undefined : text };
      if (!this._editor.write(() => this._editor.doc.change('meta', '', fields))) {
        this.update();
      }
    });
    field.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Enter' || event.key === 'Escape') {
        event.preventDefault();
        if (event.key === 'Escape') {
          field.value = this._editor.index.piece[name];
        }
        field.blur();
      }
    });
    return field;
  }

  private readonly _fields = new Map<Name, HTMLTextAreaElement>();
}
