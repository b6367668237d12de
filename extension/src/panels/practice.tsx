import * as React from 'react';

import type { AntiphonDoc } from '../document';
import type { LocalClick, Metronome, SessionConnection, Stretch, TransportState } from '../session';
import { NumberField } from './number';
import { measureAt, stretchOf } from './position';
import { useDocument, useSession, useSignal } from './subscribe';
import * as words from './words';
import { trans } from '../translation';

export interface PracticeProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  click: LocalClick;
  /** What is selected in the score; null where nothing is. */
  selection: () => Stretch | null;
}

const SILENT: Metronome = { on: false, countIn: 0 };

/** The metronome as it is set; off where nobody has played yet. */
export function metronomeOf(transport: TransportState | null): Metronome {
  return transport?.metronome ?? SILENT;
}

/** Loop what is selected, or the measure where the music is; or loop no more. False where this person may not. */
export function toggleLoop({ doc, session, selection }: Omit<PracticeProps, 'click'>): boolean {
  if (!session.may('play')) {
    return false;
  }
  if (session.transport?.loop) {
    return session.loop(null);
  }
  const { measures } = doc.piece;
  const { number = 1 } = measureAt(measures, session.positionNow()) ?? {};
  const stretch = selection() ?? stretchOf(measures, number, number);
  return stretch !== null && session.loop(stretch);
}

export function toggleMetronome(session: SessionConnection): boolean {
  const metronome = metronomeOf(session.transport);
  return session.may('play') && session.setMetronome({ ...metronome, on: !metronome.on });
}

/** The slowest and fastest that practice may be, and one step of a key, as factors. */
const SLOWEST = 0.25;
const FASTEST = 2;
const STEP = 0.05;

/** Ms that the server has to follow a hand on the slider. */
const CATCH_UP = 2000;

/** Practise slower or faster by so many steps of 5 %; 0: at the usual speed. */
export function changeSpeed(session: SessionConnection, steps: number): boolean {
  const speed = session.transport?.speed ?? 1;
  const next = steps === 0 ? 1 : Math.round((speed + steps * STEP) / STEP) * STEP;
  const factor = Math.min(FASTEST, Math.max(SLOWEST, Math.round(next * 100) / 100));
  return session.may('play') && session.setSpeed(factor);
}

