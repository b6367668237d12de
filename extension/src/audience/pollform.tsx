import * as React from 'react';

import { useBegun } from '../panels/begun';
import { ofSound } from '../panels/catalogue';
import { NumberField } from '../panels/number';
import { MOMENTS, POLL_KINDS, type Ask, type Moment, type PollKind } from '../session';
import { trans } from '../translation';
import { type Change, changeFault, NOTHING, type Reached, steersOf } from './change';
import { ChangeFields } from './changefields';
import * as words from './pollwords';
import { moment } from './words';

export interface PollFormProps {
  connected: boolean;
  /** Whether others are open, which it is asked beside. */
  beside: boolean;
  /** What votes reach. */
  all: readonly Reached[];
  /** How many sections the piece has. */
  sections: number;
  onOpen: (ask: Ask) => void;
}

/** What is asked, as far as it is written. */
interface Draft {
  readonly kind: PollKind;
  readonly question: string;
  /** The options, one on each line. */
  readonly lines: string;
  readonly most: number;
  readonly rule: 'runoff' | 'borda';
  readonly range: { readonly low: number; readonly high: number; readonly step: number };
  readonly labels: readonly string[];
  readonly seconds: number;
  readonly live: boolean;
  readonly halves: boolean;
  readonly change: Change;
  /** Empty where the envelope says it. */
  readonly at: Moment | '';
}

const BLANK: Draft = {
  kind: 'single',
  question: '',
  lines: '',
  most: 2,
  rule: 'runoff',
  range: { low: 0, high: 10, step: 1 },
  labels: ['', '', '', ''],
  seconds: 20,
  live: false,
  halves: false,
  change: NOTHING,
  at: '',
};

