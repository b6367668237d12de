import type { AntiphonDoc, Part } from '../document';
import { type Kinds, ofSound } from '../panels/catalogue';
import { channels } from '../panels/channel';
import type { Audible } from './audition';
import { clipText, copy } from './clip';
import { nodeOf } from './node';
import { isAt, type Preset, valuesOf } from './presets';
import { graphOf, playersOf } from './sound';

/** What a part is played by as it is. */
export interface Present {
  /** The node or group to edit, of several the first. */
  readonly id: string;
  /** The instrument to which it comes; a node, also where it stands in a group. */
  readonly node: string;
  /** In the language of the interface. */
  readonly title: string;
  readonly help: string;
  /** By which it is told from other sounds, as the items of the browser are; empty where it is like none of them. */
  readonly key: string;
  readonly heard: Audible;
}

/**
 * What plays a part: a group, a preset that its instrument is exactly at, or the kind of its instrument.
 *
 * @param presets - All that there are; the first that fits names it.
 */
export function present(
  doc: AntiphonDoc,
  part: Part,
  kinds: Kinds,
  presets: readonly Preset[],
): Present {
  const document = doc.document();
  const graph = graphOf(document, kinds);
  const [{ instruments }] = channels(document, [part], kinds);
  const [{ id: node, kind: name }] = instruments;
  const players = playersOf(graph, document, part.id);
  const [id = node] = players;
  const { title, help } = kinds[name];
  const plain = { id, node, title: ofSound(title), help: ofSound(help) };
  if (players.length > 1 || graph.groups.has(id)) {
    const names = players.map((of) => graph.groups.get(of)?.title ?? graph.nodes.get(of)?.title);
    return {
      ...plain,
      title: names.filter((of) => of).join(' + '),
      help: '',
      key: '',
      heard: { clip: clipText(copy(graph, document, players)) },
    };
  }
  const entry = nodeOf(doc, node);
  const values = entry ? valuesOf(entry, kinds[name]) : {};
  if (!entry || Object.keys(values).length === 0) {
    return { ...plain, key: `kind ${name}`, heard: { kind: name } };
  }
  const preset = presets.find((each) => isAt(entry, each, kinds));
  return {
    ...plain,
    ...(preset && { title: preset.name, help: preset.help || plain.help }),
    key: preset ? `${preset.shelf} ${preset.id}` : '',
    heard: { kind: name, values },
  };
}

/** Whether it takes the presets to say what plays a part: an instrument is at other values than its kind's own. */
export function isTurned(doc: AntiphonDoc, part: Part, kinds: Kinds): boolean {
  const document = doc.document();
  const [id] = playersOf(graphOf(document, kinds), document, part.id);
  const entry = id === undefined ? null : nodeOf(doc, id);
  const kind = entry && kinds[entry.kind];
  return Boolean(entry && kind && Object.keys(valuesOf(entry, kind)).length > 0);
}
