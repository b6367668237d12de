import * as React from 'react';

import type { AntiphonDoc } from '../document';
import { useBegun } from '../panels/begun';
import { useKeptFocus } from '../panels/keptfocus';
import { once } from '../panels/once';
import { useSignal } from '../panels/subscribe';
import * as panelWords from '../panels/words';
import {
  REACTIONS,
  VOICES,
  type Question,
  type Reactions,
  type SessionConnection,
  type SessionState,
} from '../session';
import { trans } from '../translation';
import type { Selected } from './canvas';
import * as words from './words';

export interface VoicesProps {
  doc: AntiphonDoc;
  /** What is selected in the score, for where melodies go. */
  selected?: Selected;
  session: SessionConnection;
  state: SessionState;
  /** Whether this person leads the audience. */
  may: boolean;
}

/** What the audience may do beside voting, how it takes the music, and what it asks. */
export function Voices(props: VoicesProps): React.JSX.Element {
  const { session, state, may } = props;
  return (
    <>
      {may && <Allowing {...props} />}
      <Meter reactions={state.reactions} />
      {may && <Questions session={session} questions={state.questions} state={state} />}
    </>
  );
}

/** What the audience may do, as switches. */
function Allowing(props: VoicesProps): React.JSX.Element {
  const { session, state } = props;
  const base = React.useId();
  const [aim, setAim] = useBegun('melodies', '');
  return (
    <section aria-labelledby="antiphon-audience-allowed">
      <h3 id="antiphon-audience-allowed">{trans.__('What the audience may do')}</h3>
      <ul className="antiphon-Allowing">
        {VOICES.map((voice) => {
          const { name, note } = words.voice(voice);
          const on = state.allowed[voice];
          return (
            <li key={voice}>
              <button
                type="button"
                role="switch"
                aria-checked={on}
                aria-describedby={`${base}-${voice}`}
                className="antiphon-button"
                disabled={!session.connected}
                onClick={() => {
                  session.audience.allow(voice, !on);
                  if (voice === 'suggestions') {
                    setAim('');
                  }
                }}
              >
                <span className="antiphon-Switch" aria-hidden="true" />
                {name}
              </button>
              <p id={`${base}-${voice}`} className="antiphon-note">
                {note}
              </p>
              {voice === 'suggestions' && on && <Aim {...props} told={aim} onTold={setAim} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface AimProps {
  /** The place that was said, in words; empty for none. */
  told: string;
  onTold: (place: string) => void;
}

/** Where melodies go: into the next empty measure, or where something is selected. */
function Aim(props: VoicesProps & AimProps): React.JSX.Element {
  const { doc, session, selected, told, onTold } = props;
  useSignal(selected?.changed ?? doc.changed);
  const { parts, measures } = doc.piece;
  const part = parts.find(({ id }) => id === selected?.part());
  const measure = measures.find(({ id }) => id === selected?.measures()?.from);
  const place =
    part && measure && trans.__('%1, measure %2', panelWords.partName(part), measure.number);
  return (
    <>
      <p role="status" className="antiphon-note">
        {told
          ? trans.__('They go here: %1.', told)
          : trans.__('They go into the next empty measure, unless you select another place.')}
      </p>
      {part && measure && place && place !== told && (
        <button
          type="button"
          className="antiphon-button"
          disabled={!session.connected}
          onClick={() => {
            if (session.audience.aimMelodies(part.id, measure.id)) {
              onTold(place);
            }
          }}
        >
          {trans.__('Let them go here: %1', place)}
        </button>
      )}
    </>
  );
}

/** Reactions a second that fill a bar. */
const FULL = 5;

/** How the audience takes the music: calm bars that grow and shrink. */
function Meter({ reactions }: { reactions: Reactions }): React.JSX.Element {
  const { rates, total, energy, shaking } = reactions;
  const bar = (share: number): React.JSX.Element => (
    <span
      className="antiphon-Reactions-bar"
      aria-hidden="true"
      style={{ transform: `scaleX(${Math.min(1, share)})` }}
    />
  );
  return (
    <section aria-labelledby="antiphon-audience-reactions">
      <h3 id="antiphon-audience-reactions">{trans.__('Reactions')}</h3>
      {total === 0 && shaking === 0 ? (
        <p className="antiphon-empty">
          {trans.__('None yet. What people send while the music plays shows here.')}
        </p>
      ) : (
        <>
          <ul className="antiphon-Reactions">
            {REACTIONS.map((kind) => {
              const { picture, name } = words.reaction(kind);
              // A root, so that a few are seen and many do not shout.
              const share = Math.sqrt(rates[kind] / FULL);
              return (
                <li key={kind}>
                  <span aria-hidden="true">{picture}</span>
                  <span>{name}</span>
                  <span className="antiphon-Reactions-track">{bar(share)}</span>
                </li>
              );
            })}
            {shaking > 0 && (
              <li>
                <span aria-hidden="true">📳</span>
                <span>{trans.__('Shaking')}</span>
                <span className="antiphon-Reactions-track">{bar(energy)}</span>
              </li>
            )}
          </ul>
          <p className="antiphon-note">
            {trans._n('%1 reaction so far.', '%1 reactions so far.', total)}
          </p>
        </>
      )}
    </section>
  );
}

interface QuestionsProps {
  session: SessionConnection;
  questions: readonly Question[];
  state: SessionState;
}

/** What the audience asks in words: what of it is on the stage, and what is done with. */
function Questions({ session, questions, state }: QuestionsProps): React.JSX.Element {
  const heading = React.useRef<HTMLHeadingElement>(null);
  const focus = useKeptFocus(heading);
  const { audience, connected } = session;
  const now = new Date();
  return (
    <section aria-labelledby="antiphon-audience-questions" {...focus}>
      <h3 id="antiphon-audience-questions" ref={heading} tabIndex={-1}>
        {trans.__('Questions')}
      </h3>
      <p role="status" className="antiphon-note">
        {questions.length > 0 && trans._n('%1 question', '%1 questions', questions.length)}
      </p>
      {questions.length === 0 && (
        <p className="antiphon-empty">
          {state.allowed.questions
            ? trans.__('Nobody has asked anything yet.')
            : trans.__('Switch “Questions” on above, and people can write to you.')}
        </p>
      )}
      <ul className="antiphon-Questions">
        {questions.map((question) => (
          <li key={question.id} className="antiphon-card" data-shown={question.shown || undefined}>
            <p>{question.text}</p>
            {question.at !== null && (
              <p className="antiphon-note">{panelWords.moment(new Date(question.at), now)}</p>
            )}
            <div className="antiphon-row antiphon-wrap">
              <button
                type="button"
                className="antiphon-button antiphon-toggle"
                aria-pressed={question.shown}
                aria-label={trans.__('On the stage: %1', question.text)}
                disabled={!connected}
                onClick={() => audience.showQuestion(question.shown ? null : question.id)}
              >
                {trans.__('On the stage')}
              </button>
              <button
                type="button"
                className="antiphon-button"
                aria-label={trans.__('Done: %1', question.text)}
                disabled={!connected}
                onClick={once(() => audience.answerQuestion(question.id))}
              >
                {trans.__('Done')}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
