import type { ISignal } from '@lumino/signaling';
import * as React from 'react';

import type { AntiphonDoc } from '../document';
import type { Ask } from '../panels/ask';
import { useKeptFocus } from '../panels/keptfocus';
import { once } from '../panels/once';
import * as panelWords from '../panels/words';
import type { CanvasState, SessionConnection } from '../session';
import { trans } from '../translation';
import { ActButton } from './act';
import { CanvasForm } from './canvasform';
import { knobName } from './knobs';
import * as words from './words';

/** What is selected in the score and the graph. */
export interface Selected {
  /** The part of what is selected last; null where nothing is. */
  part(): string | null;
  /** The first and the last measure of what is selected; null where nothing is. */
  measures(): { from: string; until: string } | null;
  /** Nodes of the graph. */
  nodes(): readonly string[];
  readonly changed: ISignal<unknown, unknown>;
}

export interface CanvasProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  ask: Ask;
  canvas: CanvasState | null;
  selected?: Selected;
  /** Whether this person leads the audience. */
  may: boolean;
}

/** What is open to the audience's fingers, how it goes, and how to open it. */
export function Canvas(props: CanvasProps): React.JSX.Element {
  const { canvas, may } = props;
  const heading = React.useRef<HTMLHeadingElement>(null);
  const focus = useKeptFocus(heading);
  return (
    <section aria-labelledby="antiphon-audience-canvas" {...focus}>
      <h3 id="antiphon-audience-canvas" ref={heading} tabIndex={-1}>
        {trans.__('Canvas')}
      </h3>
      {canvas ? (
        <OpenCanvas {...props} canvas={canvas} />
      ) : (
        <>
          <p className="antiphon-empty">
            {trans.__(
              'No canvas is open. On a canvas the audience writes notes or turns knobs, each on their own phone, and hears it at the next bar.',
            )}
          </p>
          {may && <CanvasForm {...props} />}
        </>
      )}
    </section>
  );
}

function OpenCanvas(props: CanvasProps & { canvas: CanvasState }): React.JSX.Element {
  const { doc, session, ask, canvas, may } = props;
  const { audience, connected } = session;

  async function wipe(): Promise<void> {
    const sure = await ask.confirm(
      trans.__('Wipe the canvas?'),
      trans.__(
        'All that the audience did on it goes, and the music is as it was when you opened the canvas.',
      ),
      trans.__('Wipe'),
    );
    if (sure) {
      audience.wipeCanvas();
    }
  }

  return (
    <div className="antiphon-card antiphon-OpenCanvas">
      <p>
        <b>{canvas.name || trans.__('The canvas is open')}</b>
      </p>
      <p>{place(doc, canvas)}</p>
      <p className="antiphon-note">
        {canvas.mode === 'direct'
          ? trans.__('What people do is in the piece at once.')
          : trans.__('What people do waits until you accept it.')}{' '}
        {canvas.quota > 0 &&
          trans._n('Each may hold %1 place.', 'Each may hold %1 places.', canvas.quota)}
      </p>
      <p aria-live="polite">{words.canvasFigures(canvas)}</p>
      {canvas.waiting > 0 && (
        <p>
          {trans._n(
            '%1 edit waits for your answer, under Proposals.',
            '%1 edits wait for your answer, under Proposals.',
            canvas.waiting,
          )}
        </p>
      )}
      {may && (
        <>
          <div className="antiphon-row antiphon-wrap">
            <button
              type="button"
              className="antiphon-button"
              disabled={!connected}
              onClick={once(() => audience.closeCanvas())}
            >
              {trans.__('Close the canvas')}
            </button>
            <ActButton idle={canvas.edits === 0} disabled={!connected} onAct={() => void wipe()}>
              {trans.__('Wipe the canvas …')}
            </ActButton>
          </div>
          {canvas.authors.length > 0 && (
            <>
              <h4>{trans.__('Who edited it')}</h4>
              <ul className="antiphon-OpenCanvas-authors">
                {canvas.authors.map(({ person, name, edits }) => {
                  const called = name || trans.__('Somebody of the audience');
                  return (
                    <li key={person} className="antiphon-row">
                      <span>
                        {called} <small>{trans._n('%1 edit', '%1 edits', edits)}</small>
                      </span>
                      <button
                        type="button"
                        className="antiphon-button"
                        disabled={!connected}
                        aria-label={trans.__('Undo all of %1', called)}
                        onClick={once(() => audience.undoAllOf(person))}
                      >
                        {trans.__('Undo all of theirs')}
                      </button>
                    </li>
                  );
                })}
              </ul>
            </>
          )}
        </>
      )}
    </div>
  );
}

/** What a canvas is of, in words. */
function place(doc: AntiphonDoc, { kind, part, from, until, knobs }: CanvasState): string {
  if (kind === 'knobs') {
    return panelWords.names(knobs.map((knob) => knobName(doc, knob)));
  }
  const { parts, measures } = doc.piece;
  const name = parts.find(({ id }) => id === part);
  const called = name ? panelWords.partName(name) : trans.__('A part that is gone');
  const [first, last] = [from, until].map((id) => measures.find((each) => each.id === id)?.number);
  return first === last
    ? trans.__('%1, measure %2', called, first ?? '?')
    : trans.__('%1, measures %2 to %3', called, first ?? '?', last ?? '?');
}
