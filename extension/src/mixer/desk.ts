/** The mixer as a thing: what its strips have in common, past React. */
import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';
import * as React from 'react';

import type { AntiphonDoc, Root } from '../document';
import type { GraphCompany } from '../graph/presence';
import type { Ask } from '../panels';
import { type Edit, write } from '../panels/edit';
import type { Permissions } from '../rights';
import type { SessionConnection } from '../session';
import { automatedAt, laneOf, type Track, tracksOf } from './automation';
import { type Course, courseOf } from './course';
import { MeterBank } from './meters';
import { NodeWriter } from './node-writer';
import { recordSwitch, Touch } from './recorder';

export interface MixerProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  permissions: Permissions;
  company: GraphCompany;
  ask: Ask;
}

/** A number of the document that a hand turns. */
export interface Place {
  root: Extract<Root, 'mix' | 'sends' | 'nodes'>;
  id: string;
  field: string;
}

/** Ms between two looks at what automation says. */
const LOOK = 50;

export class MixerDesk implements IDisposable {
  constructor(readonly props: MixerProps) {
    this.course = courseOf(props.session);
    this.meters = new MeterBank(props.session);
    props.session.transportChanged.connect(this._onTransport, this);
    props.doc.changed.connect(this._onDocument, this);
    this._nodes = new NodeWriter(props.doc, this.course, this._armed, (edits, step) =>
      this.perform(edits, step),
    );
    this._onTransport();
  }

  readonly course: Course;
  readonly meters: MeterBank;

  /** A sentence to tell: why something was not done, or what was. */
  get told(): ISignal<this, string> {
    return this._told;
  }

  /** The strips and nodes whose moves are recorded while the piece plays. */
  get armed(): ReadonlySet<string> {
    return this._armed;
  }

  get armedChanged(): ISignal<this, void> {
    return this._armedChanged;
  }

  /** What automation says changed: told a few times a second while the piece plays. */
  get moved(): ISignal<this, void> {
    return this._moved;
  }

  get tracks(): readonly Track[] {
    const { doc } = this.props;
    const { lanes, points } = doc.document();
    const { measures } = doc.piece;
    if (this._seen[0] !== lanes || this._seen[1] !== points || this._seen[2] !== measures) {
      this._seen = [lanes, points, measures];
      this._tracks = tracksOf(doc.document(), measures);
    }
    return this._tracks;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  say(sentence: string): void {
    this._told.emit(sentence);
  }

  /** Do edits as one step to undo, or say why not. */
  perform(edits: readonly Edit[], step = ''): boolean {
    const sentence = edits.length > 0 ? write(this.props.doc, edits, step) : '';
    if (sentence) {
      this.say(sentence);
    }
    return !sentence;
  }

  arm(target: string, on = !this._armed.has(target)): void {
    if (on) {
      this._armed.add(target);
    } else {
      this._armed.delete(target);
    }
    this._nodes.note();
    this._armedChanged.emit();
  }

  /** What automation has a field at now; null where it has nothing, or the piece does not play. */
  automated(target: string, field: string): number | null {
    return this._values.get(target)?.get(field) ?? null;
  }

  /** Whether a field is automated. */
  isAutomated(target: string, field: string): boolean {
    return this.tracks.some(
      (track) =>
        track.target === target &&
        track.field === field &&
        !track.bypass &&
        track.points.length > 0,
    );
  }

  /** A hand takes hold of a control. */
  hold({ root, id, field }: Place, own: number, shown: number): Touch | null {
    this.props.company.tell({ holding: `${id}/${field}` });
    return root !== 'sends' && this._armed.has(id) && this.course.playing
      ? new Touch(this.course, { target: id, field, own }, shown)
      : null;
  }

  /** The hand moves it: what is automated is let go for as long as a touch is recorded, so that the hand is heard. */
  turn({ root, id, field }: Place, value: number, step: string, touch: Touch | null): void {
    const lane = touch && laneOf(this.props.doc.document(), id, field);
    const lets = lane !== null && !this.props.doc.document().lanes[lane].bypass;
    touch?.move(value);
    this.perform(
      [
        { root, id, fields: { [field]: value } },
        ...(lets ? [{ root: 'lanes', id: lane, fields: { bypass: true } } satisfies Edit] : []),
      ],
      step,
    );
  }

  /** The hand lets go. */
  release({ root, id, field }: Place, step: string, touch: Touch | null): void {
    this.props.company.tell({ holding: null });
    if (!touch) {
      return;
    }
    const { doc } = this.props;
    touch.write(doc, (edits) => void this.perform(edits, step));
    const lane = laneOf(doc.document(), id, field);
    this.perform(
      [
        { root, id, fields: { [field]: touch.of.own } },
        ...(lane
          ? [{ root: 'lanes', id: lane, fields: { bypass: undefined } } satisfies Edit]
          : []),
      ],
      step,
    );
  }

  /** Turn a switch of a strip; recorded where it is armed and the piece plays. */
  flip(id: string, field: string, on: boolean): void {
    const own = !on ? 1 : 0;
    this.perform(
      this._armed.has(id) && this.course.playing
        ? recordSwitch(
            this.props.doc,
            { target: id, field, own },
            this.course.position(),
            on ? 1 : 0,
          )
        : [{ root: 'mix', id, fields: { [field]: on } }],
    );
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    clearInterval(this._timer);
    this.props.session.transportChanged.disconnect(this._onTransport, this);
    this.props.doc.changed.disconnect(this._onDocument, this);
    this.props.company.tell({ holding: null });
    this.meters.dispose();
    this._nodes.dispose();
    Signal.clearData(this);
  }

  private _onTransport(): void {
    const { playing } = this.course;
    clearInterval(this._timer);
    this._timer = playing ? setInterval(() => this._look(), LOOK) : undefined;
    this._look();
  }

  private _onDocument(): void {
    if (this._tracks !== this.tracks) {
      this._look();
    }
  }

  private _look(): void {
    const { doc } = this.props;
    const next =
      this.course.playing && this.tracks.length > 0
        ? automatedAt(doc.document(), this.tracks, this.course.position())
        : NOTHING;
    if (next !== this._values) {
      this._values = next;
      this._moved.emit();
    }
  }

  private readonly _told = new Signal<this, string>(this);
  private readonly _armedChanged = new Signal<this, void>(this);
  private readonly _moved = new Signal<this, void>(this);
  private readonly _armed = new Set<string>();
  private readonly _nodes: NodeWriter;
  private _values: ReadonlyMap<string, ReadonlyMap<string, number>> = NOTHING;
  private _tracks: readonly Track[] = [];
  private _seen: readonly unknown[] = [];
  private _timer: ReturnType<typeof setInterval> | undefined;
  private _isDisposed = false;
}

const NOTHING: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map();

/** The mixer that a control stands in. */
export const Desk = React.createContext<MixerDesk | null>(null);

export function useDesk(): MixerDesk {
  return React.useContext(Desk)!;
}
