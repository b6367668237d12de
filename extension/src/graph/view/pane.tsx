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
import {
  type GraphTools,
  GraphToolsContext,
  type ShownComments,
  type ShownProposals,
} from '../tools';
import { GraphDesk } from './desk';

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
  proposals: ShownProposals | null;
  comments?: ShownComments;
}

/** React Flow comes when the graph is first shown. */
const Canvas = React.lazy(() => import('./canvas').then(({ Canvas: of }) => ({ default: of })));

/** The graph of a piece, as a pane of the workbench. */
export class GraphPane extends ReactWidget {
  constructor(props: GraphProps) {
    super();
    this._tools = { ...props, kinds: KINDS, holds: props.company, own: ownPresets(KINDS) };
    this.desk = new GraphDesk(props);
    this.addClass('antiphon-Graph');
    this.node.tabIndex = -1;
  }

  /** What is selected here, and every change. */
  readonly desk: GraphDesk;

  /** Select things and bring them into sight. */
  select(ids: readonly string[]): void {
    this.desk.reveal(ids);
  }

  override dispose(): void {
    if (!this.isDisposed) {
      this.desk.dispose();
      super.dispose();
    }
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
          <Canvas desk={this.desk} />
        </GraphToolsContext.Provider>
      </React.Suspense>
    );
  }

  /** What knobs and panels work with; the same at each drawing. */
  private readonly _tools: GraphTools;
}
