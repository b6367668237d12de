import * as React from 'react';

import { KINDS, ofSound } from '../panels/catalogue';
import { choices } from '../panels/channel';
import { Doing } from '../panels/doing';
import { levelWords } from '../panels/level';
import { trans } from '../translation';
import { Control } from './control';
import { useDesk } from './desk';
import { addSend, moveInsert, putInsert, removeInsert, whyNotTo } from './editing';
import type { SectionProps } from './equaliser';
import { FIELDS } from './fields';
import { freeEffects, type MixerStrip, nodeName } from './strips';

/** The effects that a strip's sound goes through, in order: to put in, leave out, move and take out. */
export function Inserts({ strip, disabled }: SectionProps): React.JSX.Element {
  const desk = useDesk();
  const { doc } = desk.props;
  const document = doc.document();
  const last = strip.inserts.length - 1;
  const put = (choice: string): void => {
    const [type, value] = [choice.slice(0, 5), choice.slice(5)];
    const effect = type === 'kind:' ? { kind: value } : { node: value };
    desk.perform(putInsert(doc.document(), strip.id, effect).edits);
  };
  return (
    <section
      data-section="inserts"
      tabIndex={-1}
      className="antiphon-Section"
      aria-label={trans.__('Inserts of %1', strip.name)}
    >
      <h4>{trans.__('Inserts')}</h4>
      <ol className="antiphon-Chain">
        {strip.inserts.map(({ id, name, bypass }, at) => (
          <li key={id}>
            <span className={bypass ? 'antiphon-mod-off' : undefined}>{name}</span>
            <button
              type="button"
              className="antiphon-button antiphon-toggle"
              aria-pressed={bypass}
              aria-label={trans.__('Leave out %1', name)}
              disabled={disabled}
              onClick={() =>
                desk.perform([{ root: 'inserts', id, fields: { bypass: !bypass || undefined } }])
              }
            >
              {trans.__('Bypass')}
            </button>
            <button
              type="button"
              className="antiphon-button"
              aria-label={trans.__('Move %1 up', name)}
              disabled={disabled || at === 0}
              onClick={() => desk.perform(moveInsert(doc.document(), id, at - 1))}
            >
              ↑
            </button>
            <button
              type="button"
              className="antiphon-button"
              aria-label={trans.__('Move %1 down', name)}
              disabled={disabled || at === last}
              onClick={() => desk.perform(moveInsert(doc.document(), id, at + 1))}
            >
              ↓
            </button>
            <button
              type="button"
              className="antiphon-button"
              aria-label={trans.__('Take %1 out', name)}
              disabled={disabled}
              onClick={() => desk.perform(removeInsert(doc.document(), id))}
            >
              ✕
            </button>
          </li>
        ))}
      </ol>
      {strip.inserts.length === 0 && <p className="antiphon-note">{trans.__('No insert.')}</p>}
      <Doing
        aria-label={trans.__('Put an effect into %1', strip.name)}
        prompt={trans.__('Put an effect in…')}
        disabled={disabled}
        onChoose={put}
      >
        {freeEffects(document).length > 0 && (
          <optgroup label={trans.__('Of the graph')}>
            {freeEffects(document).map((id) => (
              <option key={id} value={`node:${id}`}>
                {nodeName(document, id)}
              </option>
            ))}
          </optgroup>
        )}
        <optgroup label={trans.__('New')}>
          {choices(KINDS).effects.map((kind) => (
            <option key={kind} value={`kind:${kind}`}>
              {ofSound(KINDS[kind].title)}
            </option>
          ))}
        </optgroup>
      </Doing>
    </section>
  );
}

interface SendsProps extends SectionProps {
  buses: readonly MixerStrip[];
}

/** Copies of a strip's sound that go to buses. */
export function Sends({ strip, buses, disabled }: SendsProps): React.JSX.Element {
  const desk = useDesk();
  const { doc } = desk.props;
  const taken = new Set(strip.sends.map(({ target }) => target));
  const open = buses.filter(({ id }) => id !== strip.id && !taken.has(id));
  const send = (target: string): void => {
    const why = whyNotTo(doc.document(), doc.piece.parts, strip.id, target);
    if (why) {
      desk.say(why);
    } else {
      desk.perform(addSend(doc.document(), strip.id, target));
    }
  };
  return (
    <section
      data-section="sends"
      tabIndex={-1}
      className="antiphon-Section"
      aria-label={trans.__('Sends of %1', strip.name)}
    >
      <h4>{trans.__('Sends')}</h4>
      {strip.sends.map(({ id, name, gain, before_fader }) => (
        <div key={id} className="antiphon-Send">
          <Control
            place={{ root: 'sends', id, field: 'gain' }}
            label={name}
            name={trans.__('Send to %1', name)}
            field={FIELDS.gain}
            value={gain}
            words={levelWords}
            disabled={disabled}
          />
          <button
            type="button"
            className="antiphon-button antiphon-toggle"
            aria-pressed={before_fader}
            aria-label={trans.__('Send to %1 before the fader', name)}
            disabled={disabled}
            onClick={() =>
              desk.perform([
                { root: 'sends', id, fields: { before_fader: !before_fader || undefined } },
              ])
            }
          >
            {trans.__('Before the fader')}
          </button>
          <button
            type="button"
            className="antiphon-button"
            aria-label={trans.__('Take away the send to %1', name)}
            disabled={disabled}
            onClick={() => desk.perform([{ root: 'sends', id, fields: null }])}
          >
            ✕
          </button>
        </div>
      ))}
      {open.length > 0 ? (
        <Doing
          aria-label={trans.__('Send %1 to a bus', strip.name)}
          prompt={trans.__('Send to…')}
          disabled={disabled}
          onChoose={send}
        >
          {open.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Doing>
      ) : (
        strip.sends.length === 0 && (
          <p className="antiphon-note">{trans.__('Add a bus to send to.')}</p>
        )
      )}
    </section>
  );
}
