import { type ISignal, Signal } from '@lumino/signaling';
import type { ReactFlowInstance } from '@xyflow/react';

import type { AntiphonChange, AntiphonDoc, Root } from '../../document';
import type { Ask } from '../../panels';
import { KINDS, ofSound } from '../../panels/catalogue';
import { apply, type Edit, write } from '../../panels/edit';
import { Gesture } from '../../panels/gesture';
import { trans } from '../../translation';
import type { Permissions } from '../../rights';
import { boundsOf, freeSpot, type Measure } from '../arranging';
import { copy, type Clip, paste } from '../clip';
import { connect, type End, remark, whyNot } from '../connect';
import { add, type Addition, insertOn, move, pin, remove, rootOf } from '../editing';
import { collapse } from '../grouping';
import { type Graph, seenAs } from '../graph';
import { sizeOf, type Spot } from '../layout';
import type { GraphCompany } from '../presence';
import { graphOf } from '../sound';
import type { ShownComments } from '../tools';
import type { SystemClipboard } from '../../clipboard';
import type { FlowCable, FlowThing } from './flow';

/** Milliseconds between two writes while things are dragged: some 15 a second. */
const PACE = 66;
/** Most nodes that show their knobs at once. */
const MOST_FACES = 60;
/** How far the arrow keys move, in the units of the graph; with Shift. */
export const STEP = 10;
/** Roots that the graph is read from. */
const READ: readonly Root[] = ['nodes', 'edges', 'groups', 'ports', 'labels', 'parts'];

/** Something that is chosen from a list. */
export interface Choice {
  readonly id: string;
  readonly label: string;
  /** A few words more. */
  readonly note?: string;
  /** Of a group, 1 to 8, shown beside it. */
  readonly colour?: number;
  readonly run: () => void;
}

/** A list to choose from, in front of the graph. */
export interface Asking {
  readonly title: string;
  readonly choices: readonly Choice[];
}

/** What a graph is edited with. */
export interface DeskParts {
  readonly doc: AntiphonDoc;
  readonly permissions: Permissions;
  readonly company: GraphCompany;
  readonly ask: Ask;
  readonly comments?: ShownComments;
}

/** The graph as one person works on it: what is selected, what is being connected, and every change, asked for and said. */
export class GraphDesk {
  constructor(readonly parts: DeskParts) {
    this.doc = parts.doc;
    this.doc.changed.connect(this._onDocument, this);
    this._drag = new Gesture<ReadonlyMap<string, Spot>>(
      (spots, step) => void this.perform([...this._pins(), ...move(this.graph, spots)], step),
      this.doc.history,
      PACE,
    );
  }

  readonly doc: AntiphonDoc;
  /** Set while it is drawn. */
  flow: ReactFlowInstance<FlowThing, FlowCable> | null = null;
  /** Copies, cuts and pastes through the system's clipboard; set while it is drawn. */
  clipboard: SystemClipboard | null = null;

  /** Whether all nodes show their knobs; where there are many, only those that are selected do. */
  get showsFaces(): boolean {
    return this._faces && this.graph.nodes.size <= MOST_FACES;
  }

  toggleFaces(): void {
    this._faces = !this._faces;
    this._changed.emit();
  }

  /** Whether nodes say how many voices they sound and what they take; the engine is asked for it only then. */
  get showsLoads(): boolean {
    return this._loads;
  }

  toggleLoads(): void {
    this._loads = !this._loads;
    this._changed.emit();
  }

  /** Draw a group as one box, or as a frame again. */
  toggleCollapsed(id: string): void {
    const { graph } = this;
    const group = graph.groups.get(id);
    if (group) {
      const drawn = this.flow?.getInternalNode(id)?.internals.positionAbsolute;
      this.perform([...this._pins(), ...collapse(graph, id, !group.collapsed, drawn ?? group)]);
    }
  }

  /** The reading of the document, or what is selected or said, is another. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Whether the palette is open. */
  get isAdding(): boolean {
    return this._isAdding;
  }

  /** Open the palette. */
  startAdding(): void {
    this._isAdding = true;
    this._changed.emit();
  }

  stopAdding(): void {
    this._isAdding = false;
    this._changed.emit();
  }

  /** Whether all of the selected node is shown beside the canvas. */
  get showsInspector(): boolean {
    return this._showsInspector;
  }

  toggleInspector(): void {
    this._showsInspector = !this._showsInspector;
    this._changed.emit();
  }

  get graph(): Graph {
    return (this._graph ??= graphOf(this.doc.document(), KINDS));
  }

  /** Ids of nodes, groups, labels and cables. */
  get selection(): ReadonlySet<string> {
    return this._selection;
  }

  /** The one that was selected last; empty for none. */
  get current(): string {
    return [...this._selection].at(-1) ?? '';
  }

  /** Ids of the cables and nodes that are looked into. */
  get looked(): ReadonlySet<string> {
    return this._looked;
  }

