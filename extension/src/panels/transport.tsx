import * as React from 'react';

import { Countdowns, tempoFactor } from '../audience';
import type { AntiphonDoc } from '../document';
import type { Permissions } from '../rights';
import type { LocalClick, SessionConnection, Stretch } from '../session';
import { ListenButton } from './listen';
import { PanicButton } from './panic';
import { beatAt, bpmAt, lengthOf, measureAt, secondsAt } from './position';
import { Practice } from './practice';
import { RecordingSign } from './recording';
import { useDocument, useNow, useSession, useSignal } from './subscribe';
import { TempoControl } from './tempo';
import * as words from './words';
import { trans } from '../translation';

export interface TransportBarProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  permissions: Permissions;
  /** The metronome of this browser alone. */
  click: LocalClick;
  /** What is selected in the score, to loop it; null where nothing is. */
  selection: () => Stretch | null;
}

/** Stop where it plays, play where it stands; false where this person may not, or nobody is there to hear it. */
export function togglePlay(session: SessionConnection): boolean {
  if (session.transport?.playing) {
    return session.may('stop') && session.stop();
  }
  return session.may('play') && session.play();
}

const timeOf = ({ piece }: AntiphonDoc): readonly unknown[] => [piece.tempi, piece.measures];

/** Play, stop, where the music is, its tempo, and listening. */
export function TransportBar(props: TransportBarProps): React.JSX.Element {
  const { doc, session, permissions, click, selection } = props;
  useSignal(permissions.changed);
  const { state, connected, may } = useSession(session);
  useSignal(session.transportChanged);
  useDocument(doc, timeOf);
  const playing = session.transport?.playing ?? false;
  const [practising, practise] = React.useState(false);
  const id = React.useId();
  const transport = session.transport;
  const written = transport
    ? transport.bpm / (transport.factor * transport.speed)
    : bpmAt(doc.piece.tempi, session.positionNow());
  return (
    <div className="antiphon-TransportBar">
      <div
        className="antiphon-TransportBar-controls"
        role="toolbar"
        aria-label={trans.__('Transport')}
      >
        <button
          type="button"
          className="antiphon-button"
          disabled={!may('seek')}
          onClick={() => session.seek(0)}
        >
          <Icon path="M3 3h2v10H3zM13 3v10L6 8z" />
          <span className="antiphon-hidden">{trans.__('To the beginning')}</span>
        </button>
        <button
          type="button"
          className="antiphon-button antiphon-primary antiphon-TransportBar-play"
          disabled={!may(playing ? 'stop' : 'play')}
          onClick={() => togglePlay(session)}
        >
          <Icon path={playing ? 'M4 4h8v8H4z' : 'M5 3l8 5-8 5z'} />
          {playing ? trans.__('Stop') : trans.__('Play')}
        </button>
        <Position doc={doc} session={session} playing={playing} mayMove={may('seek')} />
        <TempoControl
          doc={doc}
          bpm={written}
          factor={
            (tempoFactor(state?.steering) ?? transport?.factor ?? 1) * (transport?.speed ?? 1)
          }
          reason={permissions.tempo(doc.piece.measures[0]?.id ?? '')}
        />
        <ListenButton listener={session.listener} may={may('listen')} />
        <button
          type="button"
          className="antiphon-button antiphon-disclosure"
          aria-expanded={practising}
          aria-controls={id}
          onClick={() => practise(!practising)}
        >
          {trans.__('Practice')}
          <PracticeSummary session={session} click={click} />
        </button>
        <PanicButton session={session} />
      </div>
      <div
        id={id}
        hidden={!practising}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation();
            practise(false);
            document.querySelector<HTMLElement>(`[aria-controls="${CSS.escape(id)}"]`)?.focus();
          }
        }}
      >
        {practising && <Practice {...{ doc, session, click, selection }} />}
      </div>
      <div className="antiphon-TransportBar-status">
        <span
          role="status"
          title={state?.engine.lateBlocks ? words.lateness(state.engine.lateBlocks) : undefined}
          className={
            state && (!connected || state.engine.status === 'failed') ? 'antiphon-fault' : undefined
          }
        >
          {connected
            ? state && words.engine(state.engine)
            : state
              ? trans.__('Connection to the session lost: trying again…')
              : trans.__('Connecting to the session…')}
        </span>
        <RecordingSign session={session} />
        {state && state.audience.count > 0 && (
          <span>
            {trans._n(
              '%1 person in the audience',
              '%1 people in the audience',
              state.audience.count,
            )}
          </span>
        )}
        <Countdowns doc={doc} session={session} announce={true} />
        <Notice session={session} />
      </div>
    </div>
  );
}

