import { UseSignal } from '@jupyterlab/ui-components';
import * as React from 'react';

import { trans } from '../../translation';
import type { ScoreEditor } from '../editing/editor';
import { isMarked } from '../editing/marked';
import { isMarking } from '../editing/markings';
import { groups } from './groups';
import { search, type PaletteItem } from './item';
import { MarkPicture } from './picture';

export interface MarksPaletteProps {
  editor: ScoreEditor;
  /** Give a mark to what is selected, or ask for its words in the score. */
  onChoose: (item: PaletteItem) => void;
  /** The keys of a mark, such as `Shift+S`; empty where it has none. */
  keysOf: (item: PaletteItem) => string;
  /** After a click, the keys go to the score again. */
  onDone: () => void;
}

/**
 * Every mark as a button with its picture, found by words. One stop in the tab order: arrows, Home and End move between
 * the buttons, Escape goes back to the score.
 */
export function MarksPalette(props: MarksPaletteProps): React.JSX.Element {
  const { editor, onDone } = props;
  const [words, setWords] = React.useState('');
  const [current, setCurrent] = React.useState('');
  const grid = React.useRef<HTMLDivElement>(null);
  const all = React.useMemo(groups, []);
  const found = search(all, words);
  const items = found.flatMap((group) => group.items);
  const stop = items.some(({ id }) => id === current) ? current : items[0]?.id;
  const choose = (item: PaletteItem, byKey: boolean): void => {
    setCurrent(item.id);
    props.onChoose(item);
    if (item.command && !byKey) {
      onDone();
    }
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault();
      onDone();
      return;
    }
    const next = neighbour(grid.current, event.key);
    if (next) {
      event.preventDefault();
      setCurrent(next.dataset.mark ?? '');
      next.focus();
    }
  };
  return (
    <div className="antiphon-Palette">
      <input
        type="search"
        className="antiphon-Palette-search"
        aria-label={trans.__('Find a mark')}
        placeholder={trans.__('Find a mark, such as stacc')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') {
            event.preventDefault();
            grid.current?.querySelector<HTMLElement>('button')?.focus();
          } else if (event.key === 'Enter' && items[0] && words) {
            choose(items[0], true);
          } else if (event.key === 'Escape' && !words) {
            onDone();
          }
        }}
      />
      <p role="status" className="antiphon-hidden">
        {words && trans._n('%1 mark found', '%1 marks found', items.length)}
      </p>
      <UseSignal signal={editor.changed}>{() => <Why editor={editor} />}</UseSignal>
      <div ref={grid} onKeyDown={onKeyDown}>
        <UseSignal signal={editor.doc.changed}>
          {() => (
            <UseSignal signal={editor.changed}>
              {() =>
                found.map((group) => (
                  <section key={group.id} aria-label={group.name}>
                    <h3>{group.name}</h3>
                    <div role="group" aria-label={group.name} className="antiphon-Palette-grid">
                      {group.items.map((item) => (
                        <MarkButton
                          key={item.id}
                          item={item}
                          keys={props.keysOf(item)}
                          editor={editor}
                          isStop={item.id === stop}
                          onChoose={choose}
                        />
                      ))}
                    </div>
                  </section>
                ))
              }
            </UseSignal>
          )}
        </UseSignal>
      </div>
      {items.length === 0 && (
        <p>{trans.__('No mark is called “%1”. Try a part of its name, such as “trem”.', words)}</p>
      )}
    </div>
  );
}

/** Why nothing can be marked now; how to, where nothing is selected. */
function Why({ editor }: { editor: ScoreEditor }): React.JSX.Element | null {
  const why =
    editor.closed ||
    editor.reason ||
    (editor.selection.length === 0
      ? trans.__('Select notes in the score, then choose what they are to have.')
      : '');
  return why ? <p className="antiphon-Palette-why">{why}</p> : null;
}

interface MarkButtonProps {
  item: PaletteItem;
  keys: string;
  editor: ScoreEditor;
  isStop: boolean;
  onChoose: (item: PaletteItem, byKey: boolean) => void;
}

function MarkButton({ item, keys, editor, isStop, onChoose }: MarkButtonProps): React.JSX.Element {
  const { command, name } = item;
  const why = editor.closed || editor.reason;
  return (
    <button
      type="button"
      data-mark={item.id}
      className="antiphon-Palette-mark"
      aria-label={name}
      aria-keyshortcuts={keys.replace('Ctrl', 'Control') || undefined}
      aria-pressed={command && isMarking(command) ? isMarked(editor, command) : undefined}
      aria-disabled={why !== '' || undefined}
      title={why || (keys ? `${name} (${keys})` : name)}
      tabIndex={isStop ? 0 : -1}
      onClick={(event) => (why ? editor.refuse(why) : onChoose(item, event.detail === 0))}
    >
      <MarkPicture picture={item.picture} />
    </button>
  );
}

/** The button that a key goes to from the one in focus: along the row, or to the nearest one above or below. */
function neighbour(grid: HTMLElement | null, key: string): HTMLElement | null {
  const buttons = [...(grid?.querySelectorAll<HTMLElement>('button[data-mark]') ?? [])];
  const at = buttons.findIndex((button) => button === document.activeElement);
  if (at < 0) {
    return null;
  }
  const isLeftward = getComputedStyle(buttons[at]).direction === 'rtl';
  switch (key) {
    case 'ArrowRight':
      return buttons[at + (isLeftward ? -1 : 1)] ?? null;
    case 'ArrowLeft':
      return buttons[at + (isLeftward ? 1 : -1)] ?? null;
    case 'Home':
      return buttons[0];
    case 'End':
      return buttons[buttons.length - 1];
    case 'ArrowUp':
    case 'ArrowDown':
      return vertical(buttons, at, key === 'ArrowDown' ? 1 : -1);
    default:
      return null;
  }
}

function vertical(buttons: readonly HTMLElement[], at: number, by: -1 | 1): HTMLElement | null {
  const here = buttons[at].getBoundingClientRect();
  const middle = here.left + here.width / 2;
  const ahead = (by > 0 ? buttons.slice(at + 1) : buttons.slice(0, at).reverse()).map((button) => ({
    button,
    box: button.getBoundingClientRect(),
  }));
  const row = ahead.find(({ box }) => Math.abs(box.top - here.top) > here.height / 2)?.box.top;
  const inRow = ahead.filter(({ box }) => row !== undefined && Math.abs(box.top - row) < 4);
  return inRow.reduce<{ button: HTMLElement | null; away: number }>(
    (best, { button, box }) => {
      const away = Math.abs(box.left + box.width / 2 - middle);
      return away < best.away ? { button, away } : best;
    },
    { button: null, away: Infinity },
  ).button;
}
