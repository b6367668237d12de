import * as React from 'react';

import type { AntiphonDoc } from '../document';
import { type Applied, canInsist } from '../document/applying';
import type { Entry } from '../document/codec';
import { takenOf } from '../document/proposal';
import { accept, LONGEST_REASON, reject, withdraw } from '../proposals/answer';
import { proposerInWords } from '../proposals/proposer';
import { type ReadProposal, readProposals, waiting } from '../proposals/open';
import { conflictInWords, grouped, type PlaceGroup, type Shows } from '../proposals/words';
import type { Permissions } from '../rights';
import type { SessionConnection } from '../session';
import { trans } from '../translation';
import { useBegun } from './begun';
import { apply, type Edit, write } from './edit';
import { useKeptFocus } from './keptfocus';
import { once } from './once';
import { ProposalHearing } from './proposalhearing';
import { useAuthors, useSession, useSignal } from './subscribe';
import * as words from './words';

/** Most operations of which is found out, one by one, who may accept them. */
const MOST_APART = 200;

const NONE: ReadonlySet<number> = new Set();

export interface ProposalsProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  permissions: Permissions;
  /** Show where something is proposed. */
  onShow?: (place: Shows) => void;
}

/** What people propose, and the answering of it. */
export function Proposals(props: ProposalsProps): React.JSX.Element {
  const { doc, permissions } = props;
  useSignal(doc.changed);
  useSignal(permissions.changed);
  const [said, say] = React.useState('');
  const heading = React.useRef<HTMLHeadingElement>(null);
  const focus = useKeptFocus(heading);
  const { proposals } = doc.document();
  const all = React.useMemo(() => readProposals({ proposals }), [proposals]);
  const open = all.filter(({ status }) => status === 'open');
  const answered = all.filter(({ status }) => status !== 'open');
  return (
    <section aria-labelledby="antiphon-proposals" className="antiphon-Proposals" {...focus}>
      <h3 id="antiphon-proposals" ref={heading} tabIndex={-1}>
        {trans.__('Proposals')}
      </h3>
      <p role="status" className="antiphon-note">
        {said}
      </p>
      {open.length === 0 && (
        <p className="antiphon-empty">
          {trans.__(
            'No open proposals. A proposal changes nothing until somebody accepts it: it is seen in the score and the graph, pale and dashed.',
          )}
        </p>
      )}
      <ul className="antiphon-Proposals-list">
        {open.map((proposal, order) => (
          <Open key={proposal.id} {...props} proposal={proposal} begins={order < 3} onSaid={say} />
        ))}
      </ul>
      {answered.length > 0 && (
        <details className="antiphon-Proposals-answered">
          <summary>{trans.__('Answered (%1)', answered.length)}</summary>
          <ul className="antiphon-Proposals-list">
            {answered.map((proposal) => (
              <li key={proposal.id} data-proposal={proposal.id}>
                <Headline {...props} proposal={proposal} />
                <p className="antiphon-note">{answerInWords(proposal)}</p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** How a proposal was answered. */
function answerInWords({ status, reason, operations, taken }: ReadProposal): string {
  switch (status) {
    case 'accepted':
      return taken.size < operations.length
        ? trans.__('Accepted in part: %1 of %2 changes.', taken.size, operations.length)
        : trans.__('Accepted.');
    case 'rejected':
      return reason ? trans.__('Rejected: %1', reason) : trans.__('Rejected.');
    default:
      return trans.__('Withdrawn.');
  }
}

interface ItemProps extends ProposalsProps {
  proposal: ReadProposal;
}

/** The title, who proposes it, and when. */
function Headline({ session, proposal }: ItemProps): React.JSX.Element {
  const { state } = useSession(session);
  const authors = useAuthors(session, 'proposals', proposal.id);
  const maker = state?.you.made[`proposals/${proposal.id}`];
  const known = state?.people.find((person) => person.id === maker);
  const name = authors?.made?.name || known?.name || '';
  const at = authors?.made?.at ?? null;
  return (
    <>
      <b dir="auto">{proposal.title || trans.__('Without a title')}</b>
      <small>
        {proposerInWords(name, proposal.source)}{' '}
        {at !== null && words.moment(new Date(at), new Date())}
        {proposal.confidence !== null &&
          ` · ${trans.__('computed, %1 % sure', Math.round(100 * proposal.confidence))}`}
      </small>
    </>
  );
}

interface OpenProps extends ItemProps {
  /** Whether it is unfolded at first. */
  begins: boolean;
  onSaid: (sentence: string) => void;
}

/** A proposal that waits for an answer. */
function Open(props: OpenProps): React.JSX.Element {
  const { doc, session, permissions, proposal, onSaid } = props;
  const [unfolded, unfold] = React.useState(props.begins);
  const [reason, setReason] = useBegun(`reason for ${proposal.id}`, '');
  const [isRejecting, setRejecting] = React.useState(reason !== '');
  const { problem } = proposal;
  const head = React.useRef<HTMLButtonElement>(null);
  const focus = useKeptFocus(head);
  const answer = (edits: readonly Edit[], sentence: string): void =>
    onSaid(write(doc, edits) || sentence);
  const closed = permissions.refusalOf(() => apply(doc, reject(proposal, 'No')));
  const you = useSession(session).state?.you;
  const maker = you?.made[`proposals/${proposal.id}`] ?? you?.id;
  // The teacher may withdraw anybody's, and rejects it rather, which says why.
  const isOwn = maker === you?.id && !permissions.refusalOf(() => apply(doc, withdraw(proposal)));
  return (
    <li data-proposal={proposal.id} {...focus}>
      <button
        ref={head}
        type="button"
        className="antiphon-button antiphon-Proposals-head"
        aria-expanded={unfolded}
        onClick={() => unfold(!unfolded)}
      >
        <Headline {...props} />
      </button>
      {problem && (
        <p className="antiphon-note">
          {trans.__('This proposal cannot be read (%1): nothing of it can be accepted.', problem)}
        </p>
      )}
      {unfolded && !problem && <Choice {...props} onAnswer={answer} />}
      {unfolded && (
        <div className="antiphon-row antiphon-wrap">
          {!closed && !isRejecting && (
            <button type="button" className="antiphon-button" onClick={() => setRejecting(true)}>
              {trans.__('Reject…')}
            </button>
          )}
          {isOwn && (
            <button
              type="button"
              className="antiphon-button"
              onClick={once(() =>
                answer(withdraw(proposal), trans.__('The proposal was withdrawn.')),
              )}
            >
              {trans.__('Withdraw')}
            </button>
          )}
        </div>
      )}
      {unfolded && isRejecting && (
        <form
          className="antiphon-row antiphon-wrap"
          onSubmit={(event) => {
            event.preventDefault();
            answer(reject(proposal, reason), trans.__('The proposal was rejected.'));
          }}
        >
          <input
            className="antiphon-field"
            autoFocus={reason === ''}
            aria-label={trans.__('Why you reject it, for who made it')}
            placeholder={trans.__('Why?')}
            maxLength={LONGEST_REASON}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <button type="submit" className="antiphon-button">
            {trans.__('Reject')}
          </button>
          <button
            type="button"
            className="antiphon-button"
            onClick={() => {
              setReason('');
              setRejecting(false);
            }}
          >
            {trans.__('Cancel')}
          </button>
        </form>
      )}
    </li>
  );
}

interface ChoiceProps extends ItemProps {
  onAnswer: (edits: readonly Edit[], sentence: string) => void;
}

/** What a proposal would do, by place, to choose from; and the accepting. */
function Choice(props: ChoiceProps): React.JSX.Element {
  const { doc, session, permissions, proposal, onShow, onAnswer } = props;
  const document = doc.document();
  const { operations } = proposal;
  const groups = React.useMemo(
    () => grouped(document, doc.piece, operations),
    [document, doc, operations],
  );
  const [unwanted, setUnwanted] = useBegun(`unwanted of ${proposal.id}`, NONE);
  const [insisted, setInsisted] = useBegun(`insisted of ${proposal.id}`, NONE);
  const mine = own(doc, permissions, proposal);
  const pending = waiting(proposal);
  const chosen = pending.filter((at) => mine.has(at) && !unwanted.has(at));
  const accepted = accept(document, proposal, chosen, insisted, mine.size === pending.length);
  const why =
    mine.size === 0
      ? permissions.refusalOf(() =>
          apply(doc, accept(document, proposal, pending, insisted, true).writes),
        )
      : permissions.refusalOf(() => apply(doc, accepted.writes));
  const isPart = chosen.length < pending.length;
  const turn = (
    set: (of: (before: ReadonlySet<number>) => ReadonlySet<number>) => void,
    places: readonly number[],
    on: boolean,
  ): void =>
    set((before) => {
      const next = new Set(before);
      places.forEach((at) => (on ? next.add(at) : next.delete(at)));
      return next;
    });
  return (
    <>
      {groups.map((group) => (
        <fieldset key={group.key} className="antiphon-Proposals-place">
          <legend>
            {onShow && group.shows.pane && group.shows.id ? (
              <button
                type="button"
                className="antiphon-button"
                aria-label={trans.__('Show %1', group.place)}
                onClick={() => onShow(group.shows)}
              >
                {group.place}
              </button>
            ) : (
              group.place
            )}
          </legend>
          {group.items.map((item) => (
            <Operation
              key={item.at}
              item={item}
              applied={accepted}
              state={
                proposal.taken.has(item.at)
                  ? 'taken'
                  : !mine.has(item.at)
                    ? 'others'
                    : unwanted.has(item.at)
                      ? 'unwanted'
                      : 'chosen'
              }
              insists={insisted.has(item.at)}
              onChoose={(on) => turn(setUnwanted, [item.at], !on)}
              onInsist={(on) => turn(setInsisted, [item.at], on)}
            />
          ))}
        </fieldset>
      ))}
      <ProposalHearing
        piece={session.path}
        proposal={proposal.id}
        operations={pending.filter((at) => !unwanted.has(at))}
        insisted={insisted}
      />
      {why && <p className="antiphon-note">{why}</p>}
      <div className="antiphon-row antiphon-wrap">
        <button
          type="button"
          className="antiphon-button antiphon-mod-accept"
          disabled={Boolean(why) || accepted.writes.length === 0}
          onClick={once(() => onAnswer(accepted.writes, saidOf(accepted)))}
        >
          {isPart ? trans.__('Accept part (%1)', accepted.taken.length) : trans.__('Accept')}
        </button>
      </div>
    </>
  );
}

interface OperationProps {
  item: PlaceGroup['items'][number];
  applied: Applied;
  /** `taken`: it was accepted before; `others`: it is for others to accept. */
  state: 'taken' | 'others' | 'unwanted' | 'chosen';
  insists: boolean;
  onChoose: (on: boolean) => void;
  onInsist: (on: boolean) => void;
}

/** One change, to be chosen; and what has to be asked about it. */
function Operation(props: OperationProps): React.JSX.Element {
  const { item, applied, state, insists, onChoose, onInsist } = props;
  const conflict = applied.conflicts.find(({ operation }) => operation === item.at);
  const isAlong = state === 'unwanted' && applied.along.includes(item.at);
  const note =
    state === 'taken'
      ? trans.__('accepted')
      : state === 'others'
        ? trans.__('for others to accept')
        : isAlong
          ? trans.__('comes along, as others need it')
          : '';
  const name = React.useId();
  return (
    <div className="antiphon-Proposals-operation">
      <label>
        <input
          type="checkbox"
          checked={state === 'taken' || state === 'chosen' || isAlong}
          disabled={state === 'taken' || state === 'others'}
          onChange={(event) => onChoose(event.target.checked)}
        />
        <span>
          {item.words} {note && <i>({note})</i>}
        </span>
      </label>
      {(conflict || insists) && state !== 'taken' && (
        <div
          className="antiphon-Proposals-conflict"
          role="radiogroup"
          aria-label={trans.__('What to do about: %1', item.words)}
        >
          {conflict && <p>{conflictInWords(conflict)}</p>}
          {(insists || (conflict && canInsist(conflict))) && (
            <>
              <label>
                <input
                  type="radio"
                  name={name}
                  checked={!insists}
                  onChange={() => onInsist(false)}
                />
                {trans.__('Keep what is there')}
              </label>
              <label>
                <input type="radio" name={name} checked={insists} onChange={() => onInsist(true)} />
                {trans.__('Take the proposal’s')}
              </label>
            </>
          )}
        </div>
      )}
    </div>
  );
}

/** The operations that wait and that this person may accept. */
function own(
  doc: AntiphonDoc,
  permissions: Permissions,
  proposal: ReadProposal,
): ReadonlySet<number> {
  const pending = waiting(proposal);
  const before = doc.document().proposals[proposal.id];
  const may = (places: readonly number[]): boolean => {
    const taken = takenOf([...proposal.taken, ...places])!;
    const entry = before as unknown as Entry;
    const after = { ...entry, taken };
    return !permissions.refusal([{ root: 'proposals', id: proposal.id, before: entry, after }]);
  };
  if (pending.length === 0 || may(pending)) {
    return new Set(pending);
  }
  return new Set(pending.length > MOST_APART ? [] : pending.filter((at) => may([at])));
}

/** What was accepted, for the status line. */
function saidOf({ taken, conflicts }: Applied): string {
  const done = trans._n('%1 change was accepted.', '%1 changes were accepted.', taken.length);
  return conflicts.length > 0
    ? `${done} ${trans._n('%1 was left out.', '%1 were left out.', conflicts.length)}`
    : done;
}
