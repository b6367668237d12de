import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import * as React from 'react';

import { trans } from '../../translation';
import { problemInWords } from '../problems';
import type { FlowCable } from './flow';

/** A cable, drawn by what it carries: sound is a thick line, control a dashed one, notes are dots. */
export const Cable = React.memo(function Cable(props: EdgeProps<FlowCable>): React.JSX.Element {
  const { id, data, selected, interactionWidth } = props;
  const [path, x, y] = pathOf(props);
  const { cable, problem } = data!;
  const words = problem
    ? problemInWords(problem)
    : cable.feedback
      ? trans.__('comes back a moment later')
      : '';
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        className={`antiphon-Cable${selected ? ' antiphon-mod-selected' : ''}${problem ? ' antiphon-mod-problem' : ''}`}
        data-signal={cable.signal ?? 'none'}
        interactionWidth={interactionWidth ?? 24}
      />
      {words && (
        <EdgeLabelRenderer>
          <span
            className={`antiphon-Cable-words${problem ? ' antiphon-mod-problem' : ''}`}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
            title={words}
          >
            {problem ? '!' : '↺'}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
});

/** How far a cable that goes back runs out and down. */
const BACK = { out: 90, down: 130 };

/** The path of a cable, and where words on it stand: one that goes back runs below what it goes around. */
function pathOf(props: EdgeProps<FlowCable>): readonly [path: string, x: number, y: number] {
  const { sourceX, sourceY, targetX, targetY } = props;
  if (targetX >= sourceX - 20) {
    const [path, x, y] = getBezierPath(props);
    return [path, x, y];
  }
  const [x, low] = [(sourceX + targetX) / 2, Math.max(sourceY, targetY) + BACK.down];
  const [right, left] = [sourceX + BACK.out, targetX - BACK.out];
  return [
    `M${sourceX} ${sourceY}C${right} ${sourceY} ${right} ${low} ${sourceX} ${low}` +
      `L${targetX} ${low}C${left} ${low} ${left} ${targetY} ${targetX} ${targetY}`,
    x,
    low,
  ];
}
