import { UseSignal } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { ScoreEditor } from './editor';
import { Glyph, NoteGlyph } from './glyph';
import type { Action } from './keymap';

export interface EditBarProps {
  editor: ScoreEditor;
  /** After a click, the keys go to the score again. */
  onDone: () => void;
  onAddPart: () => void;
  /** Show what the keys do. */
  onHelp: () => void;
  onZoom: (factor: number) => void;
  /** Whether the side panel is open, and the turning of it. */
  side: { open: boolean; toggle: () => void };
}

const VALUES: readonly [number, string][] = [
  [2, '32nd'],
  [3, '16th'],
  [4, 'Eighth'],
  [5, 'Quarter'],
  [6, 'Half'],
  [7, 'Whole'],
];

interface ButtonProps {
  label: string;
  shortcut?: string;
  pressed?: boolean;
  disabled?: boolean;
  onClick: () => void;
  children: React.ReactNode;
}

function Button({
  label,
  shortcut,
  pressed,
  disabled,
  onClick,
  children,
}: ButtonProps): React.JSX.Element {
  return (
    <button
      type="button"
      className="antiphon-EditBar-button"
      aria-label={label}
      aria-pressed={pressed}
      aria-keyshortcuts={shortcut}
      title={shortcut ? `${label} (${shortcut})` : label}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

/** What the next note will be, and what can be done to the selected ones, as buttons. */
export function EditBar(props: EditBarProps): React.JSX.Element {
  const { editor } = props;
  return (
    <UseSignal signal={editor.changed}>
      {() => (
        <div className="antiphon-EditBar" role="toolbar" aria-label="Edit the score">
          {editor.locked ? (
            <span className="antiphon-EditBar-locked">{editor.locked}</span>
          ) : (
            <Tools {...props} />
          )}
          <span className="antiphon-EditBar-space" />
          <Button label="Keys of the score" onClick={props.onHelp}>
            ?
          </Button>
          <Button label="Smaller music" onClick={() => props.onZoom(-0.1)}>
            −
          </Button>
          <Button label="Larger music" onClick={() => props.onZoom(0.1)}>
            +
          </Button>
          <Button
            label={props.side.open ? 'Hide sounds and people' : 'Show sounds and people'}
            pressed={props.side.open}
            onClick={props.side.toggle}
          >
            <Glyph name="side" />
          </Button>
        </div>
      )}
    </UseSignal>
  );
}

function Tools({ editor, onDone, onAddPart }: EditBarProps): React.JSX.Element {
  const act = (action: Action) => (): void => {
    editor.act(action);
    onDone();
  };
  const selected = editor.selection.length > 0;
  const onNote = editor.selection.some((key) => editor.index.note(key));
  return (
    <>
      <Button
        label="Enter notes by clicking"
        shortcut="N"
        pressed={editor.entering}
        onClick={act({ kind: 'toggle-entry' })}
      >
        <Glyph name="pencil" />
      </Button>
      <span className="antiphon-EditBar-group" role="group" aria-label="Note value">
        {VALUES.map(([value, name]) => (
          <Button
            key={value}
            label={name}
            shortcut={String(value)}
            pressed={editor.value === value}
            onClick={act({ kind: 'value', value })}
          >
            <NoteGlyph value={value} />
          </Button>
        ))}
        <Button label="Dotted" shortcut="." pressed={editor.dotted} onClick={act({ kind: 'dot' })}>
          <Glyph name="dot" />
        </Button>
      </span>
      <span className="antiphon-EditBar-group" role="group" aria-label="Notes">
        <Button label="Rest" shortcut="R" onClick={act({ kind: 'rest' })}>
          <Glyph name="rest" />
        </Button>
        <Button label="Tie" shortcut="T" disabled={!onNote} onClick={act({ kind: 'tie' })}>
          <Glyph name="tie" />
        </Button>
        <Button
          label="Triplet"
          shortcut="Ctrl+3"
          disabled={!selected}
          onClick={act({ kind: 'triplet' })}
        >
          <span className="antiphon-EditBar-figure">3</span>
        </Button>
        <Button
          label="Flatter"
          shortcut="-"
          disabled={!onNote}
          onClick={act({ kind: 'bend', by: -1 })}
        >
          ♭
        </Button>
        <Button
          label="Sharper"
          shortcut="#"
          disabled={!onNote}
          onClick={act({ kind: 'bend', by: 1 })}
        >
          ♯
        </Button>
        <Button
          label="Delete"
          shortcut="Delete"
          disabled={!selected}
          onClick={act({ kind: 'delete' })}
        >
          <Glyph name="delete" />
        </Button>
      </span>
      <span className="antiphon-EditBar-group" role="group" aria-label="Voice">
        {[1, 2].map((voice) => (
          <Button
            key={voice}
            label={`Voice ${voice}`}
            pressed={editor.voice === voice}
            onClick={() => {
              editor.setVoice(voice);
              onDone();
            }}
          >
            <span className={`antiphon-EditBar-voice antiphon-mod-voice${voice}`}>{voice}</span>
          </Button>
        ))}
      </span>
      <span className="antiphon-EditBar-group" role="group" aria-label="History">
        <Button label="Undo" shortcut="Ctrl+Z" onClick={act({ kind: 'undo' })}>
          <Glyph name="undo" />
        </Button>
        <Button label="Redo" shortcut="Ctrl+Shift+Z" onClick={act({ kind: 'redo' })}>
          <Glyph name="redo" />
        </Button>
      </span>
      <span className="antiphon-EditBar-group" role="group" aria-label="Piece">
        <Button label="Add a measure at the end" onClick={act({ kind: 'measures', count: 1 })}>
          <span className="antiphon-EditBar-word">+ Measure</span>
        </Button>
        <Button label="Add a part" onClick={onAddPart}>
          <span className="antiphon-EditBar-word">+ Part</span>
        </Button>
      </span>
    </>
  );
}
