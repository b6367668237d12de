/** The mixer as a thing: what its strips have in common, past React. */
import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';
import * as React from 'react';

import type { AntiphonDoc, Root } from '../document';
import type { GraphCompany } from '../graph/presence';
import type { Ask } from '../panels';
import { type Edit, write } from '../panels/edit';
import { Gesture } from '../panels/gesture';
import type { Permissions } from '../rights';
import type { SessionConnection } from '../session';
import { automatedAt, laneOf, type Track, tracksOf } from './automation';
import { type Course, courseOf } from './course';
import { MeterBank } from './meters';
import { NodeWriter } from './node-writer';
import { Grip, recordSwitch } from './recorder';
import { Roster } from './roster';
import { Sight } from './sight';
import type { MixerStrip } from './strips';

export interface MixerProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  permissions: Permissions;
  company: GraphCompany;
  ask: Ask;
}

/** A sentence to tell: seen and heard, or only heard by who does not see what it says. */
export interface Telling {
  sentence: string;
  seen: boolean;
}

/** Something of the document whose numbers a hand turns. */
export interface Owner {
  root: Extract<Root, 'mix' | 'sends' | 'nodes'>;
  id: string;
}

/** A number of the document that a hand turns. */
export interface Place extends Owner {
  field: string;
}

/** Numbers by field. */
export type Numbers = Readonly<Record<string, number>>;

/** Ms between two looks at what automation says. */
const LOOK = 50;

export class MixerDesk implements IDisposable {
  constructor(readonly props: MixerProps) {
    this.course = courseOf(props.session);
    this.meters = new MeterBank(props.session);
    this._roster = new Roster(props.doc);
    props.session.transportChanged.connect(this._onTransport, this);
    props.doc.changed.connect(this._onDocument, this);
    this._nodes = new NodeWriter(props.doc, this.course, this._armed, (edits, step) =>
      this.perform(edits, step),
    );
    this._onTransport();
  }

  readonly course: Course;
  readonly meters: MeterBank;
  readonly sight = new Sight();

  get strips(): readonly MixerStrip[] {
    return this._roster.strips;
  }

  /** The strip that commands work on. */
  get current(): MixerStrip {
    const { strips } = this;
    return strips.find(({ id }) => id === this.sight.current) ?? strips[0];
  }

  /** Why something was not done, or what was. */
  get told(): ISignal<this, Telling> {
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
    this._told.emit({ sentence, seen: true });
  }

  /** Tell those who do not see it what is shown otherwise. */
  murmur(sentence: string): void {
    this._told.emit({ sentence, seen: false });
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

  /** What automation has fields at now: those alone that it moves while the piece plays. */
  automation(target: string, fields: readonly string[]): Numbers {
    const values = this._values.get(target);
    return Object.fromEntries(
      fields.flatMap((field) => {
        const value = values?.get(field);
        return value === undefined ? [] : [[field, value]];
      }),
    );
  }

  /**
   * A hand takes hold of numbers.
   *
   * @param own - What the document has, by field; the others are told the first of them.
   * @param shown - What they stand at.
   */
  hold({ root, id }: Owner, own: Numbers, shown: Numbers): Grip | null {
    this.props.company.tell({ holding: `${id}/${Object.keys(own)[0]}` });
    return root !== 'sends' && this._armed.has(id) && this.course.playing
      ? new Grip(this.course, id, own, shown)
      : null;
  }

  /** The hand moves them: what is automated is let go for as long as it is recorded, so that the hand is heard. */
  turn({ root, id }: Owner, values: Numbers, step: string, grip: Grip | null): void {
    grip?.move(values);
    this.perform(
      [{ root, id, fields: { ...values } }, ...(grip ? this._let(id, values, true) : [])],
      step,
    );
  }

  /** The hand lets go: what moved is written, and is of its own as it was. */
  release({ root, id }: Owner, step: string, grip: Grip | null): void {
    this.props.company.tell({ holding: null });
    if (grip?.write(this.props.doc, (edits) => void this.perform(edits, step))) {
      const fields = { ...grip.before };
      this.perform([{ root, id, fields }, ...this._let(id, fields, false)], step);
    }
  }

  /** Move a number at once, as a hand would. */
  set(place: Place, own: number, next: number): void {
    const numbers = { [place.field]: own };
    const shown = { ...numbers, ...this.automation(place.id, [place.field]) };
    const grip = this.hold(place, numbers, shown);
    const gesture = new Gesture<Numbers>(
      (values, step) => this.turn(place, values, step, grip),
      this.props.doc.history,
    );
    gesture.move({ [place.field]: next });
    gesture.end((step) => this.release(place, step, grip));
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

  /** The edits that let the lanes of fields go, or take them up again. */
  private _let(target: string, fields: Numbers, bypass: boolean): Edit[] {
    const document = this.props.doc.document();
    return Object.keys(fields).flatMap((field): Edit[] => {
      const lane = laneOf(document, target, field);
      return lane && (document.lanes[lane].bypass ?? false) !== bypass
        ? [{ root: 'lanes', id: lane, fields: { bypass: bypass || undefined } }]
        : [];
    });
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

  private readonly _roster: Roster;
  private readonly _told = new Signal<this, Telling>(this);
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
