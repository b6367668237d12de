import * as React from 'react';

import { trans } from '../../translation';
import { sessionPresets, shippedPresets } from '../presets';
import { useTools } from '../tools';
import { Filter, tagsOf } from './filters';
import { Found, SearchField, useOffers } from './finding';
import {
  demoItems,
  type Drawer,
  instrumentItems,
  type Item,
  keptItems,
  kindItems,
  presetItems,
  type Put,
  search,
} from './items';
import { enterList } from './list';

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
 * heard first. One stop in the tab order behind the search (`ItemList`); Escape goes back to the graph.
 */
export function Palette(props: PaletteProps): React.JSX.Element {
  const { onDone, closed = '' } = props;
  const { items, problem } = useItems();
  const [drawer, setDrawer] = React.useState<Drawer>('nodes');
  const [text, setText] = React.useState('');
  const [family, setFamily] = React.useState('');
  const [wantedTag, setTag] = React.useState('');
  const [said, say] = React.useState('');
  const panel = React.useRef<HTMLElement>(null);
  const drawers = drawerTitles();
  const own = items.filter((item) => item.drawer === drawer);
  const families = [...new Set(own.map((item) => item.family))].filter((of) => of);
  const chosen = families.includes(family) ? family : '';
  const ofFamily = chosen ? own.filter((item) => item.family === chosen) : own;
  const { tags, tag } = tagsOf(ofFamily, wantedTag);
  const offered = tag ? ofFamily.filter((item) => item.tags.includes(tag)) : ofFamily;
  const words = React.useDeferredValue(text);
  const found = search(offered, words);
  const elsewhere = words.trim()
    ? drawers
        .filter(({ id }) => id !== drawer)
        .map((each) => ({ ...each, count: countIn(items, each.id, words) }))
    : [];
  const add = (item: Item | undefined): void => {
    if (item && !closed) {
      props.onAdd(item.put, item.title);
    }
  };
  return (
    <section
      className="antiphon-GraphPalette"
      aria-label={trans.__('Add to the graph')}
      ref={panel}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && onDone) {
          event.preventDefault();
          event.stopPropagation();
          onDone();
        }
      }}
    >
      <SearchField
        label={trans.__('Find something to add')}
        hint={trans.__('Find: reverb, warm, LFO…')}
        value={text}
        onChange={setText}
        onEnter={() => {
          add(search(offered, text)[0]);
          return true;
        }}
        onDown={() => enterList(panel.current)}
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
      <Filter
        label={drawer === 'presets' ? trans.__('Of which kind') : trans.__('Family')}
        all={drawer === 'presets' ? trans.__('all kinds') : trans.__('all families')}
        value={chosen}
        choices={families}
        onChange={setFamily}
      />
      <Filter
        label={trans.__('Tag')}
        all={trans.__('any tag')}
        value={tag}
        choices={tags}
        onChange={setTag}
      />
      <Found
        items={found}
        words={words}
        said={said}
        closed={closed}
        problem={problem}
        nothing={
          words.trim()
            ? trans.__('Nothing is found by these words.')
            : trans.__('There is nothing here yet.')
        }
        labelOf={({ title }) => trans.__('Add %1', title)}
        onChoose={add}
        onTop={() => panel.current?.querySelector('input')?.focus()}
        onSay={say}
        drags
      />
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

/** Everything there is, made anew only when the library comes, or presets or kept instruments change. */
function useItems(): { items: readonly Item[]; problem: string } {
  const { kinds } = useTools();
  const { presets, instruments, mine, library, problem } = useOffers();
  const shipped = React.useMemo(
    () => [
      ...kindItems(kinds),
      ...presetItems(shippedPresets(library, kinds), kinds),
      ...instrumentItems(library),
      ...demoItems(library),
    ],
    [kinds, library],
  );
  const items = React.useMemo(
    () => [
      ...keptItems({ instruments }),
      ...shipped,
      ...presetItems([...mine, ...sessionPresets({ presets }, kinds)], kinds),
    ],
    [shipped, mine, presets, instruments, kinds],
  );
  return { items, problem };
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
