import type { LibraryClip } from '../generated/library';
import { ofSound } from '../panels/catalogue';

/** The text of a clip that comes with Antiphon, its labels and names in the language of the interface. */
export function spokenClip(clip: LibraryClip): string {
  return JSON.stringify({
    ...clip,
    nodes: spoken(clip.nodes, 'name'),
    groups: spoken(clip.groups, 'name'),
    labels: spoken(clip.labels, 'text'),
  });
}

function spoken<Entry extends object>(
  entries: Readonly<Record<string, Entry>>,
  field: keyof Entry,
): Record<string, Entry> {
  return Object.fromEntries(
    Object.entries(entries).map(([id, entry]) => {
      const words = entry[field];
      return [id, typeof words === 'string' ? { ...entry, [field]: ofSound(words) } : entry];
    }),
  );
}