/** Loop, speed and metronome: how a passage is practised. */
export function Practice(props: PracticeProps): React.JSX.Element {
  const { session, click } = props;
  const { may } = useSession(session);
  useSignal(session.transportChanged);
  const [, draw] = React.useReducer((count: number) => count + 1, 0);
  React.useEffect(() => click.subscribe(draw), [click]);
  const metronome = metronomeOf(session.transport);
  const id = React.useId();
  return (
    <div className="antiphon-Practice" role="group" aria-label={trans.__('Practice')}>
      <LoopControl {...props} />
      <SpeedControl session={session} />
      <div className="antiphon-row" role="group" aria-label={trans.__('Clicks')}>
        <button
          type="button"
          className="antiphon-button antiphon-toggle"
          aria-pressed={metronome.on}
          title={trans.__('Click on every beat, for everybody')}
          disabled={!may('play')}
          onClick={() => toggleMetronome(session)}
        >
          {trans.__('Metronome')}
        </button>
        <label>
          <input
            type="checkbox"
            checked={click.on}
            onChange={(event) => {
              click.on = event.target.checked;
            }}
          />{' '}
          {trans.__('Click in this browser only')}
        </label>
        <label htmlFor={id}>{trans.__('Count in')}</label>
        <select
          id={id}
          className="antiphon-field"
          value={metronome.countIn}
          disabled={!may('play')}
          onChange={(event) =>
            session.setMetronome({ ...metronome, countIn: Number(event.target.value) })
          }
        >
          <option value={0}>{trans._p('count in', 'no')}</option>
          {[1, 2].map((count) => (
            <option key={count} value={count}>
              {trans._n('%1 measure', '%1 measures', count)}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}

const measuresOf = ({ piece }: AntiphonDoc): readonly unknown[] => [piece.measures];

function LoopControl({ doc, session, selection }: Omit<PracticeProps, 'click'>): React.JSX.Element {
  useDocument(doc, measuresOf);
  const { may } = useSession(session);
  const { measures } = doc.piece;
  const loop = session.transport?.loop ?? null;
  const numbers = measures.map(({ number }) => number);
  const [first, last] = [numbers[0] ?? 1, numbers.at(-1) ?? 1];
  const [hand, setHand] = React.useState<readonly [number, number] | null>(null);
  const measure = (position: number): number => measureAt(measures, position)?.number ?? first;
  const [from, to] = loop
    ? [measure(loop.start), measure(loop.end - 1e-3)]
    : (hand ?? [first, Math.min(first + 3, last)]);
  const disabled = !may('play') || measures.length === 0;

  function choose(next: readonly [number, number]): void {
    setHand(next);
    if (loop) {
      session.loop(stretchOf(measures, ...next));
    }
  }

  return (
    <div className="antiphon-row" role="group" aria-label={trans.__('Loop')}>
      <button
        type="button"
        className="antiphon-button antiphon-toggle"
        aria-pressed={loop !== null}
        title={trans.__('Play these measures round and round')}
        disabled={disabled}
        onClick={() => session.loop(loop ? null : stretchOf(measures, from, to))}
      >
        {trans.__('Loop')}
      </button>
      <NumberField
        label={trans.__('from measure')}
        value={from}
        minimum={first}
        maximum={last}
        step={1}
        disabled={disabled}
        onChange={(value) => choose([value, Math.max(value, to)])}
      />
      <NumberField
        label={trans._p('measure', 'to')}
        value={to}
        minimum={first}
        maximum={last}
        step={1}
        disabled={disabled}
        onChange={(value) => choose([Math.min(from, value), value])}
      />
      <button
        type="button"
        className="antiphon-button"
        title={trans.__('Loop what is selected in the score')}
        disabled={disabled}
        onClick={() => {
          const stretch = selection();
          if (stretch) {
            session.loop(stretch);
          }
        }}
      >
        {trans.__('Selection')}
      </button>
    </div>
  );
}

function SpeedControl({ session }: { session: SessionConnection }): React.JSX.Element {
  const { may } = useSession(session);
  const id = React.useId();
  const [hand, setHand] = React.useState<number | null>(null);
  const told = session.transport?.speed ?? 1;
  // The hand's own value is shown until the server has caught up with it: its earlier answers come late.
  React.useEffect(() => {
    if (hand === null || Math.abs(told - hand) < 0.004) {
      setHand(null);
      return;
    }
    const timer = setTimeout(() => setHand(null), CATCH_UP);
    return () => clearTimeout(timer);
  }, [hand, told]);
  const speed = hand ?? told;
  const reset = (): void => {
    setHand(null);
    session.setSpeed(1);
  };
  return (
    <div className="antiphon-Speed" role="group" aria-label={trans.__('Practice speed')}>
      <label htmlFor={id}>{trans.__('Speed')}</label>
      <input
        id={id}
        type="range"
        title={trans.__('Practice speed; double click for 100 %')}
        min={100 * SLOWEST}
        max={100 * FASTEST}
        step={100 * STEP}
        value={Math.round(100 * speed)}
        aria-valuetext={words.percent(speed)}
        disabled={!may('play')}
        onChange={(event) => {
          const next = Number(event.target.value) / 100;
          setHand(next);
          session.setSpeed(next);
        }}
        onDoubleClick={reset}
        onKeyDown={(event) => {
          if (event.key === '0') {
            reset();
          }
        }}
      />
      <output htmlFor={id}>{words.percent(speed)}</output>
    </div>
  );
}
