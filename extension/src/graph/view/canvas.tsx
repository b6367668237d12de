import '@xyflow/react/dist/base.css';

import { Background, ReactFlow } from '@xyflow/react';
import * as React from 'react';

import { KINDS, ofSound } from '../../panels/catalogue';
import { useDocument } from '../../panels/subscribe';
import type { AntiphonDoc } from '../../document';
import type { GraphProps } from './pane';

const look = (doc: AntiphonDoc) => [doc.document().nodes, doc.document().edges];

/** The graph, drawn. */
export function Canvas({ doc }: GraphProps): React.JSX.Element {
  useDocument(doc, look);
  const { nodes, edges } = doc.document();
  return (
    <div className="antiphon-Canvas" tabIndex={0}>
      <ReactFlow
        nodes={Object.entries(nodes).map(([id, node], place) => ({
          id,
          position: { x: node.x ?? place * 40, y: node.y ?? place * 40 },
          data: { label: ofSound(KINDS[node.kind]?.title ?? node.kind) },
        }))}
        edges={Object.entries(edges).map(([id, { source, target }]) => ({ id, source, target }))}
        nodesDraggable={false}
        fitView
      >
        <Background />
      </ReactFlow>
    </div>
  );
}
