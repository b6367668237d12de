import * as React from 'react';

import { Tabs } from '../panels/tabs';
import { trans } from '../translation';
import type { Put } from './browser/items';
import { Palette } from './browser/palette';
import { Inspector } from './inspector';

export interface GraphSideProps {
  /** The id of the node that is looked at; empty for none. */
  selected: string;
  open: 'add' | 'node';
  onOpen: (tab: 'add' | 'node') => void;
  onAdd: (what: Put, title: string) => void;
  /** The keyboard goes back to the graph. */
  onDone: () => void;
  /** Why nothing can be added; empty where it can. */
  closed: string;
}

/** What stands beside the graph: what can be added to it, and all of the node that is selected. */
export function GraphSide(props: GraphSideProps): React.JSX.Element {
  const { selected, open, onOpen, onAdd, onDone, closed } = props;
  return (
    <div className="antiphon-GraphSide">
      <Tabs
        label={trans.__('Beside the graph')}
        open={open}
        onOpen={(tab) => onOpen(tab === 'node' ? 'node' : 'add')}
        tabs={[
          {
            id: 'add',
            title: trans.__('Add'),
            content: <Palette {...{ onAdd, onDone, closed }} />,
          },
          { id: 'node', title: trans.__('Node'), content: <Inspector id={selected} /> },
        ]}
      />
    </div>
  );
}
