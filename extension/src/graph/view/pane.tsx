import { ReactWidget } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { AntiphonDoc } from '../../document';
import type { Ask } from '../../panels';
import type { Permissions } from '../../rights';
import type { SessionConnection } from '../../session';
import { trans } from '../../translation';
import type { GraphCompany } from '../presence';

export interface GraphProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  permissions: Permissions;
  /** What the others do here. */
  company: GraphCompany;
  ask: Ask;
}

/** React Flow comes when the graph is first shown. */
const Canvas = React.lazy(() => import('./canvas').then(({ Canvas: of }) => ({ default: of })));

/** The graph of a piece, as a pane of the workbench. */
export class GraphPane extends ReactWidget {
  constructor(private readonly _props: GraphProps) {
    super();
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
        <Canvas {...this._props} />
      </React.Suspense>
    );
  }
}
