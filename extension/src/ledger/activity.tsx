import * as React from 'react';

import { trans } from '../translation';
import { amount, picture } from './picture';
import type { Report } from './report';
import * as words from './words';

/** The picture's units: a side panel is some 300 CSS pixels wide. */
const WIDTH = 280;
const HEIGHT = 96;

export interface ActivityProps {
  report: Report;
  /** Everybody, from the foot of the bars up. */
  order: readonly string[];
  colour: (who: string) => string;
}

/** Who wrote what over time: stacked bars, whose they are, and the same as a table. */
export function Activity({ report, order, colour }: ActivityProps): React.JSX.Element {
  const { seconds, spans } = report.activity;
  const { bars, gaps } = React.useMemo(() => picture(report, order), [report, order]);
  const name = (who: string): string => words.called(report, who);
  const shown = order.filter((who) => spans.some(({ work }) => Object.hasOwn(work, who)));
  const [first, last] = [spans[0], spans[spans.length - 1]].map(({ start }) =>
    words.when(start, seconds),
  );
  return (
    <>
      <h4 id="antiphon-contributions-activity">{trans.__('Who did how much, and when')}</h4>
      <svg
        className="antiphon-Contributions-picture"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={trans.__(
          'Bars of who did how much, from %1 to %2; the table below has the numbers.',
          first,
          last,
        )}
      >
        {bars.map((bar) => (
          <g key={bar.start}>
            <title>
              {[
                words.when(bar.start, seconds),
                ...bar.pieces.map(({ who, count }) => `${name(who)}: ${words.whole(count)}`),
              ].join('\n')}
            </title>
            {bar.pieces.map(({ who, bottom, height }) => (
              <rect
                key={who}
                x={bar.left * WIDTH + 0.5}
                y={(1 - bottom - height) * HEIGHT}
                width={Math.max(1, bar.width * WIDTH - 1)}
                height={Math.max(1, height * HEIGHT)}
                style={{ fill: colour(who) }}
              />
            ))}
          </g>
        ))}
        {gaps.map((at) => (
          <line key={at} x1={at * WIDTH} x2={at * WIDTH} y1={0} y2={HEIGHT} />
        ))}
        <line className="antiphon-mod-foot" x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
      </svg>
      <p className="antiphon-Contributions-times antiphon-note">
        <span>{first}</span>
        {first !== last && <span>{last}</span>}
      </p>
      <ul className="antiphon-Contributions-legend" aria-label={trans.__('Whose which colour is')}>
        {shown.map((who) => (
          <li key={who}>
            <span aria-hidden="true" style={{ backgroundColor: colour(who) }} />
            <bdi>{name(who)}</bdi>
          </li>
        ))}
      </ul>
      <p className="antiphon-note">
        {words.stretch(seconds)}{' '}
        {gaps.length > 0 && trans.__('Dotted lines: nothing was done in between.')}
      </p>
      <details>
        <summary>{trans.__('The same as a table')}</summary>
        <div
          className="antiphon-Contributions-table"
          role="region"
          tabIndex={0}
          aria-labelledby="antiphon-contributions-activity"
        >
          <table>
            <thead>
              <tr>
                <th scope="col">{trans.__('From')}</th>
                {shown.map((who) => (
                  <th key={who} scope="col">
                    {name(who)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {spans.map(({ start, work }) => (
                <tr key={start}>
                  <th scope="row">{words.when(start, seconds)}</th>
                  {shown.map((who) => (
                    <td key={who}>
                      {words.whole(Object.hasOwn(work, who) ? amount(work[who]) : 0)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}
