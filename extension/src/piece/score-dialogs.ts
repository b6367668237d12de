import { Dialog, InputDialog, showDialog } from '@jupyterlab/apputils';
import Fraction from 'fraction.js';

import type { ScoreEditor } from '../score';
import * as selecting from '../score/editing/selecting';
import { KEYS, keyName } from '../score/music/notename';
import { trans } from '../translation';

/** Ask for a measure, and select it on the staff of the cursor. */
export async function findMeasure(editor: ScoreEditor): Promise<void> {
  const { value } = await InputDialog.getText({
    title: trans.__('Find a measure'),
    label: trans.__('Its number, a rehearsal mark, or the name of a section'),
    okLabel: trans.__('Go'),
  });
  if (!value?.trim()) {
    return;
  }
  const found = selecting.findMeasure(editor.index.piece, value);
  if (found === null) {
    const { measures } = editor.index.piece;
    const last = measures[measures.length - 1]?.number ?? 0;
    await say(
      trans.__('There is no measure “%1”. The last measure is number %2.', value.trim(), last),
    );
    return;
  }
  const { part = 0, staff = 1 } = editor.index.find(editor.selection.at(-1) ?? '') ?? {};
  editor.selectMeasure(part, staff, found);
}

/** Ask how many measures to put before the selected ones. */
export async function insertMeasures(editor: ScoreEditor): Promise<void> {
  const { value } = await InputDialog.getNumber({
    title: trans.__('Insert measures before the selected one'),
    label: trans.__('How many'),
    value: 1,
    okLabel: trans.__('Insert'),
  });
  if (value !== null && Number.isInteger(value) && value >= 1 && value <= 999) {
    editor.perform({ kind: 'insert-measures', count: value, after: false });
  } else if (value !== null) {
    await say(trans.__('“%1” is not a number of measures. Write one from 1 to 999.', value));
  }
}

/** Ask how long the selected measure is. */
export async function measureLength(editor: ScoreEditor): Promise<void> {
  const { value } = await InputDialog.getText({
    title: trans.__('Length of the selected measure'),
    label: trans.__(
      'Such as 1/4 for a pick-up of a quarter; nothing for as long as the meter says',
    ),
    okLabel: trans.__('Change'),
  });
  if (value === null) {
    return;
  }
  const [, count, unit] = /^\s*([1-9]\d?)\/(1|2|4|8|16|32|64)\s*$/.exec(value) ?? [];
  if (count) {
    const length = new Fraction(4 * Number(count), Number(unit));
    editor.perform({ kind: 'measure-length', length });
  } else if (value.trim() === '') {
    editor.perform({ kind: 'measure-length', length: null });
  } else {
    await say(trans.__('“%1” is not a length. Write two numbers such as 1/4.', value));
  }
}

/** Ask for a tuplet such as 5:4. */
export async function askTuplet(editor: ScoreEditor): Promise<void> {
  const { value } = await InputDialog.getText({
    title: trans.__('Tuplet'),
    label: trans.__('How many in the time of how many, such as 5:4'),
    text: '3:2',
    okLabel: trans.__('Divide'),
  });
  const [, actual, normal] = /^\s*([1-9]\d?)(?::([1-9]\d?))?\s*$/.exec(value ?? '') ?? [];
  if (actual) {
    const ratio = normal ? { normal: Number(normal) } : {};
    editor.act({ kind: 'tuplet', actual: Number(actual), ...ratio });
  } else if (value) {
    await say(trans.__('“%1” is not a tuplet. Write two numbers such as 5:4.', value));
  }
}

/** Steps and semitones of the intervals that are offered, up to an octave. */
const INTERVALS = [
  [0, 1],
  [1, 1],
  [1, 2],
  [2, 3],
  [2, 4],
  [3, 5],
  [3, 6],
  [4, 6],
  [4, 7],
  [5, 8],
  [5, 9],
  [6, 10],
  [6, 11],
  [7, 12],
] as const;

/** Ask by what to transpose what is selected: an interval, steps within the key, or to another key. */
export async function transpose(editor: ScoreEditor): Promise<void> {
  if (editor.selection.length === 0) {
    await say(trans.__('Select the notes to transpose first: Ctrl+A selects all.'));
    return;
  }
  const names = intervalNames();
  const choices = new Map<string, () => void>();
  for (const sign of [1, -1]) {
    INTERVALS.forEach(([steps, semitones], order) => {
      const label =
        sign > 0 ? trans.__('Up: %1', names[order]) : trans.__('Down: %1', names[order]);
      const by = { steps: sign * steps, semitones: sign * semitones };
      choices.set(label, () => editor.perform({ kind: 'transpose', ...by }));
    });
    for (let steps = 1; steps <= 7; steps++) {
      const label =
        sign > 0
          ? trans._n('Within the key: %1 step up', 'Within the key: %1 steps up', steps)
          : trans._n('Within the key: %1 step down', 'Within the key: %1 steps down', steps);
      choices.set(label, () => editor.perform({ kind: 'steps', by: sign * steps }));
    }
  }
  const slot = editor.index.find(editor.selection[0]);
  const from = editor.index.piece.measures[slot?.measure ?? 0].key;
  KEYS.forEach((fifths) => {
    const by = intervalBetween(from, fifths);
    const label = trans.__(
      'To the key signature of %1, with the signature',
      keyName(fifths, 'major'),
    );
    choices.set(label, () => editor.perform({ kind: 'transpose', ...by, keys: true }));
  });
  const { value } = await InputDialog.getItem({
    title: trans.__('Transpose what is selected'),
    label: trans.__('By what'),
    items: [...choices.keys()],
    okLabel: trans.__('Transpose'),
  });
  choices.get(value ?? '')?.();
}

/** The shorter way from a key to another, both as sharps. */
export function intervalBetween(from: number, to: number): { steps: number; semitones: number } {
  const fifths = to - from;
  let [steps, semitones] = [fifths * 4, fifths * 7];
  const octaves = Math.round(semitones / 12);
  steps -= octaves * 7;
  semitones -= octaves * 12;
  return { steps, semitones };
}

function intervalNames(): string[] {
  return [
    trans.__('chromatic semitone'),
    trans.__('minor second'),
    trans.__('major second'),
    trans.__('minor third'),
    trans.__('major third'),
    trans.__('perfect fourth'),
    trans.__('augmented fourth'),
    trans.__('diminished fifth'),
    trans.__('perfect fifth'),
    trans.__('minor sixth'),
    trans.__('major sixth'),
    trans.__('minor seventh'),
    trans.__('major seventh'),
    trans.__('octave'),
  ];
}

async function say(message: string): Promise<void> {
  await showDialog({
    title: trans.__('Nothing was changed'),
    body: message,
    buttons: [Dialog.okButton()],
  });
}
