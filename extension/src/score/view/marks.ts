import type { Permissions, Player } from '../../rights';
import type { SlotIndex } from '../music/slot';
import type { MeasureBox, System } from '../engraving/system';
import { drawn, titled } from '../engraving/drawn';
import { initials } from './initials';
import { trans } from '../../translation';

const LOCK = 'M5 7V5a3 3 0 0 1 6 0v2h1v7H4V7zM6.5 7h3V5a1.5 1.5 0 0 0-3 0z';
/** In Verovio's units (180 a staff space): a lock's 16 pixels, and the distance of marks from each other. */
const LOCK_SIZE = 360;
const BADGE = 230;
const GAP = 60;
/** How many players of a part are shown by a badge of their own. */
const MOST_BADGES = 3;

/** The staves of a part where this person may not write in it, though in others. */
const QUIET = 'antiphon-mod-quiet';

/** One part's staves in a system. */
interface Rows {
  readonly top: number;
  readonly bottom: number;
}

/** Shows on the engraved score what is whose: other people's staves are quieter, players and locks have a mark. */
export class RightsMarks {
  /**
   * @param _permissions - What is whose.
   * @param _redraw - Draws again when that changes.
   */
  constructor(
    private readonly _permissions: Permissions,
    private readonly _redraw: () => void,
  ) {
    _permissions.changed.connect(this._onChanged);
  }

  /** Mark the systems that are not marked yet as things are now. */
  draw(systems: readonly System[], index: SlotIndex): void {
    const { parts } = index.piece;
    const shape = parts.map(({ id, name, staves }) => `${id} ${staves} ${name}`).join('\n');
    for (const system of systems) {
      if (system.overlay && this._marked.get(system.overlay) !== shape) {
        this._marked.set(system.overlay, shape);
        this._mark(system, system.overlay, index);
      }
    }
  }

  dispose(): void {
    this._permissions.changed.disconnect(this._onChanged);
  }

  private _mark(system: System, overlay: SVGGElement, index: SlotIndex): void {
    overlay.querySelectorAll('.antiphon-Mark').forEach((mark) => mark.remove());
    for (const measure of system.measures) {
      const locked = measure.ids.find((id) => this._permissions.lock('measure', id)) ?? '';
      const lock = this._permissions.lock('measure', locked);
      if (lock) {
        const number = index.piece.measures[index.measureIndex(locked) ?? 0]?.number;
        overlay.prepend(
          measureMark(measure, withReason(trans.__('Measure %1 is locked', number), lock)),
        );
      }
    }
    const [first] = system.measures;
    const measures = [...system.node.querySelectorAll('g.measure')];
    const rows = measures.map((of) => [...of.querySelectorAll(':scope > g.staff')]);
    let staff = 0;
    for (const part of index.piece.parts) {
      const own = first?.staves.slice(staff, staff + part.staves) ?? [];
      const isQuiet = !this._permissions.piece() && this._permissions.part(part.id) !== '';
      for (const row of rows.flatMap((of) => of.slice(staff, staff + part.staves))) {
        row.classList.toggle(QUIET, isQuiet);
      }
      staff += part.staves;
      if (own.length > 0) {
        const place = { top: own[0].top, bottom: own[own.length - 1].bottom };
        const mark = this._partMark(part.id, part.name, first.left, place);
        overlay.append(...mark);
      }
    }
  }

  private _partMark(part: string, name: string, left: number, { top, bottom }: Rows): SVGElement[] {
    const lock = this._permissions.lock('part', part);
    const players = this._permissions.players(part);
    const y = (top + bottom) / 2 + 520;
    const badges = players.slice(0, MOST_BADGES).map((player, place) => {
      const x = left - 420 - place * (2 * BADGE + GAP);
      return badge(player, x, y, players, name);
    });
    const x = left - 420 - badges.length * (2 * BADGE + GAP);
    return lock
      ? [
          ...badges,
          lockMark(
            x - LOCK_SIZE / 2,
            y - LOCK_SIZE / 2,
            withReason(trans.__('%1 is locked', name), lock),
          ),
        ]
      : badges;
  }

  private readonly _onChanged = (): void => {
    this._marked = new WeakMap();
    this._redraw();
  };

  private _marked = new WeakMap<SVGGElement, string>();
}

function withReason(words: string, { reason }: { reason?: string }): string {
  return reason ? `${words}: ${reason}` : words;
}

/** A locked measure: a tint from the top staff to the bottom one, and a lock above. */
function measureMark({ left, right, staves }: MeasureBox, words: string): SVGElement {
  const [top, bottom] = [staves[0]?.top ?? 0, staves[staves.length - 1]?.bottom ?? 0];
  const tint = drawn('rect', {
    class: 'antiphon-Mark-tint',
    x: left,
    y: top - 180,
    width: right - left,
    height: bottom - top + 360,
  });
  const group = drawn('g', { class: 'antiphon-Mark' });
  group.append(tint, lockMark(right - LOCK_SIZE - GAP, top - 180 - LOCK_SIZE, words));
  return group;
}

function lockMark(x: number, y: number, words: string): SVGElement {
  const mark = drawn('g', { class: 'antiphon-Mark antiphon-Mark-lock' });
  const scale = LOCK_SIZE / 16;
  const shape = drawn('path', {
    d: LOCK,
    'fill-rule': 'evenodd',
    transform: `translate(${x} ${y}) scale(${scale})`,
  });
  mark.append(titled(words), shape);
  return mark;
}

function badge(
  { name }: Player,
  x: number,
  y: number,
  players: readonly Player[],
  part: string,
): SVGElement {
  const mark = drawn('g', { class: 'antiphon-Mark antiphon-Mark-player' });
  const text = drawn('text', { x, y: y + 84, 'text-anchor': 'middle' });
  text.textContent = initials(name);
  const all = players.map((player) => player.name).join(', ');
  mark.append(
    titled(trans.__('%1 is played by %2', part, all)),
    drawn('circle', { cx: x, cy: y, r: BADGE }),
    text,
  );
  return mark;
}
