import { threads, type Thread } from '../../comments/threads';
import type { Document } from '../../document';
import { trans } from '../../translation';
import type { System } from '../engraving/system';
import { drawn, titled } from '../engraving/drawn';

/** In Verovio's units (180 a staff space). */
const SIZE = 380;
const BUBBLE = 'M2 2h12v8H8l-3.5 3.5V10H2z';

/** Marks the measures that are commented on, with how many comments are open there. */
export class CommentMarks {
  /** @param _onOpen - A mark was clicked: the id of its first comment. */
  constructor(private readonly _onOpen: (thread: string) => void) {}

  draw(systems: readonly System[], document: Document): void {
    const { annotations, events, measures } = document;
    if (
      annotations !== this._from.annotations ||
      (Object.keys(annotations).length > 0 &&
        (events !== this._from.events || measures !== this._from.measures))
    ) {
      this._open = new Map();
      for (const thread of threads(document)) {
        const { measure } = thread.place;
        if (!thread.resolved && measure) {
          this._open.set(measure, [...(this._open.get(measure) ?? []), thread]);
        }
      }
    }
    this._from = { annotations, events, measures };
    for (const { overlay, measures: boxes } of systems) {
      const here = boxes.flatMap(({ ids, left, staves }) => {
        const open = ids.flatMap((id) => this._open.get(id) ?? []);
        return open.length > 0 ? [{ open, left, staves }] : [];
      });
      const said = JSON.stringify(here.map(({ open }) => open.map(({ id }) => id)));
      if (!overlay || overlay.dataset.comments === said) {
        continue;
      }
      overlay.dataset.comments = said;
      overlay.querySelectorAll('.antiphon-Comment').forEach((mark) => mark.remove());
      for (const { open, left, staves } of here) {
        const top = Math.min(...staves.map((staff) => staff.top));
        overlay.append(this._mark(open, left + 30, top - 420 - SIZE / 2));
      }
    }
  }

  private _mark(here: readonly Thread[], x: number, y: number): SVGElement {
    const mark = drawn('g', { class: 'antiphon-Comment' });
    const scale = SIZE / 16;
    const count = drawn('text', {
      x: x + SIZE / 2,
      y: y + SIZE * 0.53,
      'text-anchor': 'middle',
    });
    count.textContent = String(here.length);
    mark.append(
      titled(trans._n('%1 comment: %2', '%1 comments: %2', here.length, here[0].text)),
      drawn('path', { d: BUBBLE, transform: `translate(${x} ${y}) scale(${scale})` }),
      count,
    );
    mark.addEventListener('pointerdown', (event) => {
      event.stopPropagation();
      event.preventDefault();
    });
    mark.addEventListener('click', (event) => {
      event.stopPropagation();
      this._onOpen(here[0].id);
    });
    return mark;
  }

  private _open = new Map<string, Thread[]>();
  private _from: Partial<Pick<Document, 'annotations' | 'events' | 'measures'>> = {};
}
