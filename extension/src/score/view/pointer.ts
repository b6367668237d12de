import Fraction from 'fraction.js';

import { bottomLine } from '../music/clef';
import type { ScoreEditor } from '../editing/editor';
import { moveSteps, parsePitch, pitchAt, pitchInWords, type Pitch } from '../music/pitch';
import type { Line, Slot } from '../music/slot';
import { drawn } from '../engraving/drawn';
import { STEP, type MeasureBox, type Point, type StaffBox, type System } from '../engraving/system';
import { isByKey } from './menu';

/** A press becomes a drag after so many pixels. */
const THRESHOLD = 4;

/** What the tool needs of the view. */
interface Stage {
  readonly editor: ScoreEditor;
  systemAt(clientY: number, clientX?: number): System | undefined;
}

/** A place on a staff that a click would enter a note at. */
interface Target {
  readonly line: Line;
  readonly measure: number;
  readonly onset: Fraction;
  readonly pitch: Pitch;
  readonly at: Point;
}

interface Drag {
  readonly key: string;
  readonly slot: Slot;
  readonly from: Point;
  readonly clientY: number;
  readonly system: System;
  steps: number;
}

/** Select by clicking, change pitch by dragging, enter notes by clicking on a staff while entering. */
export class PointerTool {
  constructor(
    private readonly _stage: Stage,
    private readonly _node: HTMLElement,
  ) {
    _node.addEventListener('pointerdown', this._onDown);
    _node.addEventListener('pointermove', this._onMove);
    _node.addEventListener('pointerup', this._onUp);
    _node.addEventListener('pointercancel', this._onCancel);
    _node.addEventListener('pointerleave', this._onLeave);
    _node.addEventListener('contextmenu', this._onMenu);
  }

  dispose(): void {
    this._node.removeEventListener('pointerdown', this._onDown);
    this._node.removeEventListener('pointermove', this._onMove);
    this._node.removeEventListener('pointerup', this._onUp);
    this._node.removeEventListener('pointercancel', this._onCancel);
    this._node.removeEventListener('pointerleave', this._onLeave);
    this._node.removeEventListener('contextmenu', this._onMenu);
    this._ghost.remove();
  }

  private readonly _onDown = (event: PointerEvent): void => {
    if (event.button !== 0) {
      return;
    }
    const { editor } = this._stage;
    const system = this._stage.systemAt(event.clientY, event.clientX);
    const point = system?.toUnits(event.clientX, event.clientY);
    if (!system || !point) {
      return;
    }
    const sign = editor.entering ? null : signAt(event.target, system, point);
    if (sign !== null) {
      editor.selectSign(sign);
      this._node.focus({ preventScroll: true });
      event.preventDefault();
      return;
    }
    const key = this._keyAt(event, system, point);
    const slot = key ? editor.index.find(key) : undefined;
    const enters = editor.entering && !(slot && slot.notes.length > 0);
    const target = enters ? this._target(system, point) : null;
    if (target) {
      editor.perform({ kind: 'place', ...target });
    } else if (key && slot) {
      const toggled = event.ctrlKey || event.metaKey;
      if (event.shiftKey) {
        editor.extendTo(key);
      } else if (toggled) {
        editor.select(this._toggled(key));
      } else {
        editor.selectDrawn(key);
      }
      if (!event.shiftKey && !toggled && slot.notes.length > 0 && !editor.reason) {
        this._drag = { key, slot, from: point, clientY: event.clientY, system, steps: 0 };
        this._node.setPointerCapture(event.pointerId);
      }
    } else if (key && editor.index.grace(key)) {
      editor.select([key]);
    } else {
      this._selectMeasure(system, point, event.shiftKey);
    }
    this._node.focus({ preventScroll: true });
    event.preventDefault();
  };

  private readonly _onMove = (event: PointerEvent): void => {
    const { editor } = this._stage;
    if (this._drag) {
      this._moveDrag(this._drag, event);
      return;
    }
    const system = editor.entering ? this._stage.systemAt(event.clientY, event.clientX) : undefined;
    const point = system?.toUnits(event.clientX, event.clientY);
    const over = system && point && this._keyAt(event, system, point);
    const sounding = over && (editor.index.find(over)?.notes.length ?? 0) > 0;
    const target = system && point && !sounding ? this._target(system, point) : null;
    if (target && system && this._mayEnter(target)) {
      this._showGhost(system, target.at, pitchInWords(target.pitch));
    } else {
      this._ghost.remove();
    }
  };

