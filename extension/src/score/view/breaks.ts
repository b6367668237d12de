import { trans } from '../../translation';
import type { System } from '../engraving/system';
import { nameOf } from '../music/names';
import { measureSignId } from '../music/signs';
import type { SlotIndex } from '../music/slot';
import { drawn, titled } from '../engraving/drawn';

/** In Verovio's units (180 a staff space): a mark of 16 pixels, and how far it is from the staff. */
const SIZE = 320;
const ABOVE = 240;
const SHAPES: Record<string, string> = {
  system: 'M14 2v7H3M7 5L3 9l4 4',
  page: 'M3 1.5h7l3 3v10H3zM10 1.5v3h3',
};

/** Marks where somebody has said that a new line or page begins: signs that can be selected, and are on no paper. */
export class BreakMarks {
  /** Draw them on systems; none where nobody here could change them. */
  draw(systems: readonly System[], index: SlotIndex, shown: boolean): void {
    const { measures } = index.piece;
    for (const { overlay, measures: boxes } of systems) {
      const here = boxes.flatMap(({ ids, right, staves }) => {
        const last = measures[index.measureIndex(ids[ids.length - 1]) ?? -1];
        return shown && last?.layout_break
          ? [{ id: last.id, kind: last.layout_break, right, top: staves[0]?.top ?? 0 }]
          : [];
      });
      const said = JSON.stringify(here);
      if (!overlay || (overlay.dataset.breaks ?? '[]') === said) {
        continue;
      }
      overlay.dataset.breaks = said;
      const paper = overlay.parentElement!;
      paper.querySelectorAll(':scope > .antiphon-Break').forEach((mark) => mark.remove());
      for (const { id, kind, right, top } of here) {
        const place = `translate(${right - SIZE} ${top - ABOVE - SIZE}) scale(${SIZE / 16})`;
        const mark = drawn('g', { class: 'antiphon-Break', transform: place });
        mark.dataset.signId = measureSignId(id, 'layout_break');
        mark.append(
          titled(trans.__('%1: select it, and Delete takes it away', nameOf(kind))),
          drawn('path', { d: SHAPES[kind] ?? SHAPES.system }),
        );
        paper.append(mark);
      }
    }
  }
}
