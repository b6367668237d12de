/** Snapshots: the whole mix under a name, to come back to. */
import { type Document, mintId } from '../document';
import { ordered } from '../document/order';
import type { Edit, Fields } from '../panels/edit';
import { placed, type Made } from './editing';
import { FIELDS, hasField, STRIP_FIELDS, type StripEntry, type Values, valuesOf } from './fields';
import { MASTER, type MixDocument, type MixerStrip, own } from './strips';

export interface SnapshotOf {
  id: string;
  name: string;
  /** How long it takes to cross over to it, s. */
  seconds: number;
}

/** How long a crossfade lasts at first, s. */
const SECONDS = 2;

/** The snapshots in order. */
export function snapshotsOf({ snapshots }: Pick<Document, 'snapshots'>): SnapshotOf[] {
  return ordered(new Map(Object.entries(snapshots))).map((id) => {
    const { name, seconds = SECONDS } = snapshots[id];
    return { id, name, seconds };
  });
}

/** Keep the mix as it is. */
export function takeSnapshot(
  document: MixDocument,
  strips: readonly MixerStrip[],
  name: string,
  seconds = SECONDS,
): Made {
  const id = mintId('v');
  const rows = snapshotsOf(document).map(({ id: of }) => ({
    id: of,
    index: document.snapshots[of].index,
  }));
  return {
    id,
    edits: [
      ...placed('snapshots', rows, { id, fields: { name, seconds } }, rows.length),
      ...strips.map((strip): Edit => ({
        root: 'settings',
        id: mintId('w'),
        fields: { snapshot: id, strip: strip.id, ...kept(strip.id, strip.values) },
      })),
    ],
  };
}

/** Keep the mix as it is under the name of a snapshot that is there. */
export function overwriteSnapshot(
  document: MixDocument,
  strips: readonly MixerStrip[],
  id: string,
): Edit[] {
  const old = settingsOf(document, id);
  const there = new Set(strips.map((strip) => strip.id));
  return [
    ...Object.keys(document.settings)
      .filter((of) => document.settings[of].snapshot === id)
      .filter(
        (of) =>
          !there.has(document.settings[of].strip) || old.get(document.settings[of].strip) !== of,
      )
      .map((of): Edit => ({ root: 'settings', id: of, fields: null })),
    ...strips.map((strip): Edit => ({
      root: 'settings',
      id: old.get(strip.id) ?? mintId('w'),
      fields: { snapshot: id, strip: strip.id, ...kept(strip.id, strip.values) },
    })),
  ];
}

/** Take a snapshot away. */
export function removeSnapshot({ settings }: MixDocument, id: string): Edit[] {
  return [
    ...Object.keys(settings)
      .filter((of) => settings[of].snapshot === id)
      .map((of): Edit => ({ root: 'settings', id: of, fields: null })),
    { root: 'snapshots', id, fields: null },
  ];
}

/** A recall: its edits, to be made at once, and the strips that stay as they are. */
export interface Recall {
  edits: Edit[];
  /** Strips that the snapshot would change and this person may not, with why. */
  kept: { strip: MixerStrip; reason: string }[];
}

/**
 * Bring the mix back to a snapshot. Strips that came later stay as they are.
 *
 * @param why - Why this person may not change a strip; empty where they may.
 */
export function recallSnapshot(
  document: MixDocument,
  strips: readonly MixerStrip[],
  id: string,
  why: (strip: string) => string,
): Recall {
  const settings = settingsOf(document, id);
  const recall: Recall = { edits: [], kept: [] };
  for (const strip of strips) {
    const setting = own(document.settings, settings.get(strip.id) ?? '');
    const fields: Fields = {
      ...(setting && kept(strip.id, valuesOf(setting))),
      ...(strip.id === MASTER && { snapshot: id, recall: mintId('r') }),
    };
    if (!setting && strip.id !== MASTER) {
      continue;
    }
    const reason = why(strip.id);
    if (!reason) {
      recall.edits.push({ root: 'mix', id: strip.id, fields });
    } else if (setting && differs(strip, setting)) {
      recall.kept.push({ strip, reason });
    }
  }
  return recall;
}

/** The strips that are no longer as in a snapshot. */
export function changedSince(
  document: MixDocument,
  strips: readonly MixerStrip[],
  id: string,
): MixerStrip[] {
  const settings = settingsOf(document, id);
  return strips.filter((strip) => {
    const setting = own(document.settings, settings.get(strip.id) ?? '');
    return setting !== undefined && differs(strip, setting);
  });
}

/** The id of the snapshot that was recalled last; null where there is none, or it is gone. */
export function currentSnapshot({ mix, snapshots }: MixDocument): string | null {
  const id = own(mix, MASTER)?.snapshot;
  return id !== undefined && Object.hasOwn(snapshots, id) ? id : null;
}

function differs({ id, values }: MixerStrip, setting: StripEntry): boolean {
  const then = valuesOf(setting);
  return STRIP_FIELDS.some((name) => hasField(id, name) && values[name] !== then[name]);
}

/** The setting of each strip in a snapshot; of two of one strip, that of the smallest id. */
function settingsOf({ settings }: MixDocument, snapshot: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const id of Object.keys(settings).sort()) {
    const { strip } = settings[id];
    if (settings[id].snapshot === snapshot && !found.has(strip)) {
      found.set(strip, id);
    }
  }
  return found;
}

/** Values as an entry has them: what is as at first is not there. */
function kept(strip: string, values: Values): Fields {
  return Object.fromEntries(
    STRIP_FIELDS.filter((name) => hasField(strip, name)).map((name) => {
      const first = FIELDS[name].isSwitch ? FIELDS[name].default === 1 : FIELDS[name].default;
      return [name, values[name] === first ? undefined : values[name]];
    }),
  );
}
