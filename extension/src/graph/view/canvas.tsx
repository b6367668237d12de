import '@xyflow/react/dist/base.css';

import { ReactFlowProvider } from '@xyflow/react';
import * as React from 'react';

import { useSignal } from '../../panels/subscribe';
import { trans } from '../../translation';
import { DRAGGED } from '../browser/items';
import { Palette } from '../browser/palette';
import { Inspector } from '../inspector';
import { Looks } from '../inside/look';
import { ACTIONS } from './actions';
import { elementId } from './box';
import { Chooser } from './chooser';
import { graphClipboard } from './clipboard';
import { DeskContext } from './context';
import type { GraphDesk } from './desk';
import { takeClip, takeIn } from './intake';
import { keyOf } from './keystroke';
import { Status } from './status';
import { Surface } from './surface';
import { GraphToolbar, openGraphMenu } from './toolbar';

/** The graph of a piece, to be edited. */
export function Canvas({ desk }: { desk: GraphDesk }): React.JSX.Element {
  useSignal(desk.changed);
  const canvas = React.useRef<HTMLDivElement>(null);
  const [from, setFrom] = React.useState('');
  const focus = React.useCallback(() => canvas.current?.focus({ preventScroll: true }), []);
  React.useEffect(() => {
    const clipboard = graphClipboard(desk, canvas.current!);
    desk.clipboard = clipboard;
    // The pane was given the keyboard while this was on its way.
    if (document.activeElement === canvas.current!.closest('.antiphon-Graph')) {
      focus();
    }
    return () => {
      clipboard.dispose();
      desk.clipboard = null;
      desk.flow = null;
    };
  }, [desk, focus]);

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.target !== canvas.current) {
      if (event.key === 'Escape' && !event.defaultPrevented) {
        focus();
      }
      return;
    }
    if (event.key === 'ContextMenu' || event.key === 'Enter' || keyOf(event) === 'Shift+F10') {
      const at = document.getElementById(elementId(desk.current)) ?? canvas.current;
      const { left, bottom } = at.getBoundingClientRect();
      openGraphMenu(desk, { x: left, y: bottom });
    } else {
      const key = keyOf(event);
      const action = ACTIONS.find(({ keys }) => keys?.includes(key));
      if (!action) {
        return;
      }
      if (action.can?.(desk) ?? true) {
        action.run(desk);
      } else {
        desk.say(trans.__('Select something first: N selects the next node.'));
      }
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const onPoint = (event: React.PointerEvent): void => {
    const at = desk.flow?.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    if (at) {
      desk.parts.company.tell({ pointer: { x: Math.round(at.x), y: Math.round(at.y) } });
    }
  };

  const onDrop = (event: React.DragEvent): void => {
    const text = event.dataTransfer.getData(DRAGGED);
    const at = desk.flow?.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    if (text && at) {
      event.preventDefault();
      takeIn(desk, text, at);
      focus();
    }
  };

  const { graph, current } = desk;
  const isEmpty = graph.nodes.size + graph.groups.size + graph.labels.size === 0;
  return (
    <DeskContext.Provider value={desk}>
      <GraphToolbar onDone={focus} />
      <div className="antiphon-Graph-desk">
        {desk.isAdding && (
          <GraphPalette
            desk={desk}
            onDone={() => {
              desk.stopAdding();
              focus();
            }}
          />
        )}
        <div
          ref={canvas}
          className="antiphon-Canvas"
          role="application"
          tabIndex={0}
          aria-label={trans.__('Graph')}
          aria-roledescription={trans.__('graph of sound')}
          aria-activedescendant={
            current && !graph.cables.has(current) ? elementId(current) : undefined
          }
          data-from={from}
          onKeyDown={onKeyDown}
          onPointerMove={onPoint}
          onPointerLeave={() => desk.parts.company.tell({ pointer: null })}
          onDrop={onDrop}
          onDragOver={(event) => {
            if (event.dataTransfer.types.includes(DRAGGED)) {
              event.preventDefault();
              event.dataTransfer.dropEffect = 'copy';
            }
          }}
        >
          <ReactFlowProvider>
            <Surface desk={desk} focus={focus} onFrom={setFrom} />
          </ReactFlowProvider>
          <Looks />
          {isEmpty && (
            <p className="antiphon-Canvas-empty">
              {trans.__('There is no sound here yet. Press A to add a node.')}
            </p>
          )}
          {desk.asking && (
            <Chooser
              key={desk.asking.title}
              {...desk.asking}
              onClose={() => {
                desk.offer(null);
                focus();
              }}
            />
          )}
        </div>
        {desk.showsInspector && (
          <div className="antiphon-Graph-side">
            <Inspector id={desk.graph.nodes.has(current) ? current : ''} />
          </div>
        )}
      </div>
      <Status />
    </DeskContext.Provider>
  );
}

/** All that can be added, beside the canvas. */
function GraphPalette({
  desk,
  onDone,
}: {
  desk: GraphDesk;
  onDone: () => void;
}): React.JSX.Element {
  const panel = React.useRef<HTMLDivElement>(null);
  React.useEffect(() => panel.current?.querySelector('input')?.focus(), []);
  return (
    <div className="antiphon-Graph-side" ref={panel}>
      <Palette
        closed={desk.parts.permissions.newNode()}
        onAdd={(what) => {
          if ('kind' in what) {
            desk.add(what);
          } else {
            takeClip(desk, what.clip, null);
          }
        }}
        onDone={onDone}
      />
    </div>
  );
}
