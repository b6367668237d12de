import * as React from 'react';

import type { Part } from '../../document';
import { plays } from '../../panels/catalogue';
import { write } from '../../panels/edit';
import { partName } from '../../panels/words';
import { trans } from '../../translation';
import { sessionPresets, shippedPresets } from '../presets';
import { choosing, type Sound } from '../sound';
import { useTools } from '../tools';
import { Filter, tagsOf } from './filters';
import { Found, SearchField, useOffers } from './finding';
import { instrumentItems, type Item, keptItems, kindItems, presetItems, search } from './items';
import { enterList } from './list';

export interface SoundBrowserProps {
  part: Part;
  /** The key of the sound it has now; empty for one that is none of these. */
  now: string;
  /** Why it cannot be changed; empty where it can. */
  closed: string;
  /** The keyboard goes back to where this was opened. */
  onClose: () => void;
}

/** Where a sound comes from. */
type Shelf = 'kept' | 'ready' | 'kinds' | 'presets';

/**
 * All that a part can be played by, found by words, shelf and tag. Each is heard by itself first, and used by one press, at
 * once and as one step to undo, so that a piece that plays goes on with it.
 */
export function SoundBrowser(props: SoundBrowserProps): React.JSX.Element {
  const { part, now, closed, onClose } = props;
  const { doc, kinds, auditions } = useTools();
  const { items, problem } = useSounds();
  const [text, setText] = React.useState('');
  const [shelf, setShelf] = React.useState<Shelf | ''>('');
  const [wantedTag, setTag] = React.useState('');
  const [said, say] = React.useState('');
  const panel = React.useRef<HTMLElement>(null);
  const field = (): void => panel.current?.querySelector('input')?.focus();
  React.useEffect(() => {
    auditions?.warm();
    field();
  }, [auditions]);
  const ofShelf = shelf ? items.filter((item) => shelfOf(item) === shelf) : items;
  const { tags, tag } = tagsOf(ofShelf, wantedTag);
  const offered = tag ? ofShelf.filter((item) => item.tags.includes(tag)) : ofShelf;
  const found = search(offered, text);
  const name = partName(part);
  const choose = (item: Item | undefined): void => {
    const edits = item && !closed ? choosing(doc.document(), part, soundOf(item), kinds) : null;
    if (item && edits) {
      const why = typeof edits === 'string' ? edits : write(doc, edits);
      say(why || trans.__('%1 is played by %2 now.', name, item.title));
    }
  };
  return (
    <section
      className="antiphon-GraphPalette antiphon-SoundBrowser"
      aria-label={trans.__('Sounds for %1', name)}
      ref={panel}
      onKeyDown={(event) => {
        const isField = event.target instanceof HTMLInputElement;
        if (event.key === 'Escape') {
          event.preventDefault();
          event.stopPropagation();
          onClose();
        } else if (!isField && event.key === 'z' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          say(doc.undo() ? trans.__('Taken back.') : trans.__('There is nothing to take back.'));
        }
      }}
    >
      <SearchField
        label={trans.__('Find a sound')}
        hint={trans.__('Find: warm, bell, bass…')}
        value={text}
        onChange={setText}
        onEnter={() => {
          if (text.trim()) {
            choose(found[0]);
          }
          return text.trim() !== '';
        }}
        onDown={() => enterList(panel.current)}
      />
      <div className="antiphon-row antiphon-wrap">
        <Filter
          label={trans.__('Which sounds')}
          all={trans.__('all sounds')}
          value={shelf}
          choices={shelves(items)}
          onChange={(value) => setShelf(value as Shelf | '')}
        />
        <Filter
          label={trans.__('Tag')}
          all={trans.__('any tag')}
          value={tag}
          choices={tags}
          onChange={setTag}
        />
      </div>
      <Found
        items={found}
        words={text}
        said={said}
        closed={closed}
        problem={problem}
        nothing={trans.__('Nothing is found by these words.')}
        labelOf={({ title }) => trans.__('Play %1 with %2', name, title)}
        isOn={({ key }) => key === now}
        onChoose={choose}
        onTop={field}
        onSay={say}
      />
    </section>
  );
}

/** What a part is played by where an item is chosen for it. */
export function soundOf({ preset, put }: Item): Sound {
  return preset ? { preset } : 'clip' in put ? { clip: put.clip } : { kind: put.kind };
}

function shelfOf({ kept, preset, drawer }: Item): Shelf {
  return kept !== undefined
    ? 'kept'
    : preset
      ? 'presets'
      : drawer === 'instruments'
        ? 'ready'
        : 'kinds';
}

function shelves(items: readonly Item[]): { value: Shelf; label: string }[] {
  const all: { value: Shelf; label: string }[] = [
    { value: 'kept', label: trans.__('Kept in this piece') },
    { value: 'ready', label: trans.__('Instruments that are ready') },
    { value: 'kinds', label: trans.__('Plain instruments') },
    { value: 'presets', label: trans.__('Presets') },
  ];
  return all.filter(({ value }) => items.some((item) => shelfOf(item) === value));
}

/** All that a part can be played by: what is kept here first. */
function useSounds(): { items: readonly Item[]; problem: string } {
  const { kinds } = useTools();
  const { presets, instruments, mine, library, problem } = useOffers();
  const items = React.useMemo(() => {
    const all = [
      ...sessionPresets({ presets }, kinds),
      ...mine,
      ...shippedPresets(library, kinds),
    ].filter(({ kind }) => plays(kind));
    return [
      ...keptItems({ instruments }),
      ...instrumentItems(library),
      ...kindItems(kinds).filter(({ put }) => 'kind' in put && plays(put.kind)),
      ...presetItems(all, kinds),
    ];
  }, [library, mine, presets, instruments, kinds]);
  return { items, problem };
}
