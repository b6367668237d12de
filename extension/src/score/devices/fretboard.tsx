import * as React from 'react';

import { trans } from '../../translation';
import { noteLabel } from '../music/notename';
import { formatPitch, pitchInWords } from '../music/pitch';
import { spell } from '../music/spelling';
import { cellOf, lit, type SurfaceProps, useSurface } from './surface';
import { frettingOf } from './tuning';

const FRETS = Array.from({ length: 23 }, (_, fret) => fret);
const DOTS = new Set([3, 5, 7, 9, 12, 15, 17, 19, 21]);

/** Strings and frets that an arrow goes. */
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

/** The neck of a fretted instrument in the part's own tuning; a tablature is told the string and fret. */
export function Fretboard(props: SurfaceProps): React.JSX.Element {
  const { hands, lights } = props;
  const base = React.useId();
  const { piece } = hands.editor.index;
  const { open, tablature } = frettingOf(piece.parts[hands.part]);
  const [here, setHere] = React.useState('1.0');
  const fifths = piece.measures[0]?.key ?? 0;
  const surface = useSurface(props, ({ dataset }, arrow) => {
    const [strings, frets] = ARROWS[arrow] ?? [NaN, NaN];
    const [string, fret] = [Number(dataset.string) + strings, Number(dataset.fret) + frets];
    return string >= 1 && string <= open.length && fret >= 0 && fret < FRETS.length
      ? `${base}${string}.${fret}`
      : null;
  });
  return (
    <div className="antiphon-Surface antiphon-mod-frets" dir="ltr">
      <div
        className="antiphon-Fretboard"
        role="group"
        aria-label={trans.__(
          'Fretboard: arrows go from fret to fret, Enter plays, Shift+Enter adds',
        )}
        {...surface}
        onFocus={(event) => {
          const { string, fret } = (event.target as HTMLElement).dataset;
          setHere(`${string}.${fret}`);
          surface.onFocus?.(event);
        }}
      >
        <div className="antiphon-Fretboard-row antiphon-mod-numbers" aria-hidden="true">
          {FRETS.map((fret) => (
            <span key={fret} className={DOTS.has(fret) ? 'antiphon-mod-dot' : undefined}>
              {fret}
            </span>
          ))}
        </div>
        {open.map((lowest, order) => (
          <div className="antiphon-Fretboard-row" key={order}>
            {FRETS.map((fret) => {
              const key = lowest + fret;
              const [pitch] = spell([key], fifths);
              const string = order + 1;
              return (
                <button
                  key={fret}
                  id={`${base}${string}.${fret}`}
                  type="button"
                  tabIndex={here === `${string}.${fret}` ? 0 : -1}
                  className={`antiphon-Fret${lit(key, lights)}`}
                  aria-label={trans.__(
                    'String %1, fret %2, %3',
                    string,
                    fret,
                    pitch ? pitchInWords(pitch) : String(key),
                  )}
                  aria-pressed={lights.down.has(key)}
                  {...cellOf({ key, string, fret })}
                >
                  <span aria-hidden="true">
                    {pitch &&
                      noteLabel(formatPitch(pitch).slice(0, -1)) + (fret ? '' : pitch.octave)}
                  </span>
                </button>
              );
            })}
          </div>
        ))}
      </div>
      {tablature && <span className="antiphon-hidden">{trans.__('Writes string and fret')}</span>}
    </div>
  );
}
