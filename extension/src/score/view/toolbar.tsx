import { UseSignal } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { AntiphonDoc } from '../../document';
import { Button } from './button';
import type { ClipboardTool } from './clipboard';
import { ClipTools } from './cliptools';
import type { ScoreEditor } from '../editing/editor';
import { Glyph, NoteGlyph } from './glyph';
import { trans } from '../../translation';
import { rove } from './roving';
import type { Action } from '../editing/action';

export interface EditBarProps {
  editor: ScoreEditor;
  clipboard: ClipboardTool;
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
  /** Whether the score is not seen: then what is for its notes makes room. */
  away?: boolean;
  /** Further buttons. */
  extra?: React.ReactNode;
  /** The choice of how the piece is looked at. */
  view?: React.ReactNode;
  /** What there is to know of what is selected, where nothing stands in its way. */
  children?: React.ReactNode;
}

const values = (): readonly [number, string][] => [
  [2, trans.__('32nd')],
  [3, trans.__('16th')],
  [4, trans.__('Eighth')],
  [5, trans.__('Quarter')],
  [6, trans.__('Half')],
  [7, trans.__('Whole')],
];

const steps = () =>
  [
    {
      kind: 'undo',
      label: trans.__('Undo'),
      shortcut: 'Ctrl+Z',
      nothing: trans.__('There is nothing of yours to undo.'),
      can: (doc: AntiphonDoc) => doc.canUndo(),
    },
    {
      kind: 'redo',
      label: trans.__('Redo'),
      shortcut: 'Ctrl+Shift+Z',
      nothing: trans.__('There is nothing to redo.'),
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
            {!editor.closed && (props.away ? <History {...props} /> : <Tools {...props} />)}
            <span className="antiphon-EditBar-space" />
            {props.extra}
            {!props.away && (
              <>
                {props.view}
                <Button label={trans.__('Keys of the score')} onClick={props.onHelp}>
                  ?
                </Button>
                <Button label={trans.__('Smaller music')} onClick={() => props.onZoom(-0.1)}>
                  −
                </Button>
                <Button label={trans.__('Larger music')} onClick={() => props.onZoom(0.1)}>
                  +
                </Button>
              </>
            )}
            <Button
              label={
                props.side.open
                  ? trans.__('Hide sounds and people')
                  : trans.__('Show sounds and people')
              }
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

function Tools(props: EditBarProps): React.JSX.Element {
  const { editor, onDone, onAddPart, onLock } = props;
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
        label={trans.__('Enter notes by clicking')}
        shortcut="N"
        pressed={editor.entering}
        onClick={act({ kind: 'toggle-entry' })}
      >
        <Glyph name="pencil" />
      </Button>
      <span className="antiphon-EditBar-group" role="group" aria-label={trans.__('Note value')}>
        {values().map(([value, name]) => (
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
          label={trans.__('Dotted')}
          shortcut="."
          pressed={editor.dots === 1}
          {...refused}
          onClick={act({ kind: 'dots', dots: 1 })}
        >
          <Glyph name="dot" />
        </Button>
      </span>
      <span className="antiphon-EditBar-group" role="group" aria-label={trans.__('Notes')}>
        <Button label={trans.__('Rest')} shortcut="R" {...refused} onClick={act({ kind: 'rest' })}>
          <Glyph name="rest" />
        </Button>
        <Button
          label={trans.__('Tie')}
          shortcut="T"
          disabled={!onNote}
          {...refused}
          onClick={act({ kind: 'tie' })}
        >
          <Glyph name="tie" />
        </Button>
        <Button
          label={trans.__('Triplet')}
          shortcut="Ctrl+3"
          disabled={!selected}
          {...refused}
          onClick={act({ kind: 'tuplet', actual: 3 })}
        >
          <span className="antiphon-EditBar-figure">3</span>
        </Button>
        <Button
          label={trans.__('Flatter')}
          shortcut="-"
          disabled={!onNote}
          {...refused}
          onClick={act({ kind: 'bend', by: -1 })}
        >
          ♭
        </Button>
        <Button
          label={trans.__('Sharper')}
          shortcut="#"
          disabled={!onNote}
          {...refused}
          onClick={act({ kind: 'bend', by: 1 })}
        >
          ♯
        </Button>
        <Button
          label={trans.__('Delete')}
          shortcut="Delete"
          disabled={!selected}
          {...refused}
          onClick={act({ kind: 'delete' })}
        >
          <Glyph name="delete" />
        </Button>
      </span>
      <span className="antiphon-EditBar-group" role="group" aria-label={trans.__('Voice')}>
        {[1, 2, 3, 4].map((voice) => (
          <Button
            key={voice}
            label={trans.__('Voice %1', voice)}
            pressed={editor.voice === voice}
            onClick={act({ kind: 'voice', voice })}
          >
            <span className={`antiphon-EditBar-voice antiphon-mod-voice${voice}`}>{voice}</span>
          </Button>
        ))}
      </span>
      <ClipTools editor={editor} clipboard={props.clipboard} onDone={onDone} />
      <History editor={editor} onDone={onDone} />
      <span className="antiphon-EditBar-group" role="group" aria-label={trans.__('Piece')}>
        <Button
          label={trans.__('Add a measure at the end')}
          {...refused}
          reason={permissions.newMeasure()}
          onClick={act({ kind: 'measures', count: 1 })}
        >
          <span className="antiphon-EditBar-label">{trans.__('+ Measure')}</span>
        </Button>
        <Button
          label={trans.__('Add a part')}
          {...refused}
          reason={permissions.newPart()}
          onClick={onAddPart}
        >
          <span className="antiphon-EditBar-label">{trans.__('+ Part')}</span>
        </Button>
        <LockMeasures editor={editor} onLock={onLock} />
      </span>
    </>
  );
}

/** One's own steps, back and forth. */
function History({ editor, onDone }: Pick<EditBarProps, 'editor' | 'onDone'>): React.JSX.Element {
  return (
    <UseSignal signal={editor.doc.changed}>
      {() => (
        <span className="antiphon-EditBar-group" role="group" aria-label={trans.__('History')}>
          {steps().map(({ kind, label, shortcut, nothing, can }) => (
            <Button
              key={kind}
              label={label}
              shortcut={shortcut}
              reason={can(editor.doc) ? '' : nothing}
              onClick={() => {
                editor.act({ kind });
                onDone();
              }}
            >
              <Glyph name={kind} />
            </Button>
          ))}
        </span>
      )}
    </UseSignal>
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
      label={
        locked ? trans.__('Unlock the selected measures') : trans.__('Lock the selected measures')
      }
      pressed={locked}
      disabled={selectedMeasures.length === 0}
      onClick={onLock}
    >
      <Glyph name={locked ? 'lock' : 'unlocked'} />
    </Button>
  );
}
