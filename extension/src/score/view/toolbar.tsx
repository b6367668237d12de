import { UseSignal } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { AntiphonDoc } from '../../document';
import { Button } from './button';
import type { ScoreEditor } from '../editing/editor';
import { Glyph, NoteGlyph } from './glyph';
import type { Action } from '../editing/keymap';
import { trans } from '../../translation';
import { rove } from './roving';

export interface EditBarProps {
  editor: ScoreEditor;
  /** After a click, the keys go to the score again. */
  onDone: () => void;
  onAddPart: () => void;
  /** Lock the measures that are selected, or unlock them where they all are. */
  onLock: () => void;
  /** Show what the keys do. */
  onHelp: () => void;
  onZoom: (factor: number) => void;
  /** Whether the side panel is open, and the turning of it. */
  side: { open: boolean; toggle: () => void };
  /** What there is to know of what is selected, where nothing stands in its way. */
  children?: React.ReactNode;
}

const VALUES: readonly [number, string][] = [
  [2, '32nd'],
  [3, '16th'],
  [4, 'Eighth'],
  [5, 'Quarter'],
  [6, 'Half'],
  [7, 'Whole'],
];

const STEPS = [
  {
    kind: 'undo',
    label: 'Undo',
    shortcut: 'Ctrl+Z',
    nothing: 'There is nothing of yours to undo.',
    can: (doc: AntiphonDoc) => doc.canUndo(),
  },
  {
    kind: 'redo',
    label: 'Redo',
    shortcut: 'Ctrl+Shift+Z',
    nothing: 'There is nothing to redo.',
    can: (doc: AntiphonDoc) => doc.canRedo(),
  },
] as const;

/** What the next note will be, and what can be done to the selected ones, as buttons; and why not, in words. */
export function EditBar(props: EditBarProps): React.JSX.Element {
  const { editor } = props;
  const end = React.useRef<(() => void) | null>(null);
  const bar = React.useCallback((toolbar: HTMLElement | null) => {
    end.current?.();
    end.current = toolbar && rove(toolbar);
  }, []);
  return (
    <UseSignal signal={editor.changed}>
      {() => (
        <div className="antiphon-EditBar">
          <div
            className="antiphon-EditBar-tools"
            role="toolbar"
            aria-label={trans.__('Edit the score')}
            ref={bar}
          >
            {!editor.closed && <Tools {...props} />}
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
          <Word
            sentence={editor.refused || editor.closed || editor.reason}
            pressing={!!editor.refused}
          >
            {props.children}
          </Word>
        </div>
      )}
    </UseSignal>
  );
}

interface WordProps {
  /** Why something cannot be done. */
  sentence: string;
  /** Whether it was just tried. */
  pressing: boolean;
  children: React.ReactNode;
}

/** What there is to say of what is selected: always there, so that it is read out, and the score does not jump. */
function Word({ sentence, pressing, children }: WordProps): React.JSX.Element {
  return (
    <div className={`antiphon-EditBar-word${pressing ? ' antiphon-mod-refused' : ''}`}>
      <span role="status">
        {sentence && (
          <>
            <Glyph name="lock" /> {sentence}
          </>
        )}
      </span>
      {!sentence && children}
    </div>
  );
}

function Tools({ editor, onDone, onAddPart, onLock }: EditBarProps): React.JSX.Element {
  const act = (action: Action) => (): void => {
    editor.act(action);
    onDone();
  };
  const selected = editor.selection.length > 0;
  const onNote = editor.selection.some((key) => editor.index.note(key));
  const { permissions, reason } = editor;
  const refused = { reason, onRefused: (sentence: string) => editor.refuse(sentence) };
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
            {...refused}
            onClick={act({ kind: 'value', value })}
          >
            <NoteGlyph value={value} />
          </Button>
        ))}
        <Button
          label="Dotted"
          shortcut="."
          pressed={editor.dotted}
          {...refused}
          onClick={act({ kind: 'dot' })}
        >
          <Glyph name="dot" />
        </Button>
      </span>
      <span className="antiphon-EditBar-group" role="group" aria-label="Notes">
        <Button label="Rest" shortcut="R" {...refused} onClick={act({ kind: 'rest' })}>
          <Glyph name="rest" />
        </Button>
        <Button
          label="Tie"
          shortcut="T"
          disabled={!onNote}
          {...refused}
          onClick={act({ kind: 'tie' })}
        >
          <Glyph name="tie" />
        </Button>
        <Button
          label="Triplet"
          shortcut="Ctrl+3"
          disabled={!selected}
          {...refused}
          onClick={act({ kind: 'triplet' })}
        >
          <span className="antiphon-EditBar-figure">3</span>
        </Button>
        <Button
          label="Flatter"
          shortcut="-"
          disabled={!onNote}
          {...refused}
          onClick={act({ kind: 'bend', by: -1 })}
        >
          ♭
        </Button>
        <Button
          label="Sharper"
          shortcut="#"
          disabled={!onNote}
          {...refused}
          onClick={act({ kind: 'bend', by: 1 })}
        >
          ♯
        </Button>
        <Button
          label="Delete"
          shortcut="Delete"
          disabled={!selected}
          {...refused}
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
      <UseSignal signal={editor.doc.changed}>
        {() => (
          <span className="antiphon-EditBar-group" role="group" aria-label="History">
            {STEPS.map(({ kind, label, shortcut, nothing, can }) => (
              <Button
                key={kind}
                label={label}
                shortcut={shortcut}
                reason={can(editor.doc) ? '' : nothing}
                onClick={act({ kind })}
              >
                <Glyph name={kind} />
              </Button>
            ))}
          </span>
        )}
      </UseSignal>
      <span className="antiphon-EditBar-group" role="group" aria-label="Piece">
        <Button
          label="Add a measure at the end"
          {...refused}
          reason={permissions.newMeasure()}
          onClick={act({ kind: 'measures', count: 1 })}
        >
          <span className="antiphon-EditBar-label">+ Measure</span>
        </Button>
        <Button label="Add a part" {...refused} reason={permissions.newPart()} onClick={onAddPart}>
          <span className="antiphon-EditBar-label">+ Part</span>
        </Button>
        <LockMeasures editor={editor} onLock={onLock} />
      </span>
    </>
  );
}

/** For whoever may lock measures: the teacher. */
function LockMeasures({
  editor,
  onLock,
}: Pick<EditBarProps, 'editor' | 'onLock'>): React.JSX.Element | null {
  const { permissions, selectedMeasures } = editor;
  if (permissions.locking('measure', selectedMeasures[0]?.id ?? 'm')) {
    return null;
  }
  const locked =
    selectedMeasures.length > 0 &&
    selectedMeasures.every(({ id }) => permissions.lock('measure', id));
  return (
    <Button
      label={locked ? 'Unlock the selected measures' : 'Lock the selected measures'}
      pressed={locked}
      disabled={selectedMeasures.length === 0}
      onClick={onLock}
    >
      <Glyph name={locked ? 'lock' : 'unlocked'} />
    </Button>
  );
}
