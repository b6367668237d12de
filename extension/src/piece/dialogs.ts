import { Dialog, InputDialog, showDialog } from '@jupyterlab/apputils';

import { INSTRUMENTS, instrumentInWords, type ScoreEditor } from '../score';
import type { Mode } from '../score/editing/command';
import { KEYS, keyName } from '../score/music/notename';
import { trans } from '../translation';

const METERS = ['4/4', '3/4', '2/4', '2/2', '6/8', '9/8', '12/8', '5/4', '7/8', '3/8'];

/** Ask for an instrument, and add a part for it at the foot of the score. */
export async function addPart(editor: ScoreEditor): Promise<void> {
  const { value } = await InputDialog.getItem({
    title: trans.__('Add a part'),
    label: trans.__('Instrument (choose, or write your own)'),
    items: INSTRUMENTS.map((each) => instrumentInWords(each.name)),
    current: 0,
    editable: true,
    okLabel: trans.__('Add'),
  });
  const name = value?.trim();
  if (name) {
    const taken = editor.index.piece.parts.filter((part) => part.name.startsWith(name)).length;
    const instrument = INSTRUMENTS.find(
      (each) => each.name === name || instrumentInWords(each.name) === name,
    ) ?? { name };
    const unique = taken > 0 ? `${name} ${taken + 1}` : name;
    editor.perform({ kind: 'part', name: unique, instrument });
  }
}

/** Ask for a meter, from the selected measure on. */
export async function changeMeter(editor: ScoreEditor): Promise<void> {
  const { value } = await InputDialog.getItem({
    title: trans.__('Meter from the selected measure on'),
    label: trans.__('Meter'),
    items: METERS,
    editable: true,
    okLabel: trans.__('Change'),
  });
  if (value && /^[1-9]\d?\/(1|2|4|8|16|32|64)$/.test(value)) {
    editor.perform({ kind: 'meter', meter: value });
  } else if (value) {
    await explain(trans.__('“%1” is not a meter. Write two numbers such as 5/8.', value));
  }
}

/** Ask for a key, from the selected measure on. */
export async function changeKey(editor: ScoreEditor): Promise<void> {
  const keys = (['major', 'minor'] as const).flatMap((mode) =>
    KEYS.map((fifths) => ({
      fifths,
      mode: mode satisfies Mode,
      label: keyName(fifths, mode),
    })),
  );
  const { value } = await InputDialog.getItem({
    title: trans.__('Key from the selected measure on (as it sounds)'),
    label: trans.__('Key'),
    items: keys.map(({ label }) => label),
    current: 7,
    okLabel: trans.__('Change'),
  });
  const key = keys.find(({ label }) => label === value);
  if (key) {
    editor.perform({ kind: 'key', fifths: key.fifths, mode: key.mode });
  }
}

/** Ask for a tempo, from the selected measure on. */
export async function changeTempo(editor: ScoreEditor): Promise<void> {
  const { value } = await InputDialog.getText({
    title: trans.__('Tempo from the selected measure on'),
    label: trans.__('Quarter notes a minute, and a word if you like'),
    placeholder: '96 Andante',
    okLabel: trans.__('Change'),
  });
  const [, bpm, text] = /^\s*(\d+(?:\.\d+)?)\s*(.*)$/.exec(value ?? '') ?? [];
  if (Number(bpm) >= 10 && Number(bpm) <= 400) {
    editor.perform({ kind: 'tempo', bpm: Number(bpm), text: text.trim().slice(0, 200) });
  } else if (value) {
    await explain(
      trans.__('“%1” is not a tempo. Write a number from 10 to 400, such as 96.', value),
    );
  }
}

async function explain(message: string): Promise<void> {
  await showDialog({
    title: trans.__('Nothing was changed'),
    body: message,
    buttons: [Dialog.okButton()],
  });
}
