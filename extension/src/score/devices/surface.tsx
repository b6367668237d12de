import * as React from 'react';

import type { Action } from '../editing/action';
import type { Played } from '../editing/command';
import type { Hands } from './hands';

/** What keys of the score do that also count on an instrument on the screen: note values, dots, rests, undo and redo. */
function alsoOf(event: React.KeyboardEvent): Action | null {
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    const isRedo = key === 'y' || (key === 'z' && event.shiftKey);
    return isRedo ? { kind: 'redo' } : key === 'z' ? { kind: 'undo' } : null;
  }
  if (event.altKey) {
    return null;
  }
  if (key >= '1' && key <= '8' && key.length === 1) {
    return { kind: 'value', value: Number(key) };
  }
  if (key === '.') {
    return { kind: 'dots', dots: 1 };
  }
  return key === 'r' || key === '0' ? { kind: 'rest' } : null;
}

/** What a surface shows of its keys. */
export interface Lights {
  readonly down: ReadonlySet<number>;
  readonly selected: ReadonlySet<number>;
  readonly sounding: ReadonlySet<number>;
}

export interface SurfaceProps {
  hands: Hands;
  lights: Lights;
  /** Go back to the score. */
  onLeave: () => void;
  onPlay: () => void;
}

/** What a cell of a surface is called by, in the document. */
export function cellOf({ key, string, fret }: Played): Record<string, number | undefined> {
  return { 'data-key': key, 'data-string': string, 'data-fret': fret };
}

/** The classes of a key by what is lit. */
export function lit(key: number, { down, selected, sounding }: Lights): string {
  return [
    down.has(key) ? ' antiphon-mod-down' : '',
    selected.has(key) ? ' antiphon-mod-chosen' : '',
    sounding.has(key) ? ' antiphon-mod-sounding' : '',
  ].join('');
}

function playedAt(target: EventTarget | null): Played | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-key]') : null;
  if (!cell) {
    return null;
  }
  const { key, string, fret } = cell.dataset;
  return {
    key: Number(key),
    ...(string === undefined ? {} : { string: Number(string), fret: Number(fret) }),
  };
}

/**
 * What makes cells sound: fingers and pointers, as many as there are, and the keyboard, which goes from cell to cell.
 *
 * @param step - The id of the cell that an arrow leads to from a cell; null where there is none.
 */
export function useSurface(
  { hands, onLeave, onPlay }: SurfaceProps,
  step: (from: HTMLElement, key: string) => string | null,
): React.HTMLAttributes<HTMLElement> {
  const fingers = React.useRef(new Map<number, number>());
  React.useEffect(() => {
    const held = fingers.current;
    return () => {
      held.forEach((key) => hands.release(key));
      held.clear();
    };
  }, [hands]);
  const lift = (event: React.PointerEvent): void => {
    const key = fingers.current.get(event.pointerId);
    if (key !== undefined) {
      fingers.current.delete(event.pointerId);
      hands.release(key, event.timeStamp);
    }
  };
  return {
    onPointerDown: (event) => {
      const played = event.button === 0 ? playedAt(event.target) : null;
      if (played) {
        // The focus stays in the score, whose keys go on counting.
        event.preventDefault();
        (event.target as Element).setPointerCapture(event.pointerId);
        fingers.current.set(event.pointerId, played.key);
        hands.press(played, event.pressure > 0 && event.pressure !== 0.5 ? event.pressure : 0.7);
      }
    },
    onPointerUp: lift,
    onPointerCancel: lift,
    // A finger that rests opens no menu.
    onContextMenu: (event) => event.preventDefault(),
    onKeyDown: (event) => {
      const cell = event.target as HTMLElement;
      const played = playedAt(cell);
      const action = alsoOf(event);
      const beside = event.ctrlKey || event.metaKey ? null : step(cell, event.key);
      if (played && (event.key === 'Enter' || event.key === ' ')) {
        hands.strike(played, event.shiftKey);
      } else if (beside) {
        document.getElementById(beside)?.focus();
      } else if (event.key === 'Escape') {
        onLeave();
      } else if (event.key === ' ') {
        onPlay();
      } else if (action) {
        hands.editor.act(action);
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    },
    onFocus: (event) => {
      const cell = event.target;
      cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    },
  };
}
