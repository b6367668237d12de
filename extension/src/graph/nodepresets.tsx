import * as React from 'react';

import type { AntiphonDoc, Node } from '../document';
import { useDocument, useSignal } from '../panels/subscribe';
import { write } from '../panels/edit';
import { trans } from '../translation';
import { presetItems, search } from './browser/items';
import { Filter, tagsOf } from './browser/filters';
import { askName } from './browser/keeping';
import { MoreButton } from './browser/list';
import { ListenButton } from './browser/listen';
import { useLibrary } from './library';
import { titleOf } from './node';
import { LONGEST_FILE, presetsText, readPresets } from './own';
import {
  applying,
  canBecome,
  isAt,
  keepingInSession,
  type Preset,
  sessionPresets,
  type Shelf,
  shippedPresets,
  valuesOf,
} from './presets';
import { type GraphTools, useTools } from './tools';

export interface NodePresetsProps {
  id: string;
  node: Node;
  /** Why the node cannot be changed; empty where it can. */
  closed: string;
}

const look = (doc: AntiphonDoc): readonly unknown[] => [doc.document().presets];

/**
 * The presets that suit a node, found by words, tags and shelf: each is heard before it is used, and used by one click and
 * one step to undo. What the node is at can be kept, in this browser or for the session.
 */
