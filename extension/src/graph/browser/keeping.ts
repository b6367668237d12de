import type { Document } from '../../document';
import { apply, type Edit, write } from '../../panels/edit';
import { trans } from '../../translation';
import type { Choice } from '../menu';
import { LONGEST_NAME, type Preset, removingFromSession } from '../presets';
import type { GraphTools } from '../tools';
import type { Item } from './items';

/** Longest description of an instrument that is kept, in characters. */
const LONGEST_HELP = 2000;

/** Whether people keep it here, so that they can call it something else or throw it away: all but what comes with Antiphon. */
export function isKept({ kept, preset }: Pick<Item, 'kept' | 'preset'>): boolean {
  return kept !== undefined || (preset !== undefined && preset.shelf !== 'shipped');
}

/**
 * What can be done to a sound that people keep, for a menu. Where this person may not, it begins with why.
 *
 * @param say - Told what came of it.
 */
export function keptChoices(
  tools: GraphTools,
  { kept, preset }: Pick<Item, 'kept' | 'preset'>,
  say: (sentence: string) => void,
): Choice[] {
  const tell = (done: Promise<string>): void => void done.then(say);
  if (preset) {
    const why = refusal(
      tools,
      preset.shelf === 'session' ? [removingOf(tools, preset)].flat() : [],
    );
    return closed(why, [
      { label: trans.__('Rename…'), run: () => tell(renamePreset(tools, preset)) },
      { label: trans.__('Delete'), run: () => say(removePreset(tools, preset)) },
    ]);
  }
  if (kept === undefined) {
    return [];
  }
  return closed(refusal(tools, [{ root: 'instruments', id: kept, fields: null }]), [
    { label: trans.__('Rename…'), run: () => tell(renameInstrument(tools, kept)) },
    { label: trans.__('Describe…'), run: () => tell(describeInstrument(tools, kept)) },
    { label: trans.__('Delete'), run: () => say(removeInstrument(tools, kept)) },
  ]);
}

function closed(why: string, choices: readonly Choice[]): Choice[] {
  return why
    ? [
        { label: why, isEnabled: false, run: () => undefined },
        ...choices.map((choice) => ({ ...choice, isEnabled: false })),
      ]
    : [...choices];
}

function refusal({ doc, permissions }: GraphTools, edits: readonly Edit[]): string {
  return permissions.refusalOf(() => apply(doc, edits));
}

/** Call a preset something else, once somebody has said what. @returns What to say. */
export async function renamePreset(
  tools: GraphTools,
  { shelf, id, name }: Preset,
): Promise<string> {
  const given = await askName(tools, trans.__('Rename %1', name), name);
  if (!given || given === name) {
    return '';
  }
  const why =
    shelf === 'own'
      ? tools.own.rename(id, given)
      : changeKept(tools, 'presets', id, { name: given });
  return why || trans.__('%1 is called %2 now.', name, given);
}

/** @returns What to say. */
export function removePreset(tools: GraphTools, preset: Preset): string {
  const { shelf, id, name } = preset;
  if (shelf === 'own') {
    return tools.own.remove(id) || trans.__('%1 is deleted.', name);
  }
  return (
    write(tools.doc, removingOf(tools, preset)) ||
    trans.__('%1 is deleted. What began with it keeps its values; undo brings it back.', name)
  );
}

function removingOf({ doc }: GraphTools, { id }: Preset): Edit[] {
  return removingFromSession(doc, id);
}

/** @returns What to say. */
export async function renameInstrument(tools: GraphTools, id: string): Promise<string> {
  const name = keptIn(tools, 'instruments')[id]?.name ?? '';
  const given = await askName(tools, trans.__('Rename %1', name), name);
  if (!given || given === name) {
    return '';
  }
  return (
    changeKept(tools, 'instruments', id, { name: given }) ||
    trans.__('%1 is called %2 now.', name, given)
  );
}

/** @returns What to say. */
export async function describeInstrument(tools: GraphTools, id: string): Promise<string> {
  const { name = '', help = '' } = keptIn(tools, 'instruments')[id] ?? {};
  const given = await tools.ask.text(
    trans.__('Describe %1', name),
    trans.__('What it is, and how to use it'),
    trans.__('Keep'),
    help,
  );
  if (given === null || given.trim() === help) {
    return '';
  }
  const text = [...given.trim()].slice(0, LONGEST_HELP).join('');
  return (
    changeKept(tools, 'instruments', id, { help: text || undefined }) ||
    trans.__('%1 is described.', name)
  );
}

/** @returns What to say. */
export function removeInstrument(tools: GraphTools, id: string): string {
  const kept = keptIn(tools, 'instruments');
  const name = Object.hasOwn(kept, id) ? kept[id].name : '';
  return (
    write(tools.doc, [{ root: 'instruments', id, fields: null }]) ||
    trans.__(
      '%1 is deleted. Parts that play it, and copies in the graph, stay as they are; undo brings it back.',
      name,
    )
  );
}

/** Ask for a name. @returns It; empty for none. */
export async function askName({ ask }: GraphTools, title: string, now = ''): Promise<string> {
  const given = await ask.text(title, trans.__('Name'), trans.__('Keep'), now);
  return [...(given ?? '').trim()].slice(0, LONGEST_NAME).join('');
}

type Kept = 'presets' | 'instruments';

function keptIn<Of extends Kept>({ doc }: GraphTools, root: Of): Document[Of] {
  return doc.document()[root];
}

/** Change what may have gone while somebody was asked. @returns Why it was not changed. */
function changeKept(tools: GraphTools, root: Kept, id: string, fields: Edit['fields']): string {
  return Object.hasOwn(keptIn(tools, root), id)
    ? write(tools.doc, [{ root, id, fields }])
    : trans.__('Somebody has just deleted it.');
}
