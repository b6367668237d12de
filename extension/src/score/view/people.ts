import { trans } from '../../translation';
import type { Spot, System } from '../engraving/system';
import type { SlotIndex } from '../music/slot';
import { formatColour, inkOn, resolveColour, WHITE } from './colour';
import type { Company } from './company';
import { firstStaff, staffBox, xAt } from './places';
import type { Presence } from './presence';
import { drawn, titled } from '../engraving/drawn';

/** In Verovio's units (180 a staff space). */
const TAG_HEIGHT = 310;
const LETTER = 140;
const BADGE = 190;

/** Draws where the others are: what they have selected, where their next note goes, their names, and in which part. */
export class PeopleOverlay {
  constructor(
    private readonly _company: Company,
    private readonly _systems: () => readonly System[],
    private readonly _index: () => SlotIndex,
    private readonly _drawn = (key: string): string => key,
  ) {
    _company.changed.connect(this._onCompany);
  }

  /** Draw what changed: what stays as it was keeps its element, so that a name that has faded stays so. */
  draw(systems: readonly System[]): void {
    const { others } = this._company;
    const index = this._index();
    const here = others.flatMap((other) => {
      const position = this._company.position(other);
      return position ? [{ other, part: position.part }] : [];
    });
    const margin = here.map(({ other, part }) => [other.client, other.name, part]);
    const shape = index.piece.parts.map(({ id, staves, name }) => `${id} ${staves} ${name}`);
    const side = JSON.stringify([margin, shape]);
    const people = others.map((other) => ({ other, text: JSON.stringify(other) }));
    for (const system of systems) {
      if (system.overlay) {
        const wanted = new Map<string, () => SVGElement | null>();
        for (const { other, text } of people) {
          wanted.set(text, () => this._drawPerson(system, other));
        }
        wanted.set(side, () => this._drawMargin(system, here));
        replace(system.overlay, 'antiphon-Other', wanted);
      }
    }
  }

  dispose(): void {
    this._company.changed.disconnect(this._onCompany);
  }

  private readonly _onCompany = (): void => this.draw(this._systems());

  private _drawPerson(system: System, other: Presence): SVGElement | null {
    const index = this._index();
    const chosen = new Set(other.selection.map(this._drawn));
    const spots = system.spots.filter(({ key }) => chosen.has(key));
    const caret = this._caret(system, other, index);
    if (spots.length === 0 && !caret) {
      return null;
    }
    const group = this._group(system, other);
    for (const { x, y } of spots) {
      group.append(drawn('rect', { x: x - 190, y: y - 170, width: 380, height: 340, rx: 90 }));
    }
    if (caret) {
      group.append(caret.line);
    }
    const last = spots[spots.length - 1];
    group.append(...nameTag(system, last ?? caret!.at, other));
    return group;
  }

  /** A thin line where somebody's next note goes. */
  private _caret(
    system: System,
    { caret }: Presence,
    index: SlotIndex,
  ): { line: SVGElement; at: Pick<Spot, 'x' | 'y'> } | null {
    const box = caret && staffBox(system, index.piece, caret);
    const x = box && xAt(system, caret.measure, caret.onset, index);
    if (!box || x === null || x === undefined) {
      return null;
    }
    const line = drawn('line', {
      class: 'antiphon-Other-caret',
      x1: x,
      x2: x,
      y1: box.top - 150,
      y2: box.bottom + 150,
    });
    return { line, at: { x: x + 190, y: box.top - 150 } };
  }

  /** Who is in which part, at its left end. */
  private _drawMargin(
    system: System,
    here: readonly { other: Presence; part: number }[],
  ): SVGElement | null {
    const { piece } = this._index();
    const [first] = system.measures;
    if (!first || here.length === 0) {
      return null;
    }
    const margin = drawn('g', {});
    const taken = new Map<number, number>();
    for (const { other, part } of here) {
      const staff = first.staves.find((of) => of.staff === firstStaff(piece, part));
      if (!staff) {
        continue;
      }
      const place = taken.get(part) ?? 0;
      taken.set(part, place + 1);
      const x = first.left - 330 - place * (2 * BADGE + 50);
      const y = staff.top - 60;
      const group = this._group(system, other);
      group.classList.add('antiphon-Other-here');
      group.append(
        titled(trans.__('%1 is in %2', other.name, piece.parts[part].name)),
        drawn('circle', { cx: x, cy: y, r: BADGE }),
        label(other.initials, x, y + 70),
      );
      margin.append(group);
    }
    return margin;
  }

  private _group(system: System, { name, colour }: Presence): SVGElement {
    const group = drawn('g', { class: 'antiphon-Other-person' });
    const resolved = resolveColour(system.node, colour);
    group.dataset.person = name;
    group.style.setProperty('--antiphon-other', colour);
    group.style.setProperty('--antiphon-other-ink', formatColour(inkOn(resolved ?? WHITE)));
    return group;
  }
}

/** Make the children of a class those that are wanted, by their key. */
function replace(
  overlay: SVGGElement,
  name: string,
  wanted: ReadonlyMap<string, () => SVGElement | null>,
): void {
  const there = new Map<string, SVGElement>();
  for (const child of overlay.querySelectorAll<SVGElement>(`:scope > .${name}`)) {
    const key = child.dataset.key ?? '';
    if (wanted.has(key)) {
      there.set(key, child);
    } else {
      child.remove();
    }
  }
  for (const [key, draw] of wanted) {
    const made = there.has(key) ? null : draw();
    if (made) {
      made.classList.add(name);
      made.dataset.key = key;
      overlay.append(made);
    }
  }
}

/** A name over a place, above whatever else stands there on its staff; it fades, and the initials stay. */
function nameTag(
  system: System,
  spot: Pick<Spot, 'x' | 'y'>,
  { name, initials }: Presence,
): SVGElement[] {
  const left = spot.x - 190;
  const width = 150 + name.length * LETTER;
  const above = system.spots.filter(
    ({ x, y }) => x > left - 120 && x < left + width && Math.abs(y - spot.y) < 900,
  );
  const top = Math.min(spot.y, ...above.map(({ y }) => y)) - 480;
  const tag = (words: string, of: string): SVGElement => {
    const group = drawn('g', { class: of });
    const wide = 150 + words.length * LETTER;
    group.append(
      drawn('rect', {
        class: 'antiphon-Other-tag',
        x: left,
        y: top,
        width: wide,
        height: TAG_HEIGHT,
        rx: 70,
      }),
      label(words, left + wide / 2, top + 232),
    );
    return group;
  };
  return [tag(initials, 'antiphon-Other-initials'), tag(name, 'antiphon-Other-name')];
}

function label(words: string, x: number, y: number): SVGElement {
  const text = drawn('text', { x, y, 'text-anchor': 'middle' });
  text.textContent = words;
  return text;
}
