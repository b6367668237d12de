import * as React from 'react';

import type { AntiphonDoc } from '../document';
import { places } from '../history';
import { useKeyboard } from '../panels/keyboard';
import type { Shows } from '../proposals/words';
import { trans } from '../translation';
import type { Conflict, Side, Union } from './answers';
import type { MergeDesk } from './desk';
import { choiceInWords, conflictInWords, placeInWords } from './words';

/** Most places of what a merge does that are told at first. */
const MOST = 12;

export interface MergeProps {
  desk: MergeDesk;
  doc: AntiphonDoc;
  /** What the other piece is called. */
  title: string;
  onShow?: (place: Shows) => void;
}

/** What merging would do, the conflicts with whose way they go, and the merging. */
export function Merge({ desk, doc, title, onShow }: MergeProps): React.JSX.Element {
  const { union } = desk;
  const heading = React.useRef<HTMLHeadingElement>(null);
  React.useEffect(() => heading.current?.focus(), []);
  const isNothing = union?.changes.length === 0 && union.conflicts.length === 0;
  return (
    <div
      className="antiphon-Merge"
      role="group"
      aria-labelledby="antiphon-merge"
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          desk.cancel();
        }
      }}
    >
      <h5 id="antiphon-merge" ref={heading} tabIndex={-1}>
        {trans.__('Merge “%1” into this piece', title)}
      </h5>
      {!union && desk.busy && (
        <p className="antiphon-note">{trans.__('Finding out what that would do…')}</p>
      )}
      {isNothing && (
        <p className="antiphon-note">
          {trans.__('There is nothing to merge: this piece has it all.')}
        </p>
      )}
      {union && union.conflicts.length > 0 && (
        <Conflicts desk={desk} doc={doc} conflicts={union.conflicts} onShow={onShow} />
      )}
      {union && union.changes.length > 0 && <Effect doc={doc} union={union} onShow={onShow} />}
      <div className="antiphon-row antiphon-wrap">
        {!isNothing && (
          <button
            type="button"
            className="antiphon-button antiphon-primary"
            disabled={!union}
            onClick={() => void desk.merge()}
          >
            {trans.__('Merge')}
          </button>
        )}
        <button type="button" className="antiphon-button" onClick={() => desk.cancel()}>
          {isNothing ? trans.__('Close') : trans.__('Cancel')}
        </button>
      </div>
    </div>
  );
}

interface ConflictsProps extends Omit<MergeProps, 'title'> {
  conflicts: readonly Conflict[];
}

function Conflicts({ desk, doc, conflicts, onShow }: ConflictsProps): React.JSX.Element {
  return (
    <>
      <p>
        {trans._n(
          '%1 conflict: both sides cannot have their way here. It has the same number in the score, ours with a solid outline, theirs dashed.',
          '%1 conflicts: both sides cannot have their way here. They have the same numbers in the score, ours with a solid outline, theirs dashed.',
          conflicts.length,
          conflicts.length,
        )}
      </p>
      <ol className="antiphon-Merge-conflicts">
        {conflicts.map((conflict) => (
          <Choice key={conflict.key} desk={desk} doc={doc} conflict={conflict} onShow={onShow} />
        ))}
      </ol>
    </>
  );
}

interface ChoiceProps extends Omit<MergeProps, 'title'> {
  conflict: Conflict;
}

/** A conflict, and whose way it goes. */
function Choice({ desk, doc, conflict, onShow }: ChoiceProps): React.JSX.Element {
  const name = React.useId();
  const document = doc.document();
  const place = placeInWords(conflict, document);
  const words = conflictInWords(conflict, document);
  const chosen = desk.choiceOf(conflict);
  const shows = showsOf(conflict, document);
  return (
    <li data-conflict={conflict.key}>
      <fieldset>
        <legend>
          {place && <b>{place}</b>} {words}
        </legend>
        {conflict.choices.length > 0 &&
          (['ours', 'theirs'] as const).map((side: Side) => (
            <label key={side}>
              <input
                type="radio"
                name={name}
                checked={chosen === side}
                onChange={() => void desk.choose(conflict, side)}
              />
              <span>{choiceInWords(conflict, side, document)}</span>
            </label>
          ))}
        {onShow && shows && (
          <button
            type="button"
            className="antiphon-button"
            aria-label={trans.__('Show %1', place || words)}
            onClick={() => onShow(shows)}
          >
            {trans.__('Show')}
          </button>
        )}
      </fieldset>
    </li>
  );
}

/** What the merge does, in words by place. */
function Effect({
  doc,
  union,
  onShow,
}: {
  doc: AntiphonDoc;
  union: Union;
  onShow?: (place: Shows) => void;
}): React.JSX.Element {
  const { difference } = union;
  const found = places(difference, doc.document(), doc.piece);
  const [all, showAll] = React.useState(false);
  const effect = React.useRef<HTMLDivElement>(null);
  useKeyboard(effect);
  const shown = all ? found : found.slice(0, MOST);
  return (
    <div ref={effect} className="antiphon-Merge-effect">
      <p>{trans.__('The merge does this here:')}</p>
      <ul>
        {shown.map(({ key, title, shows, lines }) => (
          <li key={key}>
            {onShow && shows.pane ? (
              <button
                type="button"
                className="antiphon-Changes-go"
                aria-label={trans.__('Show %1', title)}
                onClick={() => onShow(shows)}
              >
                {title}
              </button>
            ) : (
              <b>{title}</b>
            )}
            <ul>
              {lines.map(({ words, who }, order) => (
                <li key={order}>
                  {words}
                  {who && difference.people[who] && <small> ({difference.people[who]})</small>}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {found.length > shown.length && (
        <button type="button" className="antiphon-button" onClick={() => showAll(true)}>
          {trans._n(
            'And %1 more place',
            'And %1 more places',
            found.length - shown.length,
            found.length - shown.length,
          )}
        </button>
      )}
    </div>
  );
}

/** Where a conflict can be shown; null where nowhere. */
function showsOf(
  { root, id, measure }: Conflict,
  { events, measures, nodes, groups, edges }: ReturnType<AntiphonDoc['document']>,
): Shows | null {
  if (root === 'events' && Object.hasOwn(events, id)) {
    return { pane: 'score', id };
  }
  if (Object.hasOwn(measures, measure)) {
    return { pane: 'score', id: measure };
  }
  const node = root === 'edges' && Object.hasOwn(edges, id) ? edges[id].target : id;
  return Object.hasOwn(nodes, node) || Object.hasOwn(groups, node)
    ? { pane: 'graph', id: node }
    : null;
}
