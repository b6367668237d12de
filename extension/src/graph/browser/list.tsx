import * as React from 'react';

import { direction, trans } from '../../translation';
import { openMenu } from '../menu';
import { useTools } from '../tools';
import { DRAGGED, type Item } from './items';
import { isKept, keptChoices } from './keeping';
import { ListenButton } from './listen';

export interface ItemListProps {
  /** What is listed, in its order. */
  items: readonly Item[];
  /** Whether each family begins with its name. */
  headed: boolean;
  /** Why none can be chosen; empty where they can. */
  closed: string;
  /** What choosing one does, in words. */
  labelOf: (item: Item) => string;
  onChoose: (item: Item) => void;
  /** The keyboard goes up, out of the list. */
  onTop: () => void;
  /** Told what came of a change to what people keep. */
  onSay: (sentence: string) => void;
  /** Whether it is the one in use, where one is. */
  isOn?: (item: Item) => boolean;
  /** Whether they are dragged from here. */
  drags?: boolean;
}

/**
 * Sounds to choose from, each to be heard first. One stop in the tab order: up and down go from one to the next, Enter
 * chooses, the space bar lets it be heard, right and left go along its row.
 */
export function ItemList(props: ItemListProps): React.JSX.Element {
  const { items, headed, onTop } = props;
  const [current, setCurrent] = React.useState('');
  const list = React.useRef<HTMLDivElement>(null);
  const stop = items.find(({ key }) => key === current) ?? items[0];
  const go = (event: React.KeyboardEvent, from: number): void => {
    const to = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: items.length - 1 }[
      event.key
    ];
    if (to === undefined) {
      return;
    }
    event.preventDefault();
    if (to < 0) {
      onTop();
    } else if (to < items.length) {
      setCurrent(items[to].key);
      list.current?.querySelectorAll<HTMLElement>('[data-add]')[to]?.focus();
    }
  };
  return (
    <div className="antiphon-GraphPalette-list" ref={list} role="list">
      {items.map((item, order) => (
        <Row
          key={item.key}
          {...props}
          item={item}
          heading={!headed || item.family === items[order - 1]?.family ? '' : item.family}
          isStop={item === stop}
          onGo={(event) => go(event, order)}
          onFocus={() => setCurrent(item.key)}
        />
      ))}
    </div>
  );
}

/** Give the first of a list the keyboard. */
export function enterList(around: Element | null): void {
  around?.querySelector<HTMLElement>('[data-add]')?.focus();
}

interface RowProps extends ItemListProps {
  item: Item;
  /** What stands above it; empty for nothing. */
  heading: string;
  /** Whether Tab comes to it. */
  isStop: boolean;
  onGo: (event: React.KeyboardEvent) => void;
  onFocus: () => void;
}

function Row(props: RowProps): React.JSX.Element {
  const { item, heading, isStop, closed, labelOf, isOn, drags, onChoose, onGo, onFocus } = props;
  const row = React.useRef<HTMLDivElement>(null);
  const said = [item.help, item.example].filter((words) => words);
  const along = (event: React.KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) {
      onGo(event);
      return;
    }
    event.preventDefault();
    const stops = [...row.current!.querySelectorAll('button')];
    const at = stops.indexOf(document.activeElement as HTMLButtonElement);
    stops[at + (direction() === 'rtl' ? -by : by)]?.focus();
  };
  return (
    <>
      {heading && (
        <div className="antiphon-GraphPalette-family" aria-hidden="true">
          {heading}
        </div>
      )}
      <div
        role="listitem"
        className="antiphon-GraphPalette-row"
        ref={row}
        draggable={drags && !closed}
        onDragStart={(event) => {
          event.dataTransfer.setData(DRAGGED, JSON.stringify(item.put));
          if ('kind' in item.put) {
            event.dataTransfer.setData(`${DRAGGED}-kind`, item.put.kind);
          }
          event.dataTransfer.effectAllowed = 'copy';
        }}
        onKeyDown={along}
      >
        <button
          type="button"
          data-add={item.key}
          className="antiphon-GraphPalette-add"
          tabIndex={isStop ? 0 : -1}
          aria-disabled={closed !== '' || undefined}
          aria-pressed={isOn?.(item)}
          aria-label={labelOf(item)}
          aria-description={said.join(' ')}
          title={item.help}
          onClick={() => closed || onChoose(item)}
          onFocus={onFocus}
          onKeyDown={(event) => {
            if (event.key === ' ') {
              event.preventDefault();
              row.current?.querySelector<HTMLElement>('.antiphon-ListenButton')?.click();
            }
          }}
          onKeyUp={(event) => event.key === ' ' && event.preventDefault()}
        >
          <b>{item.title}</b>
          <small>{item.example || item.help || item.tags.join(', ')}</small>
        </button>
        <ListenButton what={item.heard} title={item.title} tabIndex={-1} />
        {isKept(item) && <MoreButton item={item} tabIndex={-1} onSay={props.onSay} />}
      </div>
    </>
  );
}

export interface MoreButtonProps {
  item: Pick<Item, 'title' | 'kept' | 'preset'>;
  tabIndex?: number;
  onSay: (sentence: string) => void;
}

/** Opens a menu of what can be done to a sound that people keep. */
export function MoreButton({ item, tabIndex, onSay }: MoreButtonProps): React.JSX.Element {
  const tools = useTools();
  return (
    <button
      type="button"
      className="antiphon-button antiphon-MoreButton"
      tabIndex={tabIndex}
      aria-haspopup="menu"
      aria-label={trans.__('More for %1', item.title)}
      title={trans.__('Rename, delete…')}
      onClick={(event) => {
        const { left, bottom } = event.currentTarget.getBoundingClientRect();
        void openMenu(keptChoices(tools, item, onSay), { x: left, y: bottom });
      }}
    >
      ⋯
    </button>
  );
}
