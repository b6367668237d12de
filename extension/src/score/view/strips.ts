import type { Part } from '../../document';
import { trans } from '../../translation';
import type { ScoreEditor } from '../editing/editor';
import type { System } from '../engraving/system';

/** What a part's strip of the mixer can be turned to in the score. */
type Switch = 'mute' | 'solo';

const SWITCHES: readonly Switch[] = ['mute', 'solo'];

/** In Verovio's units (180 a staff space): how far the buttons are from the staff. */
const GAP = 330;

/** Mute a part, or hear it alone, or no more; says why where this person may not. */
export function toggleStrip(editor: ScoreEditor, part: Part | null, of: Switch): void {
  if (part) {
    editor.write(() => editor.doc.change('mix', part.id, { [of]: !part.mix[of] }));
  }
}

/** The part that the selection ends in; the first where nothing is selected. */
export function lastPart({ index, selection }: ScoreEditor): Part | null {
  const slot = index.find(selection[selection.length - 1] ?? '');
  return index.piece.parts[slot?.part ?? 0] ?? null;
}

/** Buttons beside each part's staves that mute it and let it be heard alone, on the systems that are seen. */
export class StripButtons {
  constructor(
    private readonly _editor: ScoreEditor,
    root: HTMLElement,
  ) {
    this.node.className = 'antiphon-Strips';
    this._seen = new IntersectionObserver((entries) => this._onSeen(entries), {
      root,
      rootMargin: '200px',
    });
  }

  /** Lies over the systems, not in them: they are a list of notes and rests alone. */
  readonly node = document.createElement('div');

  /** Bring the buttons up to date. */
  draw(systems: readonly System[]): void {
    const gone = new Set(this._systems.keys());
    for (const system of systems) {
      gone.delete(system.node);
      if (!this._systems.has(system.node)) {
        this._systems.set(system.node, system);
        this._seen.observe(system.node);
      }
    }
    gone.forEach((node) => {
      this._systems.delete(node);
      this._leave(node);
      this._seen.unobserve(node);
    });
    this._drawAll(systems.filter(({ node }) => this._near.has(node)));
  }

  dispose(): void {
    this._seen.disconnect();
  }

  private _onSeen(entries: readonly IntersectionObserverEntry[]): void {
    const come: System[] = [];
    for (const { target, isIntersecting } of entries) {
      const system = this._systems.get(target);
      if (isIntersecting && system) {
        this._near.add(target);
        come.push(system);
      } else {
        this._leave(target);
      }
    }
    this._drawAll(come);
  }

  private _leave(node: Element): void {
    this._near.delete(node);
    this._groups.get(node)?.remove();
    this._groups.delete(node);
  }

  /** Find out where all buttons go before any is put there: the page is laid out once. */
  private _drawAll(systems: readonly System[]): void {
    const { parts } = this._editor.index.piece;
    const from = this.node.getBoundingClientRect().top;
    const places = systems.map((system) =>
      system.measures.length > 0
        ? placesOf(system, parts, system.node.getBoundingClientRect().top - from)
        : [],
    );
    systems.forEach((system, order) => this._draw(system, places[order]));
  }

  private _draw(system: System, places: readonly (Place | null)[]): void {
    const { parts } = this._editor.index.piece;
    const said = this._editor.permissions;
    const reasons = parts.map(({ id }) => said.strip(id));
    const shape = JSON.stringify([
      places,
      reasons,
      parts.map(({ id, name, mix }) => [id, name, mix.mute, mix.solo]),
    ]);
    let group = this._groups.get(system.node);
    if (group?.dataset.shape === shape) {
      return;
    }
    const active = document.activeElement;
    const focused =
      active instanceof HTMLElement && group?.contains(active) ? active.dataset.of : '';
    group?.remove();
    if (places.length === 0) {
      return;
    }
    group = document.createElement('div');
    group.dataset.shape = shape;
    parts.forEach((part, order) => {
      const place = places[order];
      if (place) {
        const row = document.createElement('div');
        row.className = 'antiphon-Strips-row';
        row.setAttribute('role', 'group');
        row.setAttribute('aria-label', trans.__('Hearing of %1', part.name));
        row.style.top = `${place.top.toFixed(1)}px`;
        row.style.width = `${place.width.toFixed(1)}px`;
        row.append(...SWITCHES.map((of) => this._button(part, of, reasons[order])));
        group?.append(row);
      }
    });
    this._groups.set(system.node, group);
    this.node.append(group);
    if (focused) {
      group.querySelector<HTMLElement>(`[data-of="${focused}"]`)?.focus();
    }
  }

  private _button(part: Part, of: Switch, reason: string): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = `antiphon-Strips-${of}`;
    button.dataset.of = `${part.id} ${of}`;
    const label =
      of === 'mute' ? trans.__('Mute %1', part.name) : trans.__('Hear %1 alone', part.name);
    button.textContent =
      of === 'mute' ? trans._p('one letter, for mute', 'M') : trans._p('one letter, for solo', 'S');
    button.setAttribute('aria-label', label);
    button.setAttribute('aria-pressed', String(part.mix[of]));
    button.title = reason || label;
    if (reason) {
      button.setAttribute('aria-disabled', 'true');
    }
    button.addEventListener('click', () => {
      const now = this._editor.index.piece.parts.find(({ id }) => id === part.id);
      if (reason) {
        this._editor.refuse(reason);
      } else {
        toggleStrip(this._editor, now ?? null, of);
      }
    });
    return button;
  }

  private readonly _seen: IntersectionObserver;
  private readonly _systems = new Map<Element, System>();
  private readonly _near = new Set<Element>();
  private readonly _groups = new Map<Element, HTMLElement>();
}

/** Where a part's buttons go, in pixels. */
interface Place {
  readonly top: number;
  readonly width: number;
}

/** Where each part's buttons go, in pixels of the system: the middle of its staves, and the room at their left. */
function placesOf(system: System, parts: readonly Part[], top: number): (Place | null)[] {
  const [measure] = system.measures;
  let staff = 0;
  return parts.map(({ staves }) => {
    const from = staff;
    staff += staves;
    const rows = measure.staves.filter((row) => from <= row.staff && row.staff < staff);
    if (rows.length === 0) {
      return null;
    }
    const at = system.toPixels({
      x: measure.left - GAP,
      y: (rows[0].top + rows[rows.length - 1].bottom) / 2,
    });
    return at && at.x > 0 ? { top: top + at.y, width: at.x } : null;
  });
}
