/** Conflicts as the score draws them. */
import type { Document } from '../document';
import { noteOf } from '../history';
import type { ScoreConflict } from '../score';
import type { Conflict, Side, Union } from './answers';
import { conflictInWords } from './words';

/**
 * What of conflicts can be drawn in the score of the piece as it is here.
 *
 * @param document - What is shown.
 * @param choiceOf - Whose way a conflict goes.
 */
export function drawnConflicts(
  { conflicts, changes }: Union,
  document: Omit<Document, 'antiphon'>,
  choiceOf: (conflict: Conflict) => Side,
): ScoreConflict[] {
  const coming = new Map(
    changes.flatMap(([root, id, , after]) => (root === 'events' && after ? [[id, after]] : [])),
  );
  return conflicts.flatMap((conflict, order): ScoreConflict[] => {
    const { measure, part, root, id, places, theirs } = conflict;
    if (!Object.hasOwn(document.measures, measure)) {
      return [];
    }
    const events = places.flatMap(([of, event]) => (of === 'events' ? [event] : []));
    const ours = events.filter((event) => Object.hasOwn(document.events, event));
    const notes = [
      ...(root === 'events' ? [noteOf(theirs)] : []),
      ...events
        .filter((event) => !ours.includes(event) && !(root === 'events' && event === id))
        .map((event) => noteOf(coming.get(event) ?? null)),
    ];
    return [
      {
        ...{ number: order + 1, measure, part, ours },
        theirs: notes.filter((note) => note !== null),
        choice: choiceOf(conflict),
        words: conflictInWords(conflict, document),
      },
    ];
  });
}
