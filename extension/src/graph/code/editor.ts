import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, redo, redoDepth, undo, undoDepth } from '@codemirror/commands';
import { bracketMatching, LRLanguage, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import {
  Annotation,
  Compartment,
  EditorState,
  RangeSetBuilder,
  StateEffect,
  StateField,
  Transaction,
} from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  hoverTooltip,
  keymap,
  lineNumbers,
  placeholder,
  tooltips,
} from '@codemirror/view';
import { jupyterHighlightStyle } from '@jupyterlab/codemirror';
import { parser } from '@lezer/python';

import type { Direction } from '../../document/undo';
import { trans } from '../../translation';
import { type Around, complete, explain } from './complete';
import type { TextChange } from './merge';
import type { At, Mend, Problem } from './syntax';

/** Marks changes that nobody typed. */
const heard = Annotation.define<boolean>();
/** Which stretches are of what is selected in the graph. */
const setSelected = StateEffect.define<readonly At[]>();

const selectedLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setSelected)) {
        const builder = new RangeSetBuilder<Decoration>();
        const starts = new Set(
          effect.value.map(({ from }) => transaction.state.doc.lineAt(from).from),
        );
        for (const from of [...starts].sort((a, b) => a - b)) {
          builder.add(from, from, Decoration.line({ class: 'antiphon-Code-selected' }));
        }
        return builder.finish();
      }
    }
    return shown.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

export interface CodeEditorProps {
  text: string;
  around: () => Around;
  /** Somebody typed. */
  onType: (text: string) => void;
  /** What is typed is to be applied now. */
  onApply: () => void;
  /** Of what is typed nothing is left to undo or redo: go on in the piece. */
  onHistory: (direction: Direction) => void;
  /** The caret, or what is selected of the text, went somewhere, by hand. */
  onMove: (at: At) => void;
}

/** CodeMirror, as JupyterLab has it, with what it needs to know of a graph. */
export class CodeEditor {
  constructor(parent: HTMLElement, props: CodeEditorProps) {
    this._view = new EditorView({ parent, doc: props.text, extensions: this._extensions(props) });
  }

  get hasFocus(): boolean {
    return this._view.hasFocus;
  }

  focus(): void {
    this._view.focus();
  }

  /** Change what others changed; the caret stays where it is in its words. */
  change(changes: readonly TextChange[]): void {
    if (changes.length > 0) {
      this._view.dispatch({
        changes: [...changes],
        annotations: [heard.of(true), Transaction.addToHistory.of(false)],
      });
    }
  }

  /** Underline what cannot be, and say why. */
  say(problems: readonly Problem[]): void {
    if (problems.length === 0 && !this._isWrong) {
      return;
    }
    this._isWrong = problems.length > 0;
    const { length } = this._view.state.doc;
    const diagnostics = problems.map(({ at, message, mend }) => ({
      from: Math.min(at.from, length),
      to: Math.min(Math.max(at.to, at.from), length),
      severity: 'error' as const,
      message,
      actions: mend ? [{ name: mend.title, apply: () => this.mend(mend) }] : [],
    }));
    this._view.dispatch(setDiagnostics(this._view.state, diagnostics));
  }

  /** Change the text as if it had been typed. */
  mend({ changes }: Mend): void {
    if (!this._view.state.readOnly) {
      this._view.dispatch({ changes: [...changes], userEvent: 'input', scrollIntoView: true });
      this._view.focus();
    }
  }

  /** Mark lines, and bring the first in sight where nobody is typing here. */
  select(places: readonly At[]): void {
    const length = this._view.state.doc.length;
    const within = places.filter(({ to }) => to <= length);
    const effects: StateEffect<unknown>[] = [setSelected.of(within)];
    if (within.length > 0 && !this._view.hasFocus) {
      effects.push(EditorView.scrollIntoView(within[0].from, { y: 'nearest', yMargin: 24 }));
    }
    this._view.dispatch({ effects });
  }

  /** What was typed is applied: to undo it is the piece's. */
  forget(): void {
    this._view.dispatch({ effects: this._typed.reconfigure([]) });
    this._view.dispatch({ effects: this._typed.reconfigure(history()) });
  }

  setReadOnly(readOnly: boolean): void {
    if (readOnly !== this._view.state.readOnly) {
      this._view.dispatch({ effects: this._access.reconfigure(EditorState.readOnly.of(readOnly)) });
    }
  }

  dispose(): void {
    this._view.destroy();
  }

  private _extensions(props: CodeEditorProps) {
    const step = (view: EditorView, direction: Direction): boolean => {
      const [depth, go] = direction === 'undo' ? [undoDepth, undo] : [redoDepth, redo];
      if (depth(view.state) > 0) {
        return go(view);
      }
      props.onHistory(direction);
      return true;
    };
    const source = LRLanguage.define({ parser, languageData: { commentTokens: { line: '#' } } });
    return [
      lineNumbers(),
      this._typed.of(history()),
      placeholder(trans.__('No line yet. A node is a line: %1', 'lfo = LFO(rate=0.5)')),
      drawSelection(),
      highlightActiveLine(),
      bracketMatching(),
      source,
      syntaxHighlighting(jupyterHighlightStyle),
      lintGutter(),
      // What pops up stays within the pane, which cuts off what does not.
      tooltips({ tooltipSpace: ({ dom }) => dom.getBoundingClientRect() }),
      selectedLines,
      this._access.of(EditorState.readOnly.of(false)),
      autocompletion({
        override: [
          ({ pos, explicit, state }) => {
            const before = state.doc.lineAt(pos).text.slice(0, pos - state.doc.lineAt(pos).from);
            return complete({ pos, explicit, before }, props.around());
          },
        ],
      }),
      hoverTooltip((view, pos) => {
        const line = view.state.doc.lineAt(pos);
        const word = view.state.wordAt(pos);
        const words =
          word && explain(line.text, word.from - line.from, word.to - line.from, props.around());
        return words
          ? {
              pos: word.from,
              end: word.to,
              create: () => {
                const dom = document.createElement('div');
                dom.className = 'antiphon-Code-help';
                dom.textContent = words;
                return { dom };
              },
            }
          : null;
      }),
      keymap.of([
        {
          key: 'Mod-Enter',
          run: () => {
            props.onApply();
            return true;
          },
        },
        ...completionKeymap,
        ...lintKeymap,
        { key: 'Mod-z', run: (view) => step(view, 'undo'), preventDefault: true },
        { key: 'Mod-y', run: (view) => step(view, 'redo'), preventDefault: true },
        { key: 'Mod-Shift-z', run: (view) => step(view, 'redo'), preventDefault: true },
        ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
      ]),
      EditorView.contentAttributes.of({ 'aria-label': trans.__('The graph as Python') }),
      EditorView.lineWrapping,
      EditorView.updateListener.of((update) => {
        const isHeard = update.transactions.some((each) => each.annotation(heard));
        if (update.docChanged && !isHeard) {
          props.onType(update.state.doc.toString());
        }
        if (update.selectionSet && !isHeard && update.view.hasFocus) {
          const { from, to } = update.state.selection.main;
          props.onMove({ from, to });
        }
      }),
    ];
  }

  private readonly _access = new Compartment();
  private readonly _typed = new Compartment();
  private _isWrong = false;
  private readonly _view: EditorView;
}
