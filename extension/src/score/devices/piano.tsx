import * as React from 'react';

import { trans } from '../../translation';
import { noteName } from '../music/notename';
import { pitchInWords, STEPS } from '../music/pitch';
import { spell } from '../music/spelling';
import { cellOf, lit, type SurfaceProps, useSurface } from './surface';

/** The keys of a piano, from A0 to C8. */
const LOWEST = 21;
const HIGHEST = 108;
const MIDDLE_C = 60;
/** Steps of the white keys within an octave; -1 for the black ones. */
const WHITE = [0, -1, 1, -1, 2, 3, -1, 4, -1, 5, -1, 6];

interface PianoKey {
  readonly key: number;
  readonly black: boolean;
  /** White keys to the left of its left edge (of a black one: of its middle). */
  readonly place: number;
  readonly letter: string;
  readonly octave: number;
}

const KEYS: readonly PianoKey[] = Array.from({ length: HIGHEST - LOWEST + 1 }, (_, order) => {
  const key = LOWEST + order;
  const octave = Math.floor(key / 12) - 1;
  const step = WHITE[key % 12];
  const black = step < 0;
  const place = octave * 7 + (black ? WHITE[(key % 12) + 1] : step) - 5;
  return { key, black, place, letter: STEPS[step] ?? '', octave };
});

/** Keys that an arrow goes. */
const ARROWS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: 12,
  ArrowDown: -12,
};

/** A piano of 88 keys, for fingers, the mouse, and the keyboard. */
export function Piano(props: SurfaceProps): React.JSX.Element {
  const { hands, lights } = props;
  const base = React.useId();
  const scroller = React.useRef<HTMLDivElement>(null);
  const [here, setHere] = React.useState(MIDDLE_C);
  const surface = useSurface(props, (cell, arrow) => {
    const by = ARROWS[arrow];
    const to = Number(cell.dataset.key) + (by ?? NaN);
    return to >= LOWEST && to <= HIGHEST ? `${base}${to}` : null;
  });
  const first = [...lights.selected][0] ?? MIDDLE_C;
  const fifths = hands.editor.index.piece.measures[0]?.key ?? 0;
  React.useLayoutEffect(() => {
    document
      .getElementById(`${base}${Math.min(HIGHEST, Math.max(LOWEST, first))}`)
      ?.scrollIntoView({ inline: 'center', block: 'nearest' });
    // Only as it comes: afterwards the person scrolls.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const turn = (octaves: number): void => {
    const node = scroller.current;
    const key = node?.querySelector<HTMLElement>('[data-key="60"]')?.offsetWidth ?? 44;
    node?.scrollBy({ left: octaves * 7 * key });
  };
  return (
    <div className="antiphon-Surface" dir="ltr">
      <button
        type="button"
        className="antiphon-Surface-turn"
        aria-label={trans.__('An octave lower')}
        title={trans.__('An octave lower')}
        onClick={() => turn(-1)}
      >
        ‹
      </button>
      <div className="antiphon-Piano" ref={scroller}>
        <div className="antiphon-Piano-ruler" aria-hidden="true">
          {KEYS.filter(({ letter }) => letter === 'C').map(({ key, octave, place }) => (
            <span key={key} style={{ '--place': place } as React.CSSProperties}>
              {noteName('C')}
              {octave}
            </span>
          ))}
        </div>
        <div
          className="antiphon-Piano-keys"
          role="group"
          aria-label={trans.__('Piano: arrows go from key to key, Enter plays, Shift+Enter adds')}
          {...surface}
          onFocus={(event) => {
            setHere(Number((event.target as HTMLElement).dataset.key));
            surface.onFocus?.(event);
          }}
        >
          {KEYS.map(({ key, black, place, letter, octave }) => (
            <button
              key={key}
              id={`${base}${key}`}
              type="button"
              tabIndex={key === here ? 0 : -1}
              className={`antiphon-Key${black ? ' antiphon-mod-black' : ''}${lit(key, lights)}`}
              style={{ '--place': place } as React.CSSProperties}
              aria-label={pitchInWords(spell([key], fifths)[0])}
              aria-pressed={lights.down.has(key)}
              {...cellOf({ key })}
            >
              {letter && (
                <span aria-hidden="true">
                  {letter === 'C' ? `${noteName('C')}${octave}` : noteName(letter)}
                </span>
              )}
            </button>
          ))}
        </div>
      </div>
      <button
        type="button"
        className="antiphon-Surface-turn"
        aria-label={trans.__('An octave higher')}
        title={trans.__('An octave higher')}
        onClick={() => turn(1)}
      >
        ›
      </button>
    </div>
  );
}