function optionsOf({ lines }: Draft): string[] {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

function isChoosing({ kind }: Draft): boolean {
  return kind === 'single' || kind === 'multiple' || kind === 'ranked';
}

/** What is asked, and how: kept while the page is there, so that it can be asked again with a word changed. */
export function PollForm(props: PollFormProps): React.JSX.Element {
  const { connected, beside, all, sections, onOpen } = props;
  const id = React.useId();
  const [draft, setDraft] = useBegun<Draft>('poll', BLANK);
  const [fault, setFault] = React.useState('');
  const { kind, seconds, live, range, labels, change } = draft;
  const set = (changes: Partial<Draft>): void => setDraft({ ...draft, ...changes });
  const options = optionsOf(draft);
  const choosing = isChoosing(draft);
  const common = { seconds, ...(live && { live }), ...(beside && { beside }) };

  function ask(): Ask {
    const steers = steersOf(change, kind, options.length, all);
    return {
      ...common,
      kind,
      question: draft.question,
      live,
      halves: draft.halves,
      ...(choosing && { options }),
      ...(kind === 'multiple' && { most: Math.min(draft.most, options.length) }),
      ...(kind === 'ranked' && { rule: draft.rule }),
      ...(kind === 'scale' && { ...range, labels: labels.slice(0, 2) }),
      ...(kind === 'shake' && { labels: labels.slice(0, 2) }),
      ...(kind === 'pad' && { labels }),
      ...(steers && { steers, ...(draft.at && { at: draft.at }) }),
    };
  }

  function open(): void {
    const asked = ask();
    const missing = words.askFault(asked) ?? changeFault(change, kind);
    setFault(missing ?? '');
    if (missing === null) {
      onOpen(asked);
    }
  }

  function changeTo(next: Change): void {
    const to = all.find(({ of }) => of.target === next.target);
    const isNew = next.target !== change.target;
    // A number that is asked for is one that the target takes.
    const asked =
      kind === 'scale' && isNew && to && to.of.kind === 'number'
        ? { low: to.envelope.minimum, high: to.envelope.maximum, step: to.envelope.step || 1 }
        : range;
    set({ change: next, range: asked });
  }

  const label = (at: number, name: string): React.JSX.Element => (
    <Words
      key={at}
      label={name}
      value={labels[at]}
      longest={80}
      onChange={(text) => set({ labels: labels.map((old, place) => (place === at ? text : old)) })}
    />
  );

  return (
    <div className="antiphon-PollForm" onChange={() => setFault('')}>
      <div className="antiphon-row antiphon-wrap">
        <NumberField
          label={trans.__('Open for')}
          unit={ofSound('s')}
          value={seconds}
          minimum={5}
          maximum={600}
          step={5}
          onChange={(value) => set({ seconds: value })}
        />
        <label className="antiphon-row">
          <input
            type="checkbox"
            checked={live}
            onChange={(event) => set({ live: event.target.checked })}
          />
          {trans.__('Everybody sees how it stands')}
        </label>
      </div>
      <h4>{trans.__('Ask with one click')}</h4>
      <div className="antiphon-row antiphon-wrap">
        <button
          type="button"
          className="antiphon-button"
          disabled={!connected}
          onClick={() => onOpen(common)}
        >
          {trans.__('Slower or faster?')}
        </button>
        <button
          type="button"
          className="antiphon-button"
          disabled={!connected || sections === 0}
          aria-describedby={sections === 0 ? `${id}-sections` : undefined}
          onClick={() => onOpen({ ...common, form: true })}
        >
          {trans.__('Which section comes next?')}
        </button>
      </div>
      {sections === 0 && (
        <p className="antiphon-note" id={`${id}-sections`}>
          {trans.__(
            'The piece has no sections yet: give stretches of the score names, then people can choose between them.',
          )}
        </p>
      )}
      <h4>{trans.__('Ask something of your own')}</h4>
      <label className="antiphon-PollForm-line">
        {trans.__('Ask for')}
        <select
          className="antiphon-field"
          value={kind}
          onChange={(event) => set({ kind: event.target.value as PollKind })}
        >
          {POLL_KINDS.map((each) => (
            <option key={each} value={each}>
              {words.choice(each)}
            </option>
          ))}
        </select>
      </label>
      <Words
        label={trans.__('Question')}
        value={draft.question}
        longest={200}
        onChange={(question) => set({ question })}
      />
      {choosing && (
        <label className="antiphon-PollForm-line">
          {trans.__('Options, one on each line')}
          <textarea
            className="antiphon-field"
            rows={4}
            value={draft.lines}
            onChange={(event) => set({ lines: event.target.value })}
          />
        </label>
      )}
      {kind === 'multiple' && (
        <NumberField
          label={trans.__('Each chooses at most')}
          value={draft.most}
          minimum={1}
          maximum={12}
          step={1}
          onChange={(most) => set({ most })}
        />
      )}
      {kind === 'ranked' && (
        <label className="antiphon-PollForm-line">
          {trans.__('Counted by')}
          <select
            className="antiphon-field"
            value={draft.rule}
            onChange={(event) => set({ rule: event.target.value === 'borda' ? 'borda' : 'runoff' })}
          >
            <option value="runoff">{trans.__('Run-off, round by round')}</option>
            <option value="borda">{trans.__('Points for each place')}</option>
          </select>
        </label>
      )}
      {kind === 'scale' && (
        <div className="antiphon-row antiphon-wrap">
          {(
            [
              ['low', trans.__('Lowest')],
              ['high', trans.__('Highest')],
              ['step', trans.__('Step')],
            ] as const
          ).map(([key, name]) => (
            <NumberField
              key={key}
              label={name}
              value={range[key]}
              minimum={key === 'step' ? 0.01 : -20000}
              maximum={20000}
              step={key === 'step' ? 0.01 : 1}
              onChange={(value) => set({ range: { ...range, [key]: value } })}
            />
          ))}
        </div>
      )}
      {kind === 'scale' && [
        label(0, trans.__('The lowest means')),
        label(1, trans.__('The highest means')),
      ]}
      {kind === 'shake' && [label(0, trans.__('Calm means')), label(1, trans.__('Wild means'))]}
      {kind === 'pad' && [
        label(0, trans.__('Left means')),
        label(1, trans.__('Right means')),
        label(2, trans.__('Bottom means')),
        label(3, trans.__('Top means')),
      ]}
      <ChangeFields {...{ kind, options, change, all }} onChange={changeTo} />
      {steersOf(change, kind, options.length, all) && (
        <label className="antiphon-PollForm-line">
          {trans.__('When it is heard')}
          <select
            className="antiphon-field"
            value={draft.at}
            onChange={(event) => set({ at: event.target.value as Moment | '' })}
          >
            <option value="">{trans.__('as it is set under Steering')}</option>
            {MOMENTS.map((each) => (
              <option key={each} value={each}>
                {moment(each)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="antiphon-row">
        <input
          type="checkbox"
          checked={draft.halves}
          onChange={(event) => set({ halves: event.target.checked })}
        />
        {trans.__('Count the left and the right of the hall, too')}
      </label>
      <button
        type="button"
        className="antiphon-button antiphon-primary"
        disabled={!connected}
        onClick={open}
        aria-describedby={fault ? id : undefined}
      >
        {beside ? trans.__('Open the poll beside the others') : trans.__('Open the poll')}
      </button>
      <p role="alert" id={id} className="antiphon-fault">
        {fault}
      </p>
    </div>
  );
}

interface WordsProps {
  label: string;
  value: string;
  longest: number;
  onChange: (text: string) => void;
}

/** A line of text that counts as it is typed: what is asked by the button is what stands there. */
function Words({ label, value, longest, onChange }: WordsProps): React.JSX.Element {
  return (
    <label className="antiphon-PollForm-line">
      {label}
      <input
        className="antiphon-field"
        maxLength={longest}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
