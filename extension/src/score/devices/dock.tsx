import { UseSignal } from '@jupyterlab/ui-components';
import * as React from 'react';

import { trans } from '../../translation';
import { Fretboard } from './fretboard';
import type { Hands, PlayingClock } from './hands';
import { Piano } from './piano';
import type { Mode } from './preferences';
import { selectedKeys, soundingKeys } from './shown';

/** The instruments on the screen. */
export type Instrument = 'piano' | 'fretboard';

export interface DockProps {
  hands: Hands;
  clock: PlayingClock;
  shown: Instrument;
  onShow: (instrument: Instrument | null) => void;
  /** Go back to the score. */
  onLeave: () => void;
  onPlay: () => void;
}

/** Ms between two looks at what sounds. */
const LOOK = 60;
const NOBODY: ReadonlySet<number> = new Set();

/** An instrument below the score, and what is done with what is played on it or on a MIDI keyboard. */
export function Dock(props: DockProps): React.JSX.Element {
  const { hands } = props;
  return (
    <UseSignal signal={hands.changed}>
      {() => (
        <UseSignal signal={hands.editor.changed}>
          {() => (
            <section className="antiphon-Dock" aria-label={trans.__('Instrument')}>
              <Controls {...props} />
              <Surface {...props} />
            </section>
          )}
        </UseSignal>
      )}
    </UseSignal>
  );
}

function Surface({ hands, clock, shown, onLeave, onPlay }: DockProps): React.JSX.Element {
  const sounding = useSounding(hands, clock);
  const lights = { down: hands.down, selected: selectedKeys(hands.editor), sounding };
  const props = { hands, lights, onLeave, onPlay };
  return shown === 'piano' ? <Piano {...props} /> : <Fretboard {...props} />;
}

/** The keys that sound of the part that is played, while the music plays. */
function useSounding(hands: Hands, clock: PlayingClock): ReadonlySet<number> {
  const [keys, setKeys] = React.useState<ReadonlySet<number>>(NOBODY);
  React.useEffect(() => {
    let timer: ReturnType<typeof setInterval> | undefined;
    const look = (): void => {
      const { index } = hands.editor;
      const now = soundingKeys(index, hands.part, clock.positionNow());
      setKeys((before) => ([...before].join() === [...now].join() ? before : now));
    };
    const follow = (): void => {
      clearInterval(timer);
      if (clock.transport?.playing) {
        timer = setInterval(look, LOOK);
      } else {
        setKeys(NOBODY);
      }
    };
    clock.transportChanged.connect(follow);
    follow();
    return () => {
      clearInterval(timer);
      clock.transportChanged.disconnect(follow);
    };
  }, [hands, clock]);
  return keys;
}

function Controls({ hands, shown, onShow, onLeave }: DockProps): React.JSX.Element {
  const { preferences } = hands;
  const { mode, step, triplets, swing, audible } = preferences.value;
  const modes: readonly [Mode, string, string][] = [
    ['listen', trans.__('Listen'), trans.__('Keys are heard and nothing is written')],
    ['step', trans.__('Step by step'), trans.__('Keys are written with the chosen note value')],
    [
      'record',
      trans.__('Record'),
      trans.__('Keys are written as they are played while the music plays'),
    ],
  ];
  const surfaces: readonly [Instrument, string][] = [
    ['piano', trans.__('Piano')],
    ['fretboard', trans.__('Fretboard')],
  ];
  const grids: readonly [number, string][] = [
    [1, trans.__('Quarter')],
    [1 / 2, trans.__('Eighth')],
    [1 / 4, trans.__('16th')],
    [1 / 8, trans.__('32nd')],
  ];
  const id = React.useId();
  return (
    <div className="antiphon-Dock-controls">
      <span className="antiphon-Dock-group" role="group" aria-label={trans.__('Shown instrument')}>
        {surfaces.map(([name, label]) => (
          <Toggle key={name} on={shown === name} label={label} onClick={() => onShow(name)} />
        ))}
      </span>
      <span className="antiphon-Dock-group" role="group" aria-label={trans.__('What keys do')}>
        {modes.map(([name, label, title]) => (
          <Toggle
            key={name}
            on={mode === name}
            {...{ label, title }}
            onClick={() => preferences.set({ mode: name })}
          />
        ))}
      </span>
      {mode === 'step' && (
        <button type="button" className="antiphon-button" onClick={() => hands.rest()}>
          {trans.__('Rest')}
        </button>
      )}
      {mode === 'record' && (
        <span className="antiphon-Dock-group" role="group" aria-label={trans.__('Quantisation')}>
          <label htmlFor={id}>{trans.__('Shortest')}</label>
          <select
            id={id}
            className="antiphon-field"
            value={step}
            onChange={(event) => preferences.set({ step: Number(event.target.value) })}
          >
            {grids.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
          <Check
            label={trans.__('Triplets')}
            on={triplets}
            onChange={(on) => preferences.set({ triplets: on })}
          />
          <Check
            label={trans.__('Even out swing')}
            on={swing}
            onChange={(on) => preferences.set({ swing: on })}
          />
        </span>
      )}
      <Check
        label={trans.__('Hear what is entered')}
        on={audible}
        onChange={(on) => preferences.set({ audible: on })}
      />
      <Midi hands={hands} />
      <span className="antiphon-Dock-word" role="status">
        {hands.reason || (hands.recording ? trans.__('Recording…') : recordHint(mode))}
      </span>
      <button
        type="button"
        className="antiphon-button antiphon-Dock-close"
        aria-label={trans.__('Close the instrument')}
        title={trans.__('Close the instrument')}
        onClick={() => {
          onShow(null);
          onLeave();
        }}
      >
        ×
      </button>
    </div>
  );
}

function recordHint(mode: Mode): string {
  return mode === 'record' ? trans.__('Play the music, and play along.') : '';
}

function Midi({ hands }: Pick<DockProps, 'hands'>): React.JSX.Element {
  const { midi } = hands;
  return (
    <UseSignal signal={midi.changed}>
      {() => {
        const on = midi.status === 'on' || midi.status === 'asking';
        return (
          <span className="antiphon-Dock-group" role="group" aria-label={trans.__('MIDI keyboard')}>
            <Toggle
              on={on}
              label={trans.__('MIDI keyboard')}
              title={trans.__('Play on a MIDI keyboard that is plugged into this computer')}
              onClick={() => void midi.turn(!on)}
            />
            {midi.status === 'on' && midi.devices.length > 0 && (
              <select
                className="antiphon-field"
                aria-label={trans.__('Which MIDI keyboard')}
                value={midi.chosen}
                onChange={(event) => (midi.chosen = event.target.value)}
              >
                <option value="">{trans.__('All keyboards')}</option>
                {midi.devices.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            )}
            <span role="status">{midi.sentence}</span>
          </span>
        );
      }}
    </UseSignal>
  );
}

interface ToggleProps {
  on: boolean;
  label: string;
  title?: string;
  onClick: () => void;
}

function Toggle({ on, label, title, onClick }: ToggleProps): React.JSX.Element {
  return (
    <button
      type="button"
      className="antiphon-button antiphon-toggle"
      aria-pressed={on}
      title={title}
      onClick={onClick}
    >
      {label}
    </button>
  );
}

interface CheckProps {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

function Check({ label, on, onChange }: CheckProps): React.JSX.Element {
  return (
    <label>
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />{' '}
      {label}
    </label>
  );
}
