import * as React from 'react';

import type { AuthorColours } from '../panels/authorcolours';
import { initials } from '../score/view/initials';
import { trans } from '../translation';
import type { Timeline } from './answers';
import { blocks, shares } from './timeline';
import * as words from './words';

export interface TimeSliderProps {
  timeline: Timeline;
  step: number | null;
  order: readonly string[];
  colour: AuthorColours;
  onLook: (step: number | null) => void;
}

/** A slider from the beginning to now, over a picture of who wrote when, with its legend. */
export function TimeSlider({
  timeline,
  step,
  order,
  colour,
  onLook,
}: TimeSliderProps): React.JSX.Element {
  const { last, versions, people } = timeline;
  const value = step ?? last;
  return (
    <div className="antiphon-TimeSlider">
      <svg
        className="antiphon-TimeSlider-picture"
        viewBox={`0 0 ${last} 1`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {blocks(timeline, order).map(({ from, to, low, high, person }) => (
          <rect
            key={`${from} ${person}`}
            className={person ? undefined : 'antiphon-mod-nobody'}
            x={from}
            y={1 - high}
            width={to - from}
            height={high - low}
            style={person ? { fill: colour(person) } : undefined}
          />
        ))}
      </svg>
      <input
        type="range"
        data-first
        min={0}
        max={last}
        step={1}
        value={value}
        aria-label={trans.__('Moment')}
        aria-valuetext={words.place(timeline, step)}
        onChange={(event) => {
          const at = Number(event.target.value);
          onLook(at >= last ? null : at);
        }}
      />
      <div className="antiphon-TimeSlider-versions" aria-hidden="true">
        {versions.map((version) => (
          <span
            key={version.id}
            className={version.kind === 'named' ? 'antiphon-mod-named' : undefined}
            title={words.versionName(version)}
            style={{ insetInlineStart: `${(100 * version.step) / Math.max(1, last)}%` }}
          />
        ))}
      </div>
      <ul className="antiphon-TimeSlider-legend" aria-label={trans.__('Who wrote how much')}>
        {shares(timeline).map(({ person, edits }) => (
          <li key={person}>
            <b style={{ color: colour(person) }} aria-hidden="true">
              {initials(words.who(people, person))}
            </b>
            <bdi>{words.who(people, person)}</bdi>
            <small>{trans._n('%1 edit', '%1 edits', edits)}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}
