import * as React from 'react';

import { useDocument, useSignal } from '../../panels/subscribe';
import type { AntiphonDoc } from '../../document';
import { trans } from '../../translation';
import { sessionPresets, shippedPresets } from '../presets';
import { useTools } from '../tools';
import {
  demoItems,
  DRAGGED,
  type Drawer,
  instrumentItems,
  type Item,
  kindItems,
  presetItems,
  type Put,
  search,
} from './items';
import { ListenButton } from './listen';

export interface PaletteProps {
  /** Put something into the graph. */
  onAdd: (what: Put, title: string) => void;
  /** The keyboard goes back to the graph. */
  onDone?: () => void;
  /** Why nothing can be added; empty where it can. */
  closed?: string;
}

/**
 * All that can be put into the graph, found by words: nodes by family, presets, instruments and demo patches, each to be
 * heard first. One stop in the tab order behind the search: up and down go from one to the next, Enter adds, right or the
 * space bar lets it be heard, Escape goes back to the graph.
 */
export function Palette(props: PaletteProps): React.JSX.Element {
  const { onDone, closed = '' } = props;
  const items = useItems();
  const [drawer, setDrawer] = React.useState<Drawer>('nodes');
  const [text, setText] = React.useState('');
  const [family, setFamily] = React.useState('');
  const [current, setCurrent] = React.useState('');
  const list = React.useRef<HTMLDivElement>(null);
  const drawers = drawerTitles();
  const own = items.filter((item) => item.drawer === drawer);
  const families = [...new Set(own.map((item) => item.family))].filter((of) => of);
  const chosen = families.includes(family) ? family : '';
  const words = React.useDeferredValue(text);
  const found = search(chosen ? own.filter((item) => item.family === chosen) : own, words);
  const stop = found.find(({ key }) => key === current) ?? found[0];
  const elsewhere = words.trim()
    ? drawers
        .filter(({ id }) => id !== drawer)
        .map((each) => ({ ...each, count: countIn(items, each.id, words) }))
    : [];
  const add = (item: Item | undefined): void => {
    if (item && !closed) {
      setCurrent(item.key);
      props.onAdd(item.put, item.title);
    }
  };
  const go = (event: React.KeyboardEvent, from: number): void => {
    const to = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: found.length - 1 }[
      event.key
    ];
    if (to === undefined) {
      return;
    }
    event.preventDefault();
    if (to < 0) {
      list.current?.parentElement?.querySelector('input')?.focus();
    } else if (to < found.length) {
      setCurrent(found[to].key);
      list.current?.querySelectorAll<HTMLElement>('[data-add]')[to]?.focus();
    }
  };
  return (
    <section
      className="antiphon-GraphPalette"
      aria-label={trans.__('Add to the graph')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && onDone) {
          event.preventDefault();
          event.stopPropagation();
          onDone();
        }
      }}
    >
      <input
        type="search"
        className="antiphon-field"
        aria-label={trans.__('Find something to add')}
        placeholder={trans.__('Find: reverb, warm, LFO…')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            add(search(chosen ? own.filter((item) => item.family === chosen) : own, text)[0]);
          } else if (event.key === 'ArrowDown') {
            go(event, -1);
          }
        }}
      />
      <div className="antiphon-row antiphon-wrap" role="group" aria-label={trans.__('What to add')}>
        {drawers.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            className="antiphon-button antiphon-toggle"
            aria-pressed={drawer === id}
            onClick={() => setDrawer(id)}
          >
            {title}
          </button>
        ))}
      </div>
      {families.length > 1 && (
        <select
          className="antiphon-field"
          aria-label={drawer === 'presets' ? trans.__('Of which kind') : trans.__('Family')}
          value={chosen}
          onChange={(event) => setFamily(event.target.value)}
        >
          <option value="">
            {drawer === 'presets' ? trans.__('all kinds') : trans.__('all families')}
          </option>
          {families.map((of) => (
            <option key={of}>{of}</option>
          ))}
        </select>
      )}
      {closed && <p className="antiphon-note">{closed}</p>}
      <p role="status" className="antiphon-hidden">
        {words.trim() && trans._n('%1 found', '%1 found', found.length)}
      </p>
      <div className="antiphon-GraphPalette-list" ref={list} role="list">
        {found.map((item, order) => (
          <Row
            key={item.key}
            item={item}
            heading={words.trim() || item.family === found[order - 1]?.family ? '' : item.family}
            isStop={item === stop}
            closed={closed}
            onAdd={() => add(item)}
            onGo={(event) => go(event, order)}
            onFocus={() => setCurrent(item.key)}
          />
        ))}
      </div>
      {found.length === 0 && (
        <p className="antiphon-note">
          {words.trim()
            ? trans.__('Nothing is found by these words.')
            : trans.__('There is nothing here yet.')}
        </p>
      )}
      {elsewhere
        .filter(({ count }) => count > 0)
        .map(({ id, title, count }) => (
          <button key={id} type="button" className="antiphon-button" onClick={() => setDrawer(id)}>
            {trans.__('%1: %2 found', title, count)}
          </button>
        ))}
    </section>
  );
}

