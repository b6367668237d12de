import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import * as React from 'react';

import { trans } from '../../translation';
import { problemInWords } from '../problems';
import type { FlowCable } from './flow';
import { lookOf } from './plain';
import { curvesOf, middleOf, pathOf } from './path';

/** A cable, drawn by what it carries: sound is a thick line, control a dashed one, notes are dots. */
export const Cable = React.memo(function Cable(props: EdgeProps<FlowCable>): React.JSX.Element {
  const { id, data, interactionWidth } = props;
  const curves = curvesOf(props);
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
        path={pathOf(curves)}
        className={lookOf(props)}
        data-signal={cable.signal ?? 'none'}
        interactionWidth={interactionWidth ?? 24}
      />
      {words && <CableWords {...middleOf(curves)} words={words} sign={problem ? '!' : '↺'} />}
    </>
  );
});

function CableWords(props: {
  x: number;
  y: number;
  words: string;
  sign: string;
}): React.JSX.Element {
  const { x, y, words, sign } = props;
  return (
    <EdgeLabelRenderer>
      <span
        className={`antiphon-Cable-words${sign === '!' ? ' antiphon-mod-problem' : ''}`}
        style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
        title={words}
      >
        {sign}
      </span>
    </EdgeLabelRenderer>
  );
}
