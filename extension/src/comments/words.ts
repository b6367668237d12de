import type { AntiphonDoc } from '../document';
import { partName } from '../panels/words';
import { nodeName } from '../proposals/words';
import { trans } from '../translation';
import type { Place } from './threads';

/** What a comment is on, in words. */
export function placeInWords(doc: AntiphonDoc, place: Place, target: string): string {
  const { parts, measures } = doc.piece;
  const { nodes, groups } = doc.document();
  const part = parts.find(({ id }) => id === place.part);
  const measure = measures.find(({ id }) => id === place.measure);
  switch (place.kind) {
    case 'event':
      return part
        ? trans.__('%1, measure %2', partName(part), measure?.number ?? '?')
        : trans.__('measure %1', measure?.number ?? '?');
    case 'measure':
      return trans.__('measure %1', measure?.number ?? '?');
    case 'part':
      return part ? partName(part) : trans.__('a part');
    case 'node':
      return part
        ? trans.__('the sound of %1', partName(part))
        : trans.__('the sound %1', nodeName(nodes[target]));
    case 'group':
      return trans.__('the group %1', groups[target].name);
    case 'gone':
      return trans.__('on something that was taken away');
  }
}
