import type { Spot, System } from '../engraving/system';

const SVG = 'http://www.w3.org/2000/svg';
/** The field of a person's awareness state that says what is selected here. */
const FIELD = 'antiphon';

/** What is needed of a Yjs awareness. */
export interface Awareness {
  readonly clientID: number;
  getStates(): Map<number, Record<string, unknown>>;
  setLocalStateField(field: string, value: unknown): void;
  on(event: 'change', listener: () => void): void;
  off(event: 'change', listener: () => void): void;
}

/** Somebody else's selection. */
export interface Other {
  readonly name: string;
  readonly color: string;
  readonly selection: readonly string[];
}

/** Read the others' selections from awareness states, which anybody may have filled with anything. */
export function others(awareness: Pick<Awareness, 'clientID' | 'getStates'>): Other[] {
  const found: Other[] = [];
  for (const [client, state] of awareness.getStates()) {
    const mine = state[FIELD] as { selection?: unknown } | null | undefined;
    const selection = Array.isArray(mine?.selection)
      ? mine.selection.filter((key): key is string => typeof key === 'string').slice(0, 200)
      : [];
    if (client !== awareness.clientID && selection.length > 0) {
      const user = (state.user ?? {}) as Record<string, unknown>;
      const name = [user.display_name, user.name, user.username].find(
        (text) => typeof text === 'string' && text !== '',
      );
      found.push({
        name: typeof name === 'string' ? name : 'Somebody',
        color: typeof user.color === 'string' ? user.color : 'var(--jp-collaborator-color1)',
        selection,
      });
    }
  }
  return found;
}

/** Draws what the others have selected over the notes, in their colours, with their names; tells them what we have. */
export class PeopleOverlay {
  constructor(
    private readonly _awareness: Awareness,
    private readonly _systems: () => readonly System[],
  ) {
    _awareness.on('change', this.draw);
  }

  /** Tell the others what is selected here. */
  announce(selection: readonly string[]): void {
    const text = selection.join(' ');
    if (text !== this._announced) {
      this._announced = text;
      this._awareness.setLocalStateField(FIELD, { selection: selection.slice(0, 200) });
    }
  }

  readonly draw = (): void => {
    const people = others(this._awareness);
    for (const system of this._systems()) {
      const { overlay } = system;
      if (!overlay || (people.length === 0 && overlay.childElementCount === 0)) {
        continue;
      }
      overlay.querySelectorAll('.antiphon-Other').forEach((element) => element.remove());
      for (const person of people) {
        this._drawPerson(system, overlay, person);
      }
    }
  };

  dispose(): void {
    this._awareness.off('change', this.draw);
    if (this._announced) {
      this._awareness.setLocalStateField(FIELD, { selection: [] });
    }
  }

  private _drawPerson(
    system: System,
    overlay: SVGGElement,
    { name, color, selection }: Other,
  ): void {
    const chosen = new Set(selection);
    const spots = system.spots.filter(({ key }) => chosen.has(key));
    if (spots.length === 0) {
      return;
    }
    const group = document.createElementNS(SVG, 'g');
    group.setAttribute('class', 'antiphon-Other');
    group.dataset.person = name;
    group.style.setProperty('--antiphon-other', color);
    for (const { x, y } of spots) {
      const box = document.createElementNS(SVG, 'rect');
      box.setAttribute('x', String(x - 190));
      box.setAttribute('y', String(y - 170));
      box.setAttribute('width', '380');
      box.setAttribute('height', '340');
      box.setAttribute('rx', '90');
      group.append(box);
    }
    group.append(...nameTag(system, spots[spots.length - 1], name));
    overlay.append(group);
  }

  private _announced = '';
}

/** A name over a note, above whatever else stands there on its staff. */
function nameTag(system: System, spot: Spot, name: string): SVGElement[] {
  const left = spot.x - 190;
  const width = 150 + name.length * 140;
  const above = system.spots.filter(
    ({ x, y }) => x > left - 120 && x < left + width && Math.abs(y - spot.y) < 900,
  );
  const top = Math.min(...above.map(({ y }) => y)) - 480;
  const tag = document.createElementNS(SVG, 'rect');
  tag.setAttribute('class', 'antiphon-Other-tag');
  tag.setAttribute('x', String(left));
  tag.setAttribute('y', String(top));
  tag.setAttribute('width', String(width));
  tag.setAttribute('height', '310');
  tag.setAttribute('rx', '70');
  const text = document.createElementNS(SVG, 'text');
  text.setAttribute('x', String(left + width / 2));
  text.setAttribute('y', String(top + 232));
  text.setAttribute('text-anchor', 'middle');
  text.textContent = name;
  return [tag, text];
}
