import { placeOf } from '../comments/threads';
import type { Commentable, CommentScore } from '../panels';
import type { ScoreView } from '../score';
import { trans } from '../translation';

/** A score as the comments see it: what is selected in it, and the showing of a place. */
export function remarksOn(score: Pick<ScoreView, 'editor' | 'systemOf'>): CommentScore {
  const { editor } = score;
  return {
    changed: editor.changed,
    targets(): Commentable[] {
      const { index, selection } = editor;
      const key = selection[selection.length - 1] ?? '';
      const slot = index.find(key);
      if (!slot) {
        return [];
      }
      const part = index.piece.parts[slot.part];
      const measure = index.piece.measures[slot.measure];
      const event = slot.rest ?? index.note(key)?.id;
      return [
        ...(event ? [{ target: event, words: trans.__('the selected note or rest') }] : []),
        { target: measure.id, words: trans.__('measure %1', measure.number) },
        { target: part.id, words: trans.__('the part %1', part.name) },
      ];
    },
    show(target: string): void {
      const { index, doc } = editor;
      if (index.find(target)) {
        editor.select([target]);
        return;
      }
      const { measure } = placeOf(doc.document(), target);
      score.systemOf(index.measureIndex(measure) ?? 0)?.node.scrollIntoView({ block: 'center' });
    },
  };
}