  /** Look into cables, or the outputs of nodes; or no longer. */
  look(ids: Iterable<string>, on: boolean): void {
    const next = new Set(this._looked);
    for (const id of ids) {
      next.delete(id);
      if (on) {
        next.add(id);
      }
    }
    this._looked = next;
    this._changed.emit();
  }

  /** What was just said: why something was not done, or what was. */
  get said(): string {
    return this._said;
  }

  get asking(): Asking | null {
    return this._asking;
  }

  /** How large things are drawn. */
  readonly measure: Measure = (id) => {
    const { width, height } = this.flow?.getInternalNode(id)?.measured ?? {};
    return width && height ? { width, height } : undefined;
  };

  /** Things of the selection that are there, without cables. */
  get things(): string[] {
    return [...this._selection].filter((id) => {
      const root = rootOf(this.graph, id);
      return root !== null && root !== 'edges';
    });
  }

  select(ids: Iterable<string>): void {
    const next = new Set(ids);
    if (next.size === this._selection.size && [...next].every((id) => this._selection.has(id))) {
      return;
    }
    this._selection = next;
    this._said = '';
    this.parts.company.tell({ selection: [...next] });
    this._changed.emit();
  }

  /** Select things and bring them into sight. */
  reveal(ids: readonly string[]): void {
    this.select(ids);
    const seen = ids.map((id) => ({ id: seenAs(this.graph, id) }));
    void this.flow?.fitView({ nodes: seen, maxZoom: 1, duration: 0 });
  }

  say(sentence: string): void {
    this._said = sentence;
    this._changed.emit();
  }

  /** Open a list to choose from, or close it. */
  offer(asking: Asking | null): void {
    this._asking = asking;
    this._changed.emit();
  }

  /**
   * Do edits as one step, where this person may.
   *
   * @returns Whether they were done; why not is said.
   */
  perform(edits: readonly Edit[] | string, step = '', words = ''): boolean {
    const why = typeof edits === 'string' ? edits : this._why(edits, step);
    this.say(why || words);
    return !why;
  }

  /** Why edits may not be made; empty where they may. */
  may(edits: readonly Edit[]): string {
    const { permissions } = this.parts;
    return permissions.refusalOf(() => apply(this.doc, edits));
  }

  /** Add a node: where it is wanted, at a free place in sight, or on the cable that is selected. */
  add(what: Omit<Addition, 'x' | 'y'>, at: Spot | null = null): void {
    const kind = Object.hasOwn(KINDS, what.kind) ? KINDS[what.kind] : undefined;
    const size = sizeOf(
      Object.keys(kind?.inputs ?? {}).length,
      Object.keys(kind?.outputs ?? {}).length,
    );
    const spot = at ?? freeSpot(this.graph, this.middle(size), size, this.measure);
    const cable = this._selection.size === 1 && this.graph.cables.get(this.current);
    const done = cable && !at ? insertOn(this.graph, cable.id, { ...what, ...spot }, KINDS) : null;
    const made = done && typeof done === 'object' ? done : add({ ...what, ...spot });
    const title = this._title(what.kind);
    if (this.perform([...this._pins(), ...made.edits], '', trans.__('%1 was added.', title))) {
      this._selection = new Set([made.id]);
      this.parts.company.tell({ selection: [made.id] });
      this._changed.emit();
    }
  }

  /** Paste a clip at a place, or in the middle of what is seen. */
  paste(clip: Clip, at: Spot | null = null, part?: string): void {
    const spot =
      at ?? freeSpot(this.graph, this.middle(), { width: 200, height: 120 }, this.measure);
    const { ids, edits } = paste(clip, this.doc.document(), { at: spot, part });
    if (edits.length === 0) {
      this.say(trans.__('There is nothing in it to paste.'));
    } else if (this.perform(edits)) {
      this.select(ids);
      this.say(trans._n('%1 thing was pasted.', '%1 things were pasted.', ids.length));
    }
  }

  /** What is selected as a clip; null where nothing is. */
  copy(): Clip | null {
    const ids = this.things;
    return ids.length > 0 ? copy(this.graph, this.doc.document(), ids) : null;
  }

  /** Take away what is selected. */
  remove(joining: Edit[] = []): void {
    const { graph } = this;
    const ids = [...this._selection];
    const edits = remove(graph, ids, this.doc.document());
    if (edits.length === 0) {
      this.say(
        ids.length > 0
          ? trans.__('This is the sound a part has by itself: it goes when the part gets another.')
          : trans.__('Nothing is selected.'),
      );
    } else if (this.perform([...joining, ...edits])) {
      this.select([]);
      this.say(trans._n('%1 thing was removed.', '%1 things were removed.', ids.length));
    }
  }

  /** Join two ports, or say why not. */
  connect(from: End, to: End): boolean {
    const why = whyNot(this.graph, from, to);
    const words = why ? '' : remark(this.graph, from, to) || trans.__('Connected.');
    return this.perform(why || [...this._pins(), ...connect(this.graph, from, to)], '', words);
  }