interface RowProps {
  item: Item;
  /** What stands above it; empty for nothing. */
  heading: string;
  /** Whether Tab comes to it. */
  isStop: boolean;
  closed: string;
  onAdd: () => void;
  onGo: (event: React.KeyboardEvent) => void;
  onFocus: () => void;
}

function Row(props: RowProps): React.JSX.Element {
  const { item, heading, isStop, closed, onAdd, onGo, onFocus } = props;
  const row = React.useRef<HTMLDivElement>(null);
  const said = [item.help, item.example].filter((words) => words);
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
        draggable={!closed}
        onDragStart={(event) => {
          event.dataTransfer.setData(DRAGGED, JSON.stringify(item.put));
          if ('kind' in item.put) {
            event.dataTransfer.setData(`${DRAGGED}-kind`, item.put.kind);
          }
          event.dataTransfer.effectAllowed = 'copy';
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
            const to = event.key === 'ArrowRight' ? '.antiphon-ListenButton' : '[data-add]';
            event.preventDefault();
            row.current?.querySelector<HTMLElement>(to)?.focus();
          } else {
            onGo(event);
          }
        }}
      >
        <button
          type="button"
          data-add={item.key}
          className="antiphon-GraphPalette-add"
          tabIndex={isStop ? 0 : -1}
          aria-disabled={closed !== '' || undefined}
          aria-label={trans.__('Add %1', item.title)}
          aria-description={said.join(' ')}
          title={item.help}
          onClick={onAdd}
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
          <small>{item.example || item.help}</small>
        </button>
        <ListenButton what={item.heard} title={item.title} tabIndex={-1} />
      </div>
    </>
  );
}

const look = (doc: AntiphonDoc): readonly unknown[] => {
  const { presets, instruments } = doc.document();
  return [presets, instruments];
};

/** Everything there is, made anew only when presets or kept instruments change. */
function useItems(): readonly Item[] {
  const { doc, kinds, own } = useTools();
  useDocument(doc, look);
  useSignal(own.changed);
  const shipped = React.useMemo(
    () => [...kindItems(kinds), ...presetItems(shippedPresets(kinds), kinds), ...demoItems()],
    [kinds],
  );
  const { presets, instruments } = doc.document();
  const mine = own.presets;
  return React.useMemo(
    () => [
      ...shipped,
      ...presetItems([...mine, ...sessionPresets({ presets }, kinds)], kinds),
      ...instrumentItems({ instruments }, trans.__('kept in this piece')),
    ],
    [shipped, mine, presets, instruments, kinds],
  );
}

function drawerTitles(): { id: Drawer; title: string }[] {
  return [
    { id: 'nodes', title: trans.__('Nodes') },
    { id: 'presets', title: trans.__('Presets') },
    { id: 'instruments', title: trans.__('Instruments') },
    { id: 'demos', title: trans.__('Demos') },
  ];
}

function countIn(items: readonly Item[], drawer: Drawer, words: string): number {
  return search(
    items.filter((item) => item.drawer === drawer),
    words,
  ).length;
}
