import type { ISignal } from '@lumino/signaling';
import * as React from 'react';

import { threads, type Thread } from '../comments/threads';
import { placeInWords } from '../comments/words';
import { type AntiphonDoc, mintId } from '../document';
import type { Permissions } from '../rights';
import type { SessionConnection } from '../session';
import { trans } from '../translation';
import { useBegun } from './begun';
import { write } from './edit';
import { useKeptFocus } from './keptfocus';
import { once } from './once';
import { useAuthors, useSession, useSignal } from './subscribe';
import * as words from './words';

/** Longest comment, in characters: the schema's. */
const LONGEST = 2000;

/** Something that can be commented on now. */
export interface Commentable {
  /** An id of the document. */
  readonly target: string;
  readonly words: string;
}

/** What the comments need of the score and the graph. */
export interface CommentPlaces {
  /** What is selected, as what can be commented on, the nearest first. */
  targets(): readonly Commentable[];
  /** Show a place of the score or the graph. */
  show(target: string): void;
  /** The selection changed. */
  readonly changed: ISignal<unknown, unknown>;
}

export interface CommentsProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  permissions: Permissions;
  places?: CommentPlaces;
}

/** What people say about places of the piece, by thread, and the saying of it. */
export function Comments(props: CommentsProps): React.JSX.Element {
  const { doc, permissions, places } = props;
  useSignal(doc.changed);
  useSignal(permissions.changed);
  const [resolved, setResolved] = React.useState(false);
  const [refused, setRefused] = React.useState('');
  const document = doc.document();
  const { annotations, events, measures, parts, nodes, groups } = document;
  const all = React.useMemo(
    () => threads({ annotations, events, measures, parts, nodes, groups }),
    [annotations, events, measures, parts, nodes, groups],
  );
  const open = all.filter((thread) => !thread.resolved);
  const [here, setHere] = React.useState(false);
  useSignal(places?.changed ?? doc.changed);
  const targets = places?.targets() ?? [];
  const isHere = ({ target, place }: Thread): boolean =>
    targets.some((of) => of.target === target || of.target === place.measure);
  const found = resolved ? all : open;
  const shown = here ? found.filter(isHere) : found;
  const reading = permissions.comment();
  const heading = React.useRef<HTMLHeadingElement>(null);
  const focus = useKeptFocus(heading);
  const say = (target: string, text: string, to?: string): boolean => {
    const fields = { target, text, ...(to ? { reply_to: to } : {}) };
    const sentence = write(doc, [{ root: 'annotations', id: mintId('r'), fields }]);
    setRefused(sentence);
    return !sentence;
  };
  return (
    <section aria-labelledby="antiphon-comments" className="antiphon-Comments" {...focus}>
      <h3 id="antiphon-comments" ref={heading} tabIndex={-1}>
        {trans.__('Comments')}
      </h3>
      {reading ? (
        <p className="antiphon-note">{reading}</p>
      ) : (
        places && <Composer places={places} onSay={say} />
      )}
      <p role="status" className="antiphon-note">
        {refused}
      </p>
      {(here || (targets.length > 0 && found.length > 1)) && (
        <label className="antiphon-row">
          <input
            type="checkbox"
            checked={here}
            onChange={(event) => setHere(event.target.checked)}
          />
          {trans.__('Only on what is selected')}
        </label>
      )}
      {all.length > open.length && (
        <label className="antiphon-row">
          <input
            type="checkbox"
            checked={resolved}
            onChange={(event) => setResolved(event.target.checked)}
          />
          {trans.__('Show resolved ones (%1)', all.length - open.length)}
        </label>
      )}
      {shown.length === 0 && here && (
        <p className="antiphon-empty">{trans.__('No comments on what is selected.')}</p>
      )}
      {shown.length === 0 && !here && (
        <p className="antiphon-empty">
          {trans.__(
            'No open comments. Select a note, or a node of the graph, and write what you think of it: everybody sees it.',
          )}
        </p>
      )}
      <ul className="antiphon-Comments-list">
        {shown.map((thread) => (
          <ThreadItem
            key={thread.id}
            {...props}
            thread={thread}
            onSay={say}
            onRefused={setRefused}
          />
        ))}
      </ul>
    </section>
  );
}