  private readonly _onUp = (event: PointerEvent): void => {
    const drag = this._drag;
    this._onCancel();
    if (drag && drag.steps !== 0 && event.type === 'pointerup') {
      this._stage.editor.perform({ kind: 'steps', by: drag.steps });
    }
  };

  private readonly _onCancel = (): void => {
    this._drag = null;
    this._ghost.remove();
  };

  private readonly _onLeave = (): void => {
    if (!this._drag) {
      this._ghost.remove();
    }
  };

  /** What a menu is opened on is selected, unless it is already: a note, a sign, else the measure. */
  private readonly _onMenu = (event: MouseEvent): void => {
    const { editor } = this._stage;
    const system = this._stage.systemAt(event.clientY, event.clientX);
    const point = system?.toUnits(event.clientX, event.clientY);
    if (isByKey(event, this._node) || !system || !point) {
      return;
    }
    const sign = signAt(event.target, system, point);
    const key = this._keyAt(event, system, point);
    const measure = system.measureAt(point)?.ids ?? [];
    if (sign !== null) {
      editor.selectSign(sign);
    } else if (key && editor.index.find(key)) {
      if (!editor.selection.includes(key)) {
        editor.selectDrawn(key);
      }
    } else if (
      !this._selectBeside(system, point) &&
      !editor.selectedMeasures.some(({ id }) => measure.includes(id))
    ) {
      this._selectMeasure(system, point, false);
    }
  };

  private _moveDrag(drag: Drag, event: PointerEvent): void {
    const point = drag.system.toUnits(event.clientX, event.clientY);
    if (!point || (drag.steps === 0 && Math.abs(event.clientY - drag.clientY) < THRESHOLD)) {
      return;
    }
    drag.steps = Math.round((drag.from.y - point.y) / STEP);
    const spot = drag.system.spots.find(({ key }) => key === drag.key);
    const { index } = this._stage.editor;
    const note = index.note(drag.key);
    const fifths = index.keyAt(drag.slot.part, drag.slot.measure);
    const pitch = note && moveSteps(parsePitch(note.pitch), drag.steps, fifths);
    if (spot && pitch) {
      const at = { x: spot.x, y: spot.y - drag.steps * STEP };
      this._showGhost(drag.system, at, pitchInWords(pitch));
    }
  }

  private _keyAt(event: MouseEvent, system: System, point: Point): string | null {
    const spot = event.target instanceof Element ? event.target.closest('.antiphon-Spot') : null;
    if (spot instanceof SVGElement && !spot.classList.contains('chord')) {
      return spot.dataset.eventId ?? spot.dataset.link ?? null;
    }
    return system.spotNear(point)?.key ?? null;
  }

  /** A click on an empty place of a measure selects it on that staff, with Shift as far as there; one elsewhere nothing. */
  private _selectMeasure(system: System, point: Point, extend: boolean): void {
    const { editor } = this._stage;
    const box = system.measureAt(point);
    const staff = box && system.staffAt(box, point);
    const place = staff && this._lineOf(staff);
    const measure = box ? editor.index.measureIndex(box.id) : undefined;
    const within = staff && point.y > staff.top - STEP && point.y < staff.bottom + STEP;
    if (!place || !within || measure === undefined) {
      editor.select([]);
      return;
    }
    const last = editor.index.slots({ ...place, voice: 1 }, measure).at(-1);
    if (extend && last && editor.selection.length > 0) {
      editor.extendTo(last.key);
    } else {
      editor.selectMeasure(place.part, place.staff, measure);
    }
  }

  /** What stands before a system, such as the name of a part, is of the staff beside it: its first measure is selected. */
  private _selectBeside(system: System, point: Point): boolean {
    const { editor } = this._stage;
    const [box] = system.measures;
    const staff = box && point.x < box.left ? system.staffAt(box, point) : null;
    const place = staff && this._lineOf(staff);
    const measure = staff ? editor.index.measureIndex(box.id) : undefined;
    if (!place || measure === undefined) {
      return false;
    }
    editor.selectMeasure(place.part, place.staff, measure);
    return true;
  }

  private _toggled(key: string): string[] {
    const { selection, runs, index } = this._stage.editor;
    const keys = runs.whole(index, key);
    const others = selection.filter((of) => !keys.includes(of));
    return others.length < selection.length ? others : [...others, ...keys];
  }