export function NodePresets({ id, node, closed }: NodePresetsProps): React.JSX.Element {
  const tools = useTools();
  const { doc, kinds, own } = tools;
  useDocument(doc, look);
  useSignal(own.changed);
  const [text, setText] = React.useState('');
  const [shelf, setShelf] = React.useState<Shelf | ''>('');
  const [tag, setTag] = React.useState('');
  const [others, setOthers] = React.useState(false);
  const [said, say] = React.useState('');
  const [isOpen, setOpen] = React.useState(false);
  const { library, problem } = useLibrary(isOpen);
  const shipped = React.useMemo(() => shippedPresets(library, kinds), [library, kinds]);
  const suiting = [...sessionPresets(doc.document(), kinds), ...own.presets, ...shipped].filter(
    ({ kind }) => (others ? canBecome(node.kind, kind, kinds) : kind === node.kind),
  );
  const { tags, tag: chosen } = tagsOf(suiting, tag);
  const items = presetItems(
    suiting.filter(
      (preset) => (!shelf || preset.shelf === shelf) && (!chosen || preset.tags.includes(chosen)),
    ),
    kinds,
  );
  const found = search(items, text);
  const use = (preset: Preset): void => {
    const { part } = node;
    const edit = applying(id, node, preset, kinds);
    const isThere = Object.hasOwn(doc.document().nodes, id);
    const fields = isThere ? edit.fields : { part, ...edit.fields };
    say(write(doc, [{ ...edit, fields }]) || trans.__('%1 is applied.', preset.name));
  };
  return (
    <details
      className="antiphon-NodePresets"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{trans.__('Presets')}</summary>
      {problem && <p className="antiphon-fault">{problem}</p>}
      <div className="antiphon-row antiphon-wrap">
        <input
          type="search"
          className="antiphon-field"
          aria-label={trans.__('Find a preset')}
          placeholder={trans.__('Find a preset')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <select
          className="antiphon-field"
          aria-label={trans.__('Whose presets')}
          value={shelf}
          onChange={(event) => setShelf(event.target.value as Shelf | '')}
        >
          <option value="">{trans.__('everybody’s')}</option>
          <option value="shipped">{shelfTitle('shipped')}</option>
          <option value="session">{shelfTitle('session')}</option>
          <option value="own">{shelfTitle('own')}</option>
        </select>
        <Filter
          label={trans.__('Tag')}
          all={trans.__('any tag')}
          value={chosen}
          choices={tags}
          onChange={setTag}
        />
      </div>
      <label className="antiphon-row">
        <input
          type="checkbox"
          checked={others}
          onChange={(event) => setOthers(event.target.checked)}
        />
        {trans.__('Also of other kinds that fit its cables')}
      </label>
      <ul className="antiphon-NodePresets-list">
        {found.map((item) => (
          <PresetRow
            key={item.key}
            preset={item.preset!}
            kind={item.preset!.kind === node.kind ? '' : item.family}
            isOn={isAt(node, item.preset!, kinds)}
            closed={closed}
            onUse={use}
            onSay={say}
          />
        ))}
      </ul>
      {found.length === 0 && (
        <p className="antiphon-note">
          {trans.__('There is no such preset of %1 yet.', titleOf(kinds, node.kind))}
        </p>
      )}
      <div className="antiphon-row antiphon-wrap">
        <button
          type="button"
          className="antiphon-button"
          onClick={() => void keep(tools, node, 'own').then(say)}
        >
          {trans.__('Keep as my own…')}
        </button>
        <button
          type="button"
          className="antiphon-button"
          disabled={tools.permissions.newNode() !== ''}
          onClick={() => void keep(tools, node, 'session').then(say)}
        >
          {trans.__('Keep for everybody…')}
        </button>
        <FileButtons onSay={say} />
      </div>
      <p role="status" className="antiphon-note">
        {said}
      </p>
    </details>
  );
}

interface PresetRowProps {
  preset: Preset;
  /** Named where it is another than the node's. */
  kind: string;
  isOn: boolean;
  closed: string;
  onUse: (preset: Preset) => void;
  onSay: (sentence: string) => void;
}

function PresetRow(props: PresetRowProps): React.JSX.Element {
  const { preset, kind, isOn, closed, onUse, onSay } = props;
  const note = [kind, shelfTitle(preset.shelf), ...preset.tags].filter((words) => words).join(', ');
  const { shelf, id, kind: of, values } = preset;
  const heard = React.useMemo(
    () => (shelf === 'shipped' ? { preset: id } : { kind: of, values }),
    [shelf, id, of, values],
  );
  return (
    <li className="antiphon-GraphPalette-row">
      <button
        type="button"
        className="antiphon-GraphPalette-add antiphon-NodePresets-use"
        aria-pressed={isOn}
        aria-label={trans.__('Apply %1', preset.name)}
        aria-description={preset.help}
        title={closed || preset.help}
        disabled={closed !== ''}
        onClick={() => onUse(preset)}
      >
        <b>{preset.name}</b>
        <small>{note}</small>
      </button>
      <ListenButton what={heard} title={preset.name} />
      {preset.shelf !== 'shipped' && (
        <MoreButton item={{ title: preset.name, preset }} onSay={onSay} />
      )}
    </li>
  );
}

/** Keep what a node is at under a name that is asked for. @returns What to say. */
export async function keep(
  tools: GraphTools,
  node: Node,
  shelf: 'own' | 'session',
): Promise<string> {
  const { doc, kinds, own, ask } = tools;
  const kind = kinds[node.kind];
  const name = await askName(tools, trans.__('Keep a preset of %1', titleOf(kinds, node.kind)));
  if (!name) {
    return '';
  }
  const values = valuesOf(node, kind);
  const why =
    shelf === 'own'
      ? own.add([{ kind: node.kind, name, tags: [], help: '', values }])
      : write(doc, [keepingInSession(name, node.kind, values)]);
  if (why) {
    await ask.explain(why);
  }
  return why ? '' : trans.__('%1 is kept.', name);
}

/** One's own presets as a file, and a file of presets as one's own. */
function FileButtons({ onSay }: { onSay: (sentence: string) => void }): React.JSX.Element {
  const tools = useTools();
  const { own } = tools;
  const field = React.useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className="antiphon-button"
        disabled={own.presets.length === 0}
        onClick={() => download(presetsText(own.presets), `${trans.__('My presets')}.json`)}
      >
        {trans.__('Export my own')}
      </button>
      <button type="button" className="antiphon-button" onClick={() => field.current?.click()}>
        {trans.__('Import…')}
      </button>
      <input
        ref={field}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label={trans.__('A file of presets')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) {
            void importFile(tools, file).then(onSay);
          }
        }}
      />
    </>
  );
}

/** Take the presets of a file as one's own. @returns What to say. */
async function importFile({ own, kinds }: GraphTools, file: File): Promise<string> {
  try {
    const text = file.size > LONGEST_FILE ? '' : await file.text();
    const { presets, remark } = readPresets(text, kinds);
    const why = own.add(presets);
    const count = trans._n('%1 preset is imported.', '%1 presets are imported.', presets.length);
    return why || `${count} ${remark}`.trim();
  } catch (error) {
    return (error as Error).message;
  }
}

function download(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function shelfTitle(shelf: Shelf): string {
  return {
    shipped: trans.__('Antiphon’s'),
    own: trans.__('my own'),
    session: trans.__('the session’s'),
  }[shelf];
}