function Composer({
  places,
  onSay,
}: {
  places: CommentPlaces;
  onSay: (target: string, text: string) => boolean;
}): React.JSX.Element {
  useSignal(places.changed);
  const [wanted, want] = React.useState(0);
  const targets = places.targets();
  const nearest = targets[0]?.target;
  React.useEffect(() => want(0), [nearest]);
  const [text, setText] = useBegun('comment', '');
  const chosen = targets[wanted] ?? targets[0];
  return (
    <form
      className="antiphon-Comments-new"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen && text.trim() && onSay(chosen.target, text.trim())) {
          setText('');
        }
      }}
    >
      {targets.length > 0 ? (
        <label>
          {trans.__('On')}{' '}
          <select
            className="antiphon-field"
            value={targets.indexOf(chosen)}
            onChange={(event) => want(Number(event.target.value))}
          >
            {targets.map((target, at) => (
              <option key={target.target} value={at}>
                {target.words}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <p className="antiphon-note">
          {trans.__('Select a note, a rest, or a node of the graph to comment on it.')}
        </p>
      )}
      <textarea
        className="antiphon-field"
        aria-label={trans.__('New comment')}
        rows={2}
        maxLength={LONGEST}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button
        type="submit"
        className="antiphon-button"
        disabled={targets.length === 0 || !text.trim()}
      >
        {trans.__('Comment')}
      </button>
    </form>
  );
}

interface ThreadProps extends CommentsProps {
  thread: Thread;
  onSay: (target: string, text: string, to: string) => boolean;
  onRefused: (sentence: string) => void;
}

function ThreadItem(props: ThreadProps): React.JSX.Element {
  const { doc, permissions, places, thread, onSay, onRefused } = props;
  const [text, setText] = useBegun(`reply to ${thread.id}`, '');
  const place = placeInWords(doc, thread.place, thread.target);
  const { resolved } = thread;
  const fields = { resolved: resolved ? undefined : true };
  return (
    <li data-thread={thread.id} className={resolved ? 'antiphon-mod-resolved' : undefined}>
      <div className="antiphon-row antiphon-wrap">
        {places && thread.place.kind !== 'gone' ? (
          <button
            type="button"
            className="antiphon-button"
            aria-label={trans.__('Show %1', place)}
            onClick={() => places.show(thread.target)}
          >
            {place}
          </button>
        ) : (
          <i>{place}</i>
        )}
        {!permissions.comment() && (
          <button
            type="button"
            className="antiphon-button antiphon-toggle"
            aria-pressed={resolved}
            onClick={once(() =>
              onRefused(write(doc, [{ root: 'annotations', id: thread.id, fields }])),
            )}
          >
            {resolved ? trans.__('Open again') : trans.__('Resolve')}
          </button>
        )}
      </div>
      <RemarkLine {...props} id={thread.id} text={thread.text} />
      {thread.replies.map((reply) => (
        <div key={reply.id} className="antiphon-Comments-reply">
          <RemarkLine {...props} id={reply.id} text={reply.text} />
        </div>
      ))}
      {!permissions.comment() && (
        <form
          className="antiphon-row antiphon-Comments-reply"
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() && onSay(thread.target, text.trim(), thread.id)) {
              setText('');
            }
          }}
        >
          <input
            className="antiphon-field"
            aria-label={trans.__('Reply to the comment on %1', place)}
            placeholder={trans.__('Reply')}
            maxLength={LONGEST}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <button type="submit" className="antiphon-button" disabled={!text.trim()}>
            {trans.__('Reply')}
          </button>
        </form>
      )}
    </li>
  );
}

interface RemarkProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  permissions: Permissions;
  id: string;
  text: string;
  onRefused: (sentence: string) => void;
}

/** What somebody said, who and when, and the taking away of one's own. */
function RemarkLine(props: RemarkProps): React.JSX.Element {
  const { doc, session, permissions, id, text, onRefused } = props;
  const { state } = useSession(session);
  const authors = useAuthors(session, 'annotations', id);
  const maker = state?.you.made[`annotations/${id}`];
  const known = state?.people.find((person) => person.id === maker);
  const name = authors?.made?.name || known?.name || '';
  const at = authors?.made?.at ?? null;
  return (
    <>
      <p className="antiphon-Comments-text" dir="auto">
        {text}
      </p>
      <small className="antiphon-row">
        <span>
          <b>{name}</b> {at !== null && words.moment(new Date(at), new Date())}
        </span>
        {!permissions.refusalOf(() => doc.remove('annotations', [id])) && (
          <button
            type="button"
            className="antiphon-button"
            aria-label={trans.__('Delete the comment “%1”', text.slice(0, 40))}
            onClick={once(() => onRefused(write(doc, [{ root: 'annotations', id, fields: null }])))}
          >
            {trans.__('Delete')}
          </button>
        )}
      </small>
    </>
  );
}
