import { ReactWidget } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { AntiphonDoc } from '../../document';
import type { Ask } from '../../panels';
import { KINDS } from '../../panels/catalogue';
import type { Permissions } from '../../rights';
import type { SessionConnection } from '../../session';
import { trans } from '../../translation';
import type { Auditions } from '../audition';
import type { MidiLearning } from '../midi';
import { ownPresets } from '../own';
import type { GraphCompany } from '../presence';
import { type GraphTools, GraphToolsContext } from '../tools';

export interface GraphProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  permissions: Permissions;
  /** What the others do here. */
  company: GraphCompany;
  ask: Ask;
  /** What MIDI controllers turn. */
  midi: MidiLearning | null;
  auditions: Auditions | null;
}

/** React Flow comes when the graph is first shown. */
const Canvas = React.lazy(() => import('./canvas').then(({ Canvas: of }) => ({ default: of })));

/** The graph of a piece, as a pane of the workbench. */
export class GraphPane extends ReactWidget {
  constructor(private readonly _props: GraphProps) {
    super();
    this._tools = { ..._props, kinds: KINDS, holds: _props.company, own: ownPresets(KINDS) };
    this.addClass('antiphon-Graph');
    this.node.tabIndex = -1;
  }

  protected override onActivateRequest(): void {
    const canvas = this.node.querySelector<HTMLElement>('.antiphon-Canvas');
    (canvas ?? this.node).focus();
  }

  protected override render(): React.JSX.Element {
    return (
      <React.Suspense
        fallback={<p className="antiphon-note">{trans.__('The graph is being opened…')}</p>}
      >
        <GraphToolsContext.Provider value={this._tools}>
          <Canvas {...this._props} />
        </GraphToolsContext.Provider>
      </React.Suspense>
    );
  }

  /** What knobs and panels work with; the same at each drawing. */
  private readonly _tools: GraphTools;
}