interface PositionProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  playing: boolean;
  mayMove: boolean;
}

function Position({ doc, session, playing, mayMove }: PositionProps): React.JSX.Element {
  useNow(playing, 50);
  const [hand, setHand] = React.useState<number | null>(null);
  const { measures, tempi } = doc.piece;
  const length = lengthOf(doc.piece);
  const position = hand ?? Math.min(session.positionNow(), length);
  const measure = measureAt(measures, position);
  const place = measure ? `${measure.number}.${beatAt(measure, position)}` : '–';
  const counting = Math.ceil(session.transport?.counting ?? 0);
  const loop = session.transport?.loop ?? null;
  const time = `${words.clock(secondsAt(tempi, position))} / ${words.clock(secondsAt(tempi, length))}`;

  function land(): void {
    if (hand !== null) {
      session.seek(hand);
      setHand(null);
    }
  }

  return (
    <div className="antiphon-Position" role="group" aria-label={trans.__('Position')}>
      {counting > 0 ? (
        <output className="antiphon-CountIn" title={trans.__('Beats until the music begins')}>
          <span className="antiphon-hidden">{trans.__('Counting in:')} </span>
          {counting}
        </output>
      ) : (
        <output title={trans.__('Measure and beat')}>{place}</output>
      )}
      <span className="antiphon-Position-way">
        {loop && length > 0 && (
          <span
            className="antiphon-Position-loop"
            title={words.loop(measures, loop)}
            style={
              {
                '--start': Math.min(1, loop.start / length),
                '--end': Math.min(1, loop.end / length),
              } as React.CSSProperties
            }
          />
        )}
        <input
          type="range"
          aria-label={trans.__('Position in the piece')}
          min={0}
          max={length}
          step="any"
          value={position}
          disabled={!mayMove || length === 0}
          aria-valuetext={
            measure
              ? trans.__('Measure %1, beat %2', measure.number, beatAt(measure, position))
              : trans.__('No measures')
          }
          onChange={(event) => setHand(Number(event.target.value))}
          onPointerUp={land}
          onBlur={land}
          onKeyUp={land}
          onKeyDown={(event) => {
            const step = { ArrowLeft: -1, ArrowRight: 1, PageDown: 4, PageUp: -4 }[event.key];
            if (step !== undefined && mayMove) {
              event.preventDefault();
              setHand(Math.min(length, Math.max(0, Math.round(position) + step)));
            }
          }}
        />
      </span>
      <span title={trans.__('Time at the written tempo')}>{time}</span>
    </div>
  );
}

/** What of practice is on, where its controls are folded away. */
function PracticeSummary({
  session,
  click,
}: Pick<TransportBarProps, 'session' | 'click'>): React.JSX.Element | null {
  const [, draw] = React.useReducer((count: number) => count + 1, 0);
  React.useEffect(() => click.subscribe(draw), [click]);
  const { loop = null, speed = 1, metronome = null } = session.transport ?? {};
  const on = [
    ...(loop ? [trans.__('loop')] : []),
    ...(Math.abs(speed - 1) > 0.004 ? [words.percent(speed)] : []),
    ...(metronome?.on || click.on ? [trans.__('click')] : []),
  ];
  return on.length > 0 ? <span className="antiphon-badge">{on.join(', ')}</span> : null;
}

/** The server's last word: an error until the next thing happens, a notice for a while. */
function Notice({ session }: { session: SessionConnection }): React.JSX.Element {
  const [notice, setNotice] = React.useState<{ kind: string; message: string } | null>(null);
  React.useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (_: unknown, next: { kind: string; message: string }): void => {
      clearTimeout(timer);
      setNotice(next);
      timer = setTimeout(() => setNotice(null), next.kind === 'error' ? 20000 : 8000);
    };
    session.noticed.connect(show);
    return () => {
      clearTimeout(timer);
      session.noticed.disconnect(show);
    };
  }, [session]);
  return (
    <span role="alert" className={notice?.kind === 'error' ? 'antiphon-fault' : undefined}>
      {notice?.message}
    </span>
  );
}

function Icon({ path }: { path: string }): React.JSX.Element {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={path} fill="currentColor" />
    </svg>
  );
}
