import * as React from 'react';

import { ofSound, type Parameter } from '../panels/catalogue';
import { useSignal } from '../panels/subscribe';
import { trans } from '../translation';
import { useHolder } from './holds';
import { Knob } from './knob';
import { openMenu } from './menu';
import type { MidiLearning } from './midi';
import { changeNode, useEntry } from './node';
import { useTools } from './tools';

export interface NodeParameterProps {
  /** Of the node. */
  id: string;
  /** Of the parameter. */
  name: string;
  parameter: Parameter;
  /** As it is heard. */
  value: number;
  /** Why it cannot be changed; empty where it can. */
  closed: string;
}

/** A knob for a parameter of a node, or a choice where its values have names. */
export const NodeParameter = React.memo(function NodeParameter(
  props: NodeParameterProps,
): React.JSX.Element {
  return props.parameter.choices ? <NodeChoice {...props} /> : <NodeKnob {...props} />;
});

function NodeKnob({ id, name, parameter, value, closed }: NodeParameterProps): React.JSX.Element {
  const { doc, holds, midi } = useTools();
  const knob = `${id}/p_${name}`;
  const holder = useHolder(holds, knob);
  const driver = useDriver(midi, knob);
  const onChange = React.useCallback(
    (next: number, step: string) => void changeNode(doc, id, { [`p_${name}`]: next }, step),
    [doc, id, name],
  );
  const onHold = React.useCallback(
    (isHeld: boolean) => holds.tell({ holding: isHeld ? knob : null }),
    [holds, knob],
  );
  const onMenu = React.useCallback(
    (place: { x: number; y: number }) =>
      void openMenu(
        [
          {
            label: trans.__('Back to the default'),
            isEnabled: !closed,
            run: () => changeNode(doc, id, { [`p_${name}`]: parameter.default }),
          },
          ...(midi ? midiChoices(midi, knob) : []),
        ],
        place,
      ),
    [doc, midi, id, name, parameter, knob, closed],
  );
  return (
    <Knob
      {...parameter}
      label={ofSound(parameter.title)}
      help={ofSound(parameter.help)}
      undo={doc.history}
      {...{ value, closed, holder, driver, onChange, onHold, onMenu }}
    />
  );
}

function midiChoices(midi: MidiLearning, knob: string) {
  const isLearning = midi.learning === knob;
  return [
    {
      label: isLearning
        ? trans.__('Learn no MIDI controller')
        : trans.__('Learn a MIDI controller'),
      run: () => (isLearning ? midi.cancel() : midi.learn(knob)),
    },
    {
      label: trans.__('Forget the MIDI controller'),
      isEnabled: Object.hasOwn(midi.bindings, knob),
      run: () => midi.forget(knob),
    },
  ];
}

/** What turns a knob besides hands; drawn again only when that is something else. */
function useDriver(midi: MidiLearning | null, knob: string): string {
  const subscribe = React.useCallback(
    (draw: () => void) => {
      midi?.changed.connect(draw);
      return () => {
        midi?.changed.disconnect(draw);
      };
    },
    [midi],
  );
  return React.useSyncExternalStore(subscribe, () => midi?.driver(knob) ?? '');
}

function NodeChoice({ id, name, parameter, value, closed }: NodeParameterProps): React.JSX.Element {
  const { doc } = useTools();
  const own = React.useId();
  const help = ofSound(parameter.help);
  return (
    <div className="antiphon-NodeChoice nodrag nopan" title={closed || help}>
      <label htmlFor={own}>{ofSound(parameter.title)}</label>
      <select
        id={own}
        className="antiphon-field"
        value={Math.round(value)}
        disabled={closed !== ''}
        aria-describedby={`${own}-help`}
        onChange={(event) => changeNode(doc, id, { [`p_${name}`]: Number(event.target.value) })}
      >
        {parameter.choices!.map((choice, order) => (
          <option key={choice} value={parameter.minimum + order}>
            {ofSound(choice)}
          </option>
        ))}
      </select>
      <span id={`${own}-help`} className="antiphon-hidden">
        {[help, closed].filter((words) => words).join(' ')}
      </span>
    </div>
  );
}

/** Why a node cannot be changed, in a sentence; drawn again when that is something else. */
export function useClosed(id: string): string {
  const { doc, permissions } = useTools();
  useSignal(permissions.changed);
  return useEntry(doc, 'nodes', id, () => permissions.entry('nodes', id));
}
