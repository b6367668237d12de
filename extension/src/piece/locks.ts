import type { Measure, Part } from '../document';
import { toggleLocks } from '../panels';
import type { ScoreEditor } from '../score';
import { dialogs } from './ask';
import { trans } from '../translation';

/** Lock the measures that are selected, or unlock them where they all are. */
export async function lockMeasures({
  doc,
  permissions,
  selectedMeasures,
}: ScoreEditor): Promise<void> {
  const ids = selectedMeasures.map(({ id }) => id);
  if (ids.length > 0) {
    const what = measuresInWords(selectedMeasures);
    await toggleLocks({ doc, permissions, ask: dialogs, kind: 'measure', what }, ids);
  }
}

/** Whether measures are selected that this person may lock or unlock. */
export function locksMeasures({ permissions, selectedMeasures }: ScoreEditor): boolean {
  return (
    selectedMeasures.length > 0 &&
    selectedMeasures.every(({ id }) => !permissions.locking('measure', id))
  );
}

/** Lock the part that the selection ends in, or unlock it. */
export async function lockPart(editor: ScoreEditor): Promise<void> {
  const part = selectedPart(editor);
  if (part) {
    const { doc, permissions } = editor;
    const what = trans.__('the part %1', part.name);
    await toggleLocks({ doc, permissions, ask: dialogs, kind: 'part', what }, [part.id]);
  }
}

/** Whether a part is selected that this person may lock or unlock. */
export function locksPart(editor: ScoreEditor): boolean {
  const part = selectedPart(editor);
  return part !== null && !editor.permissions.locking('part', part.id);
}

/** Lock the whole piece, or unlock it. */
export async function lockPiece({ doc, permissions }: ScoreEditor): Promise<void> {
  const what = trans.__('the whole piece');
  await toggleLocks({ doc, permissions, ask: dialogs, kind: 'piece', what }, ['piece']);
}

/** Whether this person may lock or unlock the whole piece. */
export function locksPiece({ permissions }: ScoreEditor): boolean {
  return !permissions.locking('piece', 'piece');
}

function selectedPart({ index, selection }: ScoreEditor): Part | null {
  const slot = index.find(selection[selection.length - 1] ?? '');
  return slot ? index.piece.parts[slot.part] : null;
}

function measuresInWords(measures: readonly Measure[]): string {
  const numbers = measures.map(({ number }) => number);
  const [first, last] = [numbers[0], numbers[numbers.length - 1]];
  if (numbers.length === 1) {
    return trans.__('measure %1', first);
  }
  const isRun = last - first === numbers.length - 1;
  return isRun
    ? trans.__('measures %1 to %2', first, last)
    : trans.__('measures %1', numbers.join(', '));
}
