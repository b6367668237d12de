import * as React from 'react';

import type { AntiphonDoc, Part } from '../document';
import { ListenButton } from '../graph/browser/listen';
import { useLibrary } from '../graph/library';
import { isTurned, present } from '../graph/present';
import { sessionPresets, shippedPresets } from '../graph/presets';
import { type GraphTools, GraphToolsContext } from '../graph/tools';
import type { Permissions } from '../rights';
import { trans } from '../translation';
import { KINDS } from './catalogue';
import { useDocument, useSignal } from './subscribe';
import { partName } from './words';

export interface SoundChoiceProps {
  doc: AntiphonDoc;
  permissions: Permissions;
  part: Part;
  /** Asks for it to be opened: each time by another object. */
  asked?: object | null;
}

/** All sounds come when the first choice is opened. */
const SoundBrowser = React.lazy(() =>
  import('../graph/browser/sounds').then(({ SoundBrowser: of }) => ({ default: of })),
);

const look = (doc: AntiphonDoc): readonly unknown[] => {
  const { parts, nodes, edges, groups, ports, presets } = doc.document();
  return [parts, nodes, edges, groups, ports, presets];
};

/**
 * What a part sounds like: it is heard by one press, another is chosen by opening the browser of sounds below, and its inside
 * is edited in the graph. Nothing where no graph is around.
 */
export function SoundChoice(props: SoundChoiceProps): React.JSX.Element | null {
  const tools = React.useContext(GraphToolsContext);
  return tools && <Choice {...props} tools={tools} />;
}

function Choice(props: SoundChoiceProps & { tools: GraphTools }): React.JSX.Element {
  const { doc, permissions, part, asked = null, tools } = props;
  const { own } = tools;
  useDocument(doc, look);
  useSignal(own.changed);
  useSignal(permissions.changed);
  const [isOpen, setOpen] = React.useState(false);
  const opener = React.useRef<HTMLButtonElement>(null);
  // Only the name of a preset needs the library before it is opened.
  const { library } = useLibrary(isOpen || isTurned(doc, part, KINDS));
  const presets = React.useMemo(() => shippedPresets(library, KINDS), [library]);
  const all = [...sessionPresets(doc.document(), KINDS), ...own.presets, ...presets];
  const now = present(doc, part, KINDS, all);
  const closed =
    permissions.part(part.id) ||
    permissions.entry('nodes', now.node) ||
    permissions.entry('groups', now.id);
  React.useEffect(() => {
    if (asked) {
      setOpen(true);
      opener.current?.focus();
    }
  }, [asked]);
  const name = partName(part);
  return (
    <div className="antiphon-SoundChoice">
      <div className="antiphon-row antiphon-wrap">
        <span aria-hidden="true">{trans.__('Sound:')}</span>
        <button
          type="button"
          ref={opener}
          className="antiphon-button antiphon-SoundChoice-now"
          aria-expanded={isOpen}
          aria-label={trans.__('%1, the sound of %2: choose another', now.title, name)}
          title={closed || now.help}
          onClick={() => setOpen(!isOpen)}
        >
          {now.title}
        </button>
        <ListenButton what={now.heard} title={trans.__('the sound of %1', name)} />
        {tools.show && (
          <button
            type="button"
            className="antiphon-button"
            aria-label={trans.__('Edit in the graph what plays %1', name)}
            onClick={() => tools.show?.(now.id)}
          >
            {trans.__('Edit in the graph')}
          </button>
        )}
      </div>
      {!isOpen && <p className="antiphon-note">{now.help}</p>}
      {isOpen && (
        <React.Suspense
          fallback={<p className="antiphon-note">{trans.__('The sounds are being fetched…')}</p>}
        >
          <SoundBrowser
            part={part}
            now={now.key}
            closed={closed}
            onClose={() => {
              setOpen(false);
              opener.current?.focus();
            }}
          />
        </React.Suspense>
      )}
    </div>
  );
}
