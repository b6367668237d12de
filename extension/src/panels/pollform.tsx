import * as React from 'react';

import { POLL_KINDS, type Ask, type PollKind } from '../session';
import { ofSound } from './catalogue';
import { NumberField } from './number';
import * as words from './pollwords';
import { trans } from '../translation';

export interface PollFormProps {
  connected: boolean;
  onOpen: (ask: Ask) => void;
}

/** What is asked, and how: kept while the panel is there, so that it can be asked again with a word changed. */
export function PollForm({ connected, onOpen }: PollFormProps): React.JSX.Element {
  const id = React.useId();
  const [kind, setKind] = React.useState<PollKind | 'tempo'>('tempo');
  const [question, setQuestion] = React.useState('');
  const [lines, setLines] = React.useState('');
  const [most, setMost] = React.useState(2);
  const [rule, setRule] = React.useState<'runoff' | 'borda'>('runoff');
  const [range, setRange] = React.useState({ low: 0, high: 10, step: 1 });
  const [labels, setLabels] = React.useState(['', '', '', '']);
  const [seconds, setSeconds] = React.useState(20);
  const [live, setLive] = React.useState(false);
  const [halves, setHalves] = React.useState(false);
  const [fault, setFault] = React.useState('');

  const options = lines
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const choosing = kind === 'single' || kind === 'multiple' || kind === 'ranked';

  function ask(): Ask {
    if (kind === 'tempo') {
      return live ? { seconds, live } : { seconds };
    }
    return {
      seconds,
      kind,
      question,
      live,
      halves,
      ...(choosing && { options }),
      ...(kind === 'multiple' && { most: Math.min(most, options.length) }),
      ...(kind === 'ranked' && { rule }),
      ...(kind === 'scale' && { ...range, labels: labels.slice(0, 2) }),
      ...(kind === 'pad' && { labels }),
    };
  }

  function open(): void {
    const asked = ask();
    const missing = words.askFault(asked);
    setFault(missing ?? '');
    if (missing === null) {
      onOpen(asked);
    }
  }

  const label = (at: number, name: string): React.JSX.Element => (
    <Words
      key={at}
      label={name}
      value={labels[at]}
      longest={80}
      onChange={(text) => setLabels(labels.map((old, place) => (place === at ? text : old)))}
    />
  );

  return (
    <div className="antiphon-PollForm" onChange={() => setFault('')}>
      <label className="antiphon-PollForm-line">
        {trans.__('Ask for')}
        <select
          className="antiphon-field"
          value={kind}
          onChange={(event) => setKind(event.target.value as PollKind | 'tempo')}
        >
          {(['tempo', ...POLL_KINDS] as const).map((each) => (
            <option key={each} value={each}>
              {words.choice(each)}
            </option>
          ))}
        </select>
      </label>
      {kind !== 'tempo' && (
        <Words label={trans.__('Question')} value={question} longest={200} onChange={setQuestion} />
      )}
      {choosing && (
        <label className="antiphon-PollForm-line">
          {trans.__('Options, one on each line')}
          <textarea
            className="antiphon-field"
            rows={4}
            value={lines}
            onChange={(event) => setLines(event.target.value)}
          />
        </label>
      )}
      {kind === 'multiple' && (
        <NumberField
          label={trans.__('Each chooses at most')}
          value={most}
          minimum={1}
          maximum={12}
          step={1}
          onChange={setMost}
        />
      )}
      {kind === 'ranked' && (
        <label className="antiphon-PollForm-line">
          {trans.__('Counted by')}
          <select
            className="antiphon-field"
            value={rule}
            onChange={(event) => setRule(event.target.value === 'borda' ? 'borda' : 'runoff')}
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
              minimum={key === 'step' ? 0.01 : -1000}
              maximum={1000}
              step={key === 'step' ? 0.01 : 1}
              onChange={(value) => setRange({ ...range, [key]: value })}
            />
          ))}
        </div>
      )}
      {kind === 'scale' && [
        label(0, trans.__('The lowest means')),
        label(1, trans.__('The highest means')),
      ]}
      {kind === 'pad' && [
        label(0, trans.__('Left means')),
        label(1, trans.__('Right means')),
        label(2, trans.__('Bottom means')),
        label(3, trans.__('Top means')),
      ]}
      <label className="antiphon-row">
        <input type="checkbox" checked={live} onChange={(event) => setLive(event.target.checked)} />
        {trans.__('Everybody sees how it stands')}
      </label>
      {kind !== 'tempo' && (
        <label className="antiphon-row">
          <input
            type="checkbox"
            checked={halves}
            onChange={(event) => setHalves(event.target.checked)}
          />
          {trans.__('Count the left and the right of the hall, too')}
        </label>
      )}
      <div className="antiphon-row antiphon-wrap">
        <button
          type="button"
          className="antiphon-button antiphon-primary"
          disabled={!connected}
          onClick={open}
          aria-describedby={fault ? id : undefined}
        >
          {kind === 'tempo' ? trans.__('Open a tempo poll') : trans.__('Open the poll')}
        </button>
        <NumberField
          label={trans._p('seconds', 'for')}
          unit={ofSound('s')}
          value={seconds}
          minimum={5}
          maximum={600}
          step={5}
          onChange={setSeconds}
        />
      </div>
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
