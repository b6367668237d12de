import type { ReadonlyJSONObject, ReadonlyJSONObject as Args } from '@lumino/coreutils';

import type { Action } from '../score/editing/action';
import type { ScoreEditor } from '../score';
import { noteName } from '../score/music/notename';
import { STEPS } from '../score/music/pitch';
import { trans } from '../translation';
import { markCommands } from './mark-commands';
import type * as Dialogs from './score-dialogs';
import type { PieceView } from './widget';

/** A command on the score in front. */
export interface ScoreCommand {
  label: (args: Args) => string;
  /** JSON schemas of its arguments. */
  args?: ReadonlyJSONObject;
  run: (view: PieceView, args: Args) => unknown;
  isToggled?: (editor: ScoreEditor, args: Args) => boolean;
  /** Arguments with which it is in the palette; not there where absent. */
  palette?: readonly Args[];
}

const int = (minimum: number, maximum: number): ReadonlyJSONObject => ({
  type: 'integer',
  minimum,
  maximum,
});
const flag = { type: 'boolean' };
const one = (...values: readonly string[]): ReadonlyJSONObject => ({
  type: 'string',
  enum: values,
});

const NONE: readonly Args[] = [{}];

/** What an action is called, with its arguments as a command has them. */
const acts = (action: (args: Args) => Action) => (view: PieceView, args: Args) =>
  view.editor.act(action(args));
const as =
  (kind: Action['kind']) =>
  (view: PieceView, args: Args): void =>
    view.editor.act({ kind, ...args } as Action);

/** Everything that the keys of the score do, as commands; their keys are in `schema/pieces.json`. */
export function scoreCommands(ask: typeof Dialogs): Record<string, ScoreCommand> {
  return {
    ...markCommands(),
    'enter-note': {
      label: ({ step, chord }) =>
        step === undefined
          ? trans.__('Enter a Note')
          : chord
            ? trans.__('Add %1 to the Chord', noteName(STEPS[step as number]))
            : trans.__('Enter %1', noteName(STEPS[step as number])),
      args: { step: int(0, 6), chord: flag },
      run: acts(({ step, chord }) => ({
        kind: 'enter',
        step: step as number,
        chord: Boolean(chord),
      })),
    },
    'add-interval': {
      label: ({ by }) =>
        by === undefined
          ? trans.__('Add an Interval')
          : Number(by) > 0
            ? trans._n('Add What Is %1 Step Above', 'Add What Is %1 Steps Above', Number(by))
            : trans._n('Add What Is %1 Step Below', 'Add What Is %1 Steps Below', -Number(by)),
      args: { by: int(-14, 14) },
      run: as('interval'),
    },
    'note-value': {
      label: ({ value }) =>
        value === undefined ? trans.__('Note Value') : valueNames()[value as number],
      args: { value: int(0, 8) },
      run: as('value'),
      isToggled: (editor, { value }) => editor.value === value,
      palette: [{ value: 0 }, { value: 8 }],
    },
    dots: {
      label: ({ dots }) => (dots === 2 ? trans.__('Double Dot') : trans.__('Dot')),
      args: { dots: int(1, 2) },
      run: acts(({ dots }) => ({ kind: 'dots', dots: dots === 2 ? 2 : 1 })),
      isToggled: (editor, { dots }) => editor.dots === (dots ?? 1),
    },
    'enter-rest': { label: () => trans.__('Enter a Rest'), run: as('rest') },
    tie: { label: () => trans.__('Tie'), run: as('tie'), palette: NONE },
    tuplet: {
      label: ({ actual, normal }) =>
        actual === undefined
          ? trans.__('Tuplet…')
          : trans.__(
              'Tuplet of %1',
              normal === undefined ? Number(actual) : `${Number(actual)}:${Number(normal)}`,
            ),
      args: { actual: int(2, 99), normal: int(1, 99) },
      run: (view, args) =>
        args.actual === undefined ? ask.askTuplet(view.editor) : as('tuplet')(view, args),
      palette: NONE,
    },
    'grace-note': {
      label: ({ grace }) =>
        grace === 'after'
          ? trans.__('Grace Note After')
          : grace === 'appoggiatura'
            ? trans.__('Grace Note: Appoggiatura')
            : trans.__('Grace Note: Acciaccatura'),
      args: { grace: one('acciaccatura', 'appoggiatura', 'after') },
      run: acts(({ grace = 'acciaccatura' }) => ({ kind: 'grace', grace: grace as 'after' })),
      palette: [{ grace: 'acciaccatura' }, { grace: 'appoggiatura' }, { grace: 'after' }],
    },
    voice: {
      label: ({ voice }) => trans.__('Voice %1', (voice as number | undefined) ?? 1),
      args: { voice: int(1, 4) },
      run: acts(({ voice }) => ({ kind: 'voice', voice: Number(voice ?? 1) })),
      isToggled: (editor, { voice }) => editor.voice === (voice ?? 1),
      palette: [1, 2, 3, 4].map((voice) => ({ voice })),
    },
    go: {
      label: goLabel,
      args: {
        by: { enum: [-1, 1] },
        unit: one('note', 'measure', 'staff', 'end'),
        extend: flag,
      },
      run: as('go'),
    },
    select: {
      label: ({ what }) =>
        what === 'measure' ? trans.__('Select the Whole Measure') : trans.__('Select All'),
      args: { what: one('all', 'measure') },
      run: acts(({ what }) => ({ kind: 'select', what: what === 'measure' ? 'measure' : 'all' })),
      palette: [{ what: 'all' }, { what: 'measure' }],
    },
    escape: {
      label: () => trans.__('Select Nothing'),
      run: (view, args) =>
        view.editor.doc.isPast ? view.history.back() : as('escape')(view, args),
    },
    move: {
      label: moveLabel,
      args: { interval: one('step', 'octave', 'semitone'), by: int(-12, 12) },
      run: acts(({ interval, by }) => ({
        kind: interval === 'octave' ? 'octaves' : interval === 'semitone' ? 'semitones' : 'steps',
        by: Number(by ?? 1),
      })),
    },
    bend: {
      label: ({ by }) => (Number(by) < 0 ? trans.__('Flatter') : trans.__('Sharper')),
      args: { by: { enum: [-1, 1] } },
      run: acts(({ by }) => ({ kind: 'bend', by: Number(by ?? 1) })),
      palette: [{ by: 1 }, { by: -1 }],
    },
    respell: {
      label: ({ key }) =>
        key ? trans.__('Spell As in the Key') : trans.__('Respell Enharmonically'),
      args: { key: flag },
      run: acts(({ key }) => ({ kind: 'respell', key: Boolean(key) })),
      palette: [{}, { key: true }],
    },
    transpose: {
      label: () => trans.__('Transpose…'),
      args: { steps: int(-35, 35), semitones: int(-60, 60), keys: flag },
      run: (view, args) =>
        args.semitones === undefined
          ? ask.transpose(view.editor)
          : view.editor.act({
              kind: 'transpose',
              steps: Number(args.steps ?? 0),
              semitones: Number(args.semitones),
              keys: Boolean(args.keys),
            }),
      palette: NONE,
    },
    delete: { label: () => trans.__('Delete What Is Selected'), run: as('delete') },
    'delete-measures': {
      label: () => trans.__('Delete the Selected Measures'),
      run: as('delete-measures'),
      palette: NONE,
    },
    'insert-measures': {
      label: ({ count, after }) =>
        count === undefined
          ? trans.__('Insert Measures…')
          : after
            ? trans.__('Insert a Measure After')
            : trans.__('Insert a Measure Before'),
      args: { count: int(1, 999), after: flag },
      run: (view, { count, after }) =>
        count === undefined
          ? ask.insertMeasures(view.editor)
          : view.editor.act({
              kind: 'insert-measures',
              count: Number(count),
              after: Boolean(after),
            }),
      palette: [{}, { count: 1 }, { count: 1, after: true }],
    },
    'measure-length': {
      label: () => trans.__('Pick-up, or Measure of Another Length…'),
      run: ({ editor }) => ask.measureLength(editor),
      palette: NONE,
    },
    'find-measure': {
      label: () => trans.__('Find a Measure…'),
      run: ({ editor }) => ask.findMeasure(editor),
      palette: NONE,
    },
    copy: {
      label: () => trans.__('Copy Music'),
      run: ({ score }) => score.clipboard.copy(),
      palette: NONE,
    },
    cut: {
      label: () => trans.__('Cut Music'),
      run: ({ score }) => score.clipboard.cut(),
      palette: NONE,
    },
    paste: {
      label: () => trans.__('Paste Music'),
      run: ({ score }) => score.clipboard.paste(),
      palette: NONE,
    },
    swap: {
      label: () => trans.__('Swap with the Clipboard'),
      run: ({ score }) => score.clipboard.swap(),
      palette: NONE,
    },
    repeat: {
      label: () => trans.__('Repeat the Selection'),
      run: as('repeat'),
      palette: NONE,
    },
    undo: { label: () => trans.__('Undo What You Did'), run: as('undo'), palette: NONE },
    redo: { label: () => trans.__('Redo What You Undid'), run: as('redo'), palette: NONE },
  };
}