  /** Things are being dragged. */
  drag(spots: ReadonlyMap<string, Spot>): void {
    this._drag.move(spots);
  }

  /** They were let go. */
  drop(): void {
    this._drag.end();
  }

  /** Move what is selected a little: steps that follow each other are one. */
  nudge(x: number, y: number): void {
    const spots = new Map<string, Spot>();
    for (const id of this.things) {
      const at = this.graph.nodes.get(id) ?? this.graph.groups.get(id) ?? this.graph.labels.get(id);
      if (at) {
        spots.set(id, { x: at.x + x, y: at.y + y });
      }
    }
    if (spots.size > 0) {
      this.perform([...this._pins(), ...move(this.graph, spots)], 'nudge');
    }
  }

  /** Put things at places, as one step. */
  place(spots: ReadonlyMap<string, Spot>): void {
    this.perform([...this._pins(), ...move(this.graph, spots)]);
  }

  /** Select the next thing, or the one before, from left to right. */
  go(by: 1 | -1): void {
    const { graph } = this;
    const all = [
      ...graph.nodes.values(),
      ...graph.groups.values(),
      ...graph.labels.values(),
    ].filter(({ id }) => seenAs(graph, id) === id);
    const ids = all.sort((a, b) => a.x - b.x || a.y - b.y).map(({ id }) => id);
    const at = ids.indexOf(this.current);
    const next = at < 0 ? (by > 0 ? 0 : ids.length - 1) : (at + by + ids.length) % ids.length;
    if (ids.length > 0) {
      this.select([ids[next]]);
      this._bringIntoSight(ids[next]);
    }
  }

  undo(): void {
    this.say(
      this.doc.undo() ? trans.__('Undone.') : trans.__('There is nothing of yours to undo.'),
    );
  }

  redo(): void {
    this.say(this.doc.redo() ? trans.__('Redone.') : trans.__('There is nothing to redo.'));
  }

  /** Where the upper left corner of something in the middle of what is seen is. */
  middle({ width, height } = { width: 200, height: 100 }): Spot {
    const node = document.querySelector('.antiphon-Canvas .react-flow');
    if (!this.flow || !node) {
      const bounds = boundsOf(this.graph, this.graph.nodes.keys(), this.measure);
      return { x: (bounds?.x ?? 0) + (bounds?.width ?? 0) + 60, y: bounds?.y ?? 0 };
    }
    const { left, top, width: w, height: h } = node.getBoundingClientRect();
    const at = this.flow.screenToFlowPosition({ x: left + w / 2, y: top + h / 2 });
    return { x: at.x - width / 2, y: at.y - height / 2 };
  }

  dispose(): void {
    this._drag.end();
    this.doc.changed.disconnect(this._onDocument, this);
    Signal.clearData(this);
  }

  private _why(edits: readonly Edit[], step: string): string {
    try {
      return write(this.doc, edits, step);
    } catch (error) {
      // The schema refuses it, as of a text that is too long: nothing was changed.
      return (error as Error).message;
    }
  }

  /** Places of what has none, as far as this person may write them, so that it stays where it is seen. */
  private _pins(): Edit[] {
    return pin(this.graph).filter((edit) => !this.may([edit]));
  }

  private _title(kind: string): string {
    return Object.hasOwn(KINDS, kind) ? ofSound(KINDS[kind].title) : kind;
  }

  private _bringIntoSight(id: string): void {
    const node = this.flow?.getInternalNode(id);
    const pane = document.querySelector('.antiphon-Canvas .react-flow');
    if (!this.flow || !node || !pane) {
      return;
    }
    const { x, y } = node.internals.positionAbsolute;
    const { width = 0, height = 0 } = node.measured;
    const start = this.flow.flowToScreenPosition({ x, y });
    const end = this.flow.flowToScreenPosition({ x: x + width, y: y + height });
    const { left, top, right, bottom } = pane.getBoundingClientRect();
    if (start.x < left || start.y < top || end.x > right || end.y > bottom) {
      const { zoom } = this.flow.getViewport();
      void this.flow.setCenter(x + width / 2, y + height / 2, { zoom });
    }
  }

  private _onDocument(_: AntiphonDoc, { roots }: AntiphonChange): void {
    if (roots && !READ.some((root) => roots.has(root))) {
      return;
    }
    this._graph = null;
    const gone = [...this._selection].filter((id) => rootOf(this.graph, id) === null);
    if (gone.length > 0) {
      this._selection = new Set([...this._selection].filter((id) => !gone.includes(id)));
      this.parts.company.tell({ selection: [...this._selection] });
    }
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _drag: Gesture<ReadonlyMap<string, Spot>>;
  private _graph: Graph | null = null;
  private _selection: ReadonlySet<string> = new Set();
  private _loads = false;
  private _looked: ReadonlySet<string> = new Set();
  private _said = '';
  private _faces = true;
  private _isAdding = false;
  private _showsInspector = false;
  private _asking: Asking | null = null;
}
