import * as React from 'react';

import { type Levels, type SessionConnection, SILENCE } from '../session';
import { decibels } from './ballistics';
import { Meter, type MeterBar } from './meter';
import * as words from './words';
import { trans } from '../translation';

/** Ms between two changes of what is written beside the meters: faster cannot be read, nor read out. */
const READABLE = 500;

const MIX = 'mix';

interface Shown {
  levels: Levels;
  held: ReadonlyMap<string, number>;
}

/** A meter for the mix and for each stem, and how hard the engine works for it. */
export function LevelMeters({ session }: { session: SessionConnection }): React.JSX.Element {
  const bars = React.useRef(new Map<string, MeterBar>());
  const [shown, setShown] = React.useState<Shown | null>(null);
  React.useEffect(() => {
    let last = -Infinity;
    let names = '';
    return session.watchLevels((levels) => {
      const now = performance.now();
      bars.current.get(MIX)?.show(levels.mix, now);
      levels.stems.forEach((stem, index) => bars.current.get(`${index}`)?.show(stem, now));
      const next = levels.stems.map(({ name, muted }) => `${name} ${muted}`).join('\n');
      if (now - last >= READABLE || next !== names) {
        last = now;
        names = next;
        const held = [...bars.current].map(([key, bar]) => [key, bar.held] as const);
        setShown({ levels, held: new Map(held) });
      }
    });
  }, [session]);
  if (!shown) {
    return <p className="antiphon-empty">{trans.__('Waiting for the first levels…')}</p>;
  }
  const { levels, held } = shown;
  const bar = (key: string) => ({
    held: held.get(key) ?? SILENCE,
    onBar: (to: MeterBar | null) =>
      void (to ? bars.current.set(key, to) : bars.current.delete(key)),
  });
  return (
    <>
      <ul className="antiphon-Meters">
        <li className="antiphon-Meters-mix">
          <span className="antiphon-Meters-name">{trans.__('Mix')}</span>
          <Meter name={trans.__('the mix')} rms={levels.mix.rms} {...bar(MIX)} />
          <span className="antiphon-Meters-value">{decibels(held.get(MIX) ?? SILENCE)}</span>
        </li>
        {levels.stems.map((stem, index) => (
          <li key={`${index} ${stem.part ?? ''}`}>
            <span className="antiphon-Meters-name">{words.stem(stem.name)}</span>
            <Meter name={words.stem(stem.name)} rms={stem.rms} {...bar(`${index}`)} />
            <span className="antiphon-Meters-value">
              {stem.muted ? (
                <strong className="antiphon-Meters-muted">{trans.__('muted')}</strong>
              ) : (
                decibels(held.get(`${index}`) ?? SILENCE)
              )}
            </span>
            <span
              className="antiphon-Meters-share"
              title={trans.__('Its share of a processor core')}
            >
              {words.percent(stem.share)}
            </span>
          </li>
        ))}
      </ul>
      <p className="antiphon-note antiphon-Meters-legend">
        {trans.__(
          'Full: average. Pale: peak. Line: highest of late. Percent: share of a processor core.',
        )}
      </p>
      <dl className="antiphon-Work">
        <div>
          <dt>{trans.__('Load')}</dt>
          <dd>{words.load(levels.load)}</dd>
        </div>
        <div>
          <dt>{trans.__('Workers')}</dt>
          <dd>{levels.workers}</dd>
        </div>
        <div>
          <dt>{trans.__('Late blocks')}</dt>
          <dd>{levels.late}</dd>
        </div>
        <div>
          <dt>{trans.__('Voices let go early')}</dt>
          <dd>{levels.shed}</dd>
        </div>
      </dl>
    </>
  );
}