function goLabel({ by, unit, extend }: Args): string {
  const back = Number(by) < 0;
  const [go, select] = {
    note: back
      ? [trans.__('To the Note Before'), trans.__('Select Also the Note Before')]
      : [trans.__('To the Note After'), trans.__('Select Also the Note After')],
    measure: back
      ? [trans.__('To the Measure Before'), trans.__('Select As Far As the Measure Before')]
      : [trans.__('To the Measure After'), trans.__('Select As Far As the Measure After')],
    staff: back
      ? [trans.__('To the Staff Above'), trans.__('Select Also the Staff Above')]
      : [trans.__('To the Staff Below'), trans.__('Select Also the Staff Below')],
    end: back
      ? [trans.__('To the Beginning'), trans.__('Select As Far As the Beginning')]
      : [trans.__('To the End'), trans.__('Select As Far As the End')],
  }[(unit as 'note' | undefined) ?? 'note'];
  return extend ? select : go;
}

function moveLabel({ interval, by }: Args): string {
  const down = Number(by) < 0;
  switch (interval) {
    case 'octave':
      return down ? trans.__('An Octave Down') : trans.__('An Octave Up');
    case 'semitone':
      return down ? trans.__('A Semitone Down') : trans.__('A Semitone Up');
    default:
      return down ? trans.__('A Step Down') : trans.__('A Step Up');
  }
}

function valueNames(): string[] {
  return [
    trans.__('128th Note'),
    trans.__('64th Note'),
    trans.__('32nd Note'),
    trans.__('16th Note'),
    trans.__('Eighth Note'),
    trans.__('Quarter Note'),
    trans.__('Half Note'),
    trans.__('Whole Note'),
    trans.__('Double Whole Note'),
  ];
}
