import { Clipboard } from '@jupyterlab/apputils';
import type { Message } from '@lumino/messaging';
import type { ISignal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';

import type { AntiphonDoc } from '../../document';
import type { Direction } from '../../document/undo';
import type { Permissions } from '../../rights';
import { trans } from '../../translation';
import { CodeDraft } from './draft';
import { CodeEditor } from './editor';
import { notebookText } from './notebook';
import { partWords } from './printing';
import { entriesOf } from './sketch';
import type { Mend, Problem } from './syntax';

/** Milliseconds after the last key until what is typed is applied. */
const PAUSE = 700;
/** Milliseconds in which what changes elsewhere is gathered. */
const GATHER = 60;

/** What is selected in the graph, and can be from here. */
export interface GraphSelection {
  readonly ids: () => readonly string[];
  readonly changed: ISignal<unknown, unknown>;
  readonly select: (ids: readonly string[]) => void;
}

export interface CodeViewProps {
  doc: AntiphonDoc;
  permissions: Permissions;
  /** The piece's path, for a notebook. */
  path: string;
  selection?: GraphSelection | null;
}

/**
 * The graph as Python, as a pane of the workbench: what is changed elsewhere is changed here, and what is typed here, there.
 * Nothing is run.
 */
export class CodeView extends Widget {
  constructor(private readonly _props: CodeViewProps) {
    super();
    this.addClass('antiphon-Code');
    const { doc, permissions } = _props;
    this._draft = new CodeDraft(doc);
    const bar = element('div', 'antiphon-Code-bar');
    this._status.setAttribute('role', 'status');
    const apply = button(trans.__('Apply'), trans.__('Apply what was typed (Ctrl+Enter)'));
    apply.addEventListener('click', () => this.apply());
    const copy = button(
      trans.__('Copy for a notebook'),
      trans.__('Copy this text as a cell that builds the same graph'),
    );
    copy.addEventListener('click', () => this._copy());
    this._mendButton.addEventListener('click', () => this._mend && this._editor.mend(this._mend));
    bar.append(this._status, this._mendButton, apply, copy);
    const host = element('div', 'antiphon-Code-editor');
    this.node.append(bar, host);
    this._applyButton = apply;
    this._editor = new CodeEditor(host, {
      text: this._draft.text,
      around: () => ({
        program: this._draft.reading.program,
        parts: [...partWords(entriesOf(doc.document(), 'parts')).values()],
      }),
      onType: (text) => this._type(text),
      onApply: () => this.apply(),
      onHistory: (direction) => this._go(direction),
      onMove: (at) => {
        this._isMoving = true;
        const ids = this._draft.within(at);
        if (ids.length > 0) {
          _props.selection?.select(ids);
        }
        this._isMoving = false;
      },
    });
    doc.changed.connect(this._onDocument, this);
    permissions.changed.connect(this._show, this);
    _props.selection?.changed.connect(this._onSelection, this);
    this._show();
  }

  /** Apply what was typed, where it is whole and may be. */
  apply(): void {
    clearTimeout(this._pause);
    this._pause = undefined;
    this._hear();
    const isSaid = this._draft.reading.edits.length > 0;
    this._refusals = this._draft.apply();
    if (isSaid && this._refusals.length === 0) {
      this._editor.forget();
    }
    this._show();
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._props.doc.changed.disconnect(this._onDocument, this);
    this._props.permissions.changed.disconnect(this._show, this);
    this._props.selection?.changed.disconnect(this._onSelection, this);
    clearTimeout(this._pause);
    clearTimeout(this._gather);
    this._editor.dispose();
    super.dispose();
  }

  protected override onActivateRequest(_: Message): void {
    this._editor.focus();
  }

  private _type(text: string): void {
    this._draft.type(text);
    this._refusals = [];
    this._show();
    clearTimeout(this._pause);
    this._pause = setTimeout(() => this._afterPause(), PAUSE);
  }

  /** Undo what was applied, or what else is one's own in the piece. */
  private _go(direction: Direction): void {
    if (this._props.permissions.piece() !== '') {
      return;
    }
    const { doc } = this._props;
    const isDone = direction === 'undo' ? doc.undo() : doc.redo();
    this._hear();
    if (!isDone) {
      this._status.textContent =
        direction === 'undo'
          ? trans.__('There is nothing of yours to undo.')
          : trans.__('There is nothing to redo.');
    }
  }

  private _onDocument(): void {
    this._gather ??= setTimeout(() => {
      this._gather = undefined;
      this._hear();
    }, GATHER);
  }

  private _onSelection(): void {
    if (!this._isMoving) {
      this._select();
    }
  }

  private _hear(): void {
    if (!this.isDisposed) {
      this._editor.change(this._draft.hear());
      this._show();
    }
  }

  /** What takes something away waits for Ctrl+Enter: a line that is cut to be put elsewhere takes nothing away. */
  private _afterPause(): void {
    if (this.isDisposed) {
      return;
    }
    this._hear();
    const { edits, problems } = this._draft.reading;
    if (this._draft.removes === 0 && edits.length > 0 && problems.length === 0) {
      this.apply();
    }
  }

  private _select(): void {
    const ids = this._props.selection?.ids() ?? [];
    this._editor.select(
      ids.flatMap((id) => {
        const at = this._draft.place(id);
        return at ? [at] : [];
      }),
    );
  }

  private _show(): void {
    const { problems, edits } = this._draft.reading;
    const refusal = this._props.permissions.piece();
    const all = [...problems, ...this._refusals];
    this._editor.setReadOnly(refusal !== '');
    this._editor.say(all);
    this._mend = refusal ? null : (all[0]?.mend ?? null);
    this._mendButton.hidden = this._mend === null;
    this._mendButton.textContent = this._mend?.title ?? '';
    this._applyButton.hidden = edits.length === 0 || problems.length > 0 || refusal !== '';
    this._status.textContent = refusal || this._words(all);
    this._status.classList.toggle('antiphon-mod-problem', all.length > 0);
    this._select();
  }

  private _words(problems: readonly Problem[]): string {
    if (problems.length > 0) {
      const [{ at, message }] = problems;
      const line = this._draft.text.slice(0, at.from).split('\n').length;
      return trans.__('Line %1: %2', line, message);
    }
    const { removes, isOpen } = this._draft;
    if (removes > 0) {
      return trans._n(
        '%1 thing will be gone: Ctrl+Enter applies it.',
        '%1 things will be gone: Ctrl+Enter applies it.',
        removes,
      );
    }
    return isOpen ? trans.__('Being applied…') : trans.__('The same as the graph.');
  }

  private _copy(): void {
    Clipboard.copyToSystem(notebookText(this._draft.text, this._props.path));
    this._status.textContent = trans.__('Copied: paste it into a cell of a notebook.');
  }

  private readonly _draft: CodeDraft;
  private readonly _editor: CodeEditor;
  private readonly _status = element('span', 'antiphon-Code-status');
  private readonly _applyButton: HTMLButtonElement;
  /** What mends the first problem. */
  private readonly _mendButton = button('', '');
  private _mend: Mend | null = null;
  private _pause: ReturnType<typeof setTimeout> | undefined;
  private _gather: ReturnType<typeof setTimeout> | undefined;
  private _refusals: readonly Problem[] = [];
  private _isMoving = false;
}

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  node.className = className;
  return node;
}

function button(words: string, title: string): HTMLButtonElement {
  const node = element('button', 'antiphon-button');
  node.type = 'button';
  node.textContent = words;
  node.title = title;
  return node;
}
