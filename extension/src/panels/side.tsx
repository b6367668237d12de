import * as React from 'react';

import type { SessionConnection } from '../session';
import type { Awareness } from './awareness';
import type { PanelDocument } from './document';

export interface SidePanelProps {
  doc: PanelDocument;
  session: SessionConnection;
  awareness: Awareness;
}

/** Sounds, people and audience of a piece, in tabs. */
export function SidePanel(_: SidePanelProps): React.JSX.Element {
  return <div className="antiphon-SidePanel" />;
}