  /** What a click at a point would enter: the nearest line or space, the nearest onset of the entry's grid. */
  private _target(system: System, point: Point): Target | null {
    const { editor } = this._stage;
    const box = system.measureAt(point);
    const staff = box && system.staffAt(box, point);
    const measure = box ? editor.index.measureIndex(box.id) : undefined;
    if (!box || !staff || measure === undefined) {
      return null;
    }
    const place = this._lineOf(staff);
    if (!place) {
      return null;
    }
    const line = { ...place, voice: editor.voice };
    const { onset, x } = this._onsetAt(system, box, line, measure, point.x);
    const steps = Math.round((staff.bottom - point.y) / STEP);
    const bottom = bottomLine(this._clefAt(line, measure, onset));
    const pitch = pitchAt(bottom + steps, editor.index.keyAt(line.part, measure));
    return pitch && { line, measure, onset, pitch, at: { x, y: staff.bottom - steps * STEP } };
  }

  private _mayEnter({ line, measure }: Target): boolean {
    const { permissions, index } = this._stage.editor;
    const { parts, measures } = index.piece;
    const place = { part: parts[line.part].id, measure: measures[measure].id };
    return permissions.places([place]) === '';
  }

  private _lineOf({ staff }: StaffBox): { part: number; staff: number } | null {
    let above = 0;
    const { parts } = this._stage.editor.index.piece;
    for (let part = 0; part < parts.length; part++) {
      if (staff < above + parts[part].staves) {
        return { part, staff: staff - above + 1 };
      }
      above += parts[part].staves;
    }
    return null;
  }

  /** The nearest of what begins in the voice and the multiples of the entry's length. */
  private _onsetAt(
    system: System,
    box: MeasureBox,
    line: Line,
    measure: number,
    x: number,
  ): { onset: Fraction; x: number } {
    const { index, entry } = this._stage.editor;
    const path = system.onsets(box.id, index);
    const xOf = (onset: number): number => {
      const after = path.findIndex((point) => point.onset > onset);
      const to = path[after] ?? path[path.length - 1];
      const from = path[after - 1] ?? to;
      const part = to.onset > from.onset ? (onset - from.onset) / (to.onset - from.onset) : 0;
      return from.x + (to.x - from.x) * part;
    };
    const candidates = index.slots(line, measure).map((slot) => slot.onset);
    const duration = index.piece.measures[measure].duration;
    const grid = entry.length.lt(1) ? entry.length : new Fraction(1);
    for (let onset = new Fraction(0); onset.lt(duration); onset = onset.add(grid)) {
      const inside = index.at(line, measure, onset);
      if (!inside?.tuplet) {
        candidates.push(onset);
      }
    }
    return candidates
      .map((onset) => ({ onset, x: xOf(onset.valueOf()) }))
      .reduce((best, of) => (Math.abs(of.x - x) < Math.abs(best.x - x) ? of : best));
  }

  private _clefAt(line: Line, measure: number, onset: Fraction): string {
    const { index } = this._stage.editor;
    let found = 'G2';
    for (const clef of index.piece.parts[line.part].clefs) {
      const at = index.measureIndex(clef.measure) ?? 0;
      if (
        clef.staff === line.staff &&
        (at < measure || (at === measure && clef.onset.lte(onset)))
      ) {
        found = clef.clef;
      }
    }
    return found;
  }

  private _showGhost(system: System, { x, y }: Point, name: string): void {
    const head = this._ghost.firstElementChild!;
    head.setAttribute('transform', `translate(${x}, ${y}) rotate(-20)`);
    const label = this._ghost.lastElementChild!;
    label.setAttribute('x', String(x + 220));
    label.setAttribute('y', String(y - 150));
    label.textContent = name;
    if (this._ghost.parentNode !== system.overlay) {
      system.overlay?.append(this._ghost);
    }
  }

  private _drag: Drag | null = null;
  private readonly _ghost = ghost();
}

/** Half the width and height of a note head, in Verovio's units. */
const HEAD = { x: 130, y: 95 };

/** The sign that was pressed on; null where it is a note, or none. The box of a sign may cover a note head, which goes first. */
function signAt(target: EventTarget | null, system: System, { x, y }: Point): string | null {
  const found =
    target instanceof Element ? target.closest<SVGElement>('[data-sign-id], .antiphon-Spot') : null;
  const spot = system.spotNear({ x, y });
  const onHead = spot && Math.abs(spot.x - x) < HEAD.x && Math.abs(spot.y - y) < HEAD.y;
  return onHead ? null : (found?.dataset.signId ?? null);
}

function ghost(): SVGGElement {
  const group = drawn('g', { class: 'antiphon-Ghost' });
  group.append(drawn('ellipse', { rx: 118, ry: 82 }), drawn('text', {}));
  return group;
}
