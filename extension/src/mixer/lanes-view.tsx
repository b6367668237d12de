import * as React from 'react';

import type { AntiphonDoc } from '../document';
import { Doing } from '../panels/doing';
import { lengthOf } from '../panels/position';
import { useDocument, useSignal } from '../panels/subscribe';
import { trans } from '../translation';
import { addPoint, laneOf } from './automation';
import { useDesk } from './desk';
import { targetFieldName } from './fields';
import { LaneRow, type Scale } from './lane-row';
import { type MixerStrip, nodeName } from './strips';
import { automatable, ownValue } from './values';

/** What is shown of a document here. */
function lanesOf(doc: AntiphonDoc): readonly unknown[] {
  const { lanes, points, nodes, mix, parts } = doc.document();
  return [lanes, points, nodes, mix, parts, doc.piece.measures];
}

/** Pixels of a quarter: least, most, and at first. */
const [LEAST, MOST, USUAL] = [6, 96, 24];

/** The automation of a piece: a lane for each field, under a ruler of measures. */
export function Lanes({ strips }: { strips: readonly MixerStrip[] }): React.JSX.Element {
  const desk = useDesk();
  const { doc, permissions } = desk.props;
  useDocument(doc, lanesOf);
  useSignal(permissions.changed);
  const [pixels, setPixels] = React.useState(USUAL);
  const { measures } = doc.piece;
  const length = lengthOf(doc.piece);
  const scale: Scale = { pixels, length, measures };
  const document = doc.document();
  return (
    <div className="antiphon-Lanes">
      <div className="antiphon-row antiphon-wrap antiphon-Lanes-bar">
        <AddLane strips={strips} />
        <button
          type="button"
          className="antiphon-button"
          aria-label={trans.__('Narrower measures')}
          disabled={pixels <= LEAST}
          onClick={() => setPixels(Math.max(LEAST, pixels / 2))}
        >
          −
        </button>
        <button
          type="button"
          className="antiphon-button"
          aria-label={trans.__('Wider measures')}
          disabled={pixels >= MOST}
          onClick={() => setPixels(Math.min(MOST, pixels * 2))}
        >
          +
        </button>
      </div>
      {desk.tracks.length === 0 ? (
        <p className="antiphon-empty">
          {trans.__(
            'Nothing is automated yet. Add a lane here; or press W on a strip, play, and move what shall move with the score.',
          )}
        </p>
      ) : (
        <div
          className="antiphon-Lanes-scroll"
          tabIndex={0}
          role="group"
          aria-label={trans.__('Lanes')}
        >
          <div className="antiphon-Lanes-sheet">
            <Ruler {...scale} />
            {desk.tracks.map((track) => (
              <LaneRow
                key={track.id}
                track={track}
                scale={scale}
                name={trans.__(
                  '%1: %2',
                  strips.find(({ id }) => id === track.target)?.name ??
                    nodeName(document, track.target),
                  targetFieldName(document, track.target, track.field),
                )}
              />
            ))}
            <Playhead pixels={pixels} />
          </div>
        </div>
      )}
    </div>
  );
}

/** The numbers of the measures. */
const Ruler = React.memo(function Ruler({ pixels, length, measures }: Scale): React.JSX.Element {
  // No number stands in another.
  const every = Math.max(1, Math.ceil(32 / (pixels * (Number(measures[0]?.duration ?? 4) || 4))));
  return (
    <div className="antiphon-Ruler" aria-hidden="true" style={{ width: pixels * length }}>
      {measures
        .filter((_, at) => at % every === 0)
        .map(({ id, number, start }) => (
          <span key={id} style={{ left: pixels * Number(start) }}>
            {number}
          </span>
        ))}
    </div>
  );
});

/** Where the music is: moved past React. */
function Playhead({ pixels }: { pixels: number }): React.JSX.Element {
  const desk = useDesk();
  const line = React.useRef<HTMLDivElement>(null);
  React.useEffect(() => {
    const move = (): void => {
      if (line.current) {
        line.current.style.transform = `translateX(${(pixels * desk.course.position()).toFixed(1)}px)`;
      }
    };
    move();
    const timer = setInterval(move, 66);
    return () => clearInterval(timer);
  }, [desk, pixels]);
  return <div ref={line} className="antiphon-Lanes-playhead" aria-hidden="true" />;
}

/** Choose a strip or node, and one of its fields, to be automated. */
function AddLane({ strips }: { strips: readonly MixerStrip[] }): React.JSX.Element {
  const desk = useDesk();
  const { doc, permissions } = desk.props;
  const [target, setTarget] = React.useState('');
  const document = doc.document();
  const nodes = Object.keys(document.nodes).sort();
  const isNode = Object.hasOwn(document.nodes, target);
  const why = target && (isNode ? permissions.entry('nodes', target) : permissions.strip(target));
  const add = (field: string): void => {
    const value = ownValue(doc.document(), target, field);
    if (value !== null) {
      const sample = { position: desk.course.position(), value };
      desk.perform(addPoint(doc.document(), doc.piece.measures, target, field, sample));
    }
  };
  return (
    <>
      <select
        className="antiphon-field"
        aria-label={trans.__('Automate a strip or node')}
        value={target}
        onChange={(event) => setTarget(event.target.value)}
      >
        <option value="">{trans.__('Automate…')}</option>
        <optgroup label={trans.__('Strips')}>
          {strips.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </optgroup>
        {nodes.length > 0 && (
          <optgroup label={trans.__('Nodes')}>
            {nodes.map((id) => (
              <option key={id} value={id}>
                {nodeName(document, id)}
              </option>
            ))}
          </optgroup>
        )}
      </select>
      {target && (
        <Doing
          aria-label={trans.__('Field to automate')}
          prompt={trans.__('Choose a field…')}
          disabled={why !== ''}
          title={why || undefined}
          onChoose={add}
        >
          {automatable(document, target)
            .filter((field) => laneOf(document, target, field) === null)
            .map((field) => (
              <option key={field} value={field}>
                {targetFieldName(document, target, field)}
              </option>
            ))}
        </Doing>
      )}
      {why && <span className="antiphon-note">{why}</span>}
    </>
  );
}
