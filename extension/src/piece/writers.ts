import type { IDisposable } from '@lumino/disposable';

import type { AntiphonChange, AntiphonDoc } from '../document';
import { colourOrder } from '../panels/colours';
import type { AuthorColours } from '../score';
import type { SessionConnection, Writers as Told } from '../session';
import { trans } from '../translation';

/** Milliseconds in which changes gather, and reach the server, before it is asked who made them. */
const PAUSE = 300;
/** Most entries that are asked for one by one; where more changed, all are asked for. */
const MOST = 2000;

type Session = Pick<
  SessionConnection,
  'state' | 'writers' | 'writersTold' | 'connectedChanged' | 'stateChanged'
>;

/** Who wrote what at another time: names by person, and the person by the id of each event. */
export interface Hands {
  readonly names: ReadonlyMap<string, string>;
  readonly by: ReadonlyMap<string, string>;
}

/** Knows who wrote which note, while the score is coloured by it: asks for all once, then for those that change. */
export class Writers implements IDisposable {
  constructor(
    private readonly _doc: AntiphonDoc,
    private readonly _session: Session,
    private readonly _colours: AuthorColours,
  ) {
    _colours.switched.connect(this._onSwitched, this);
    _session.writersTold.connect(this._onTold, this);
    _session.connectedChanged.connect(this._onSwitched, this);
    _doc.changed.connect(this._onChanged, this);
  }

  /** Colour by who wrote what at another time; null: by who wrote it as it is now. */
  get past(): Hands | null {
    return this._past;
  }

  set past(hands: Hands | null) {
    this._past = hands;
    this._tell();
    if (!hands) {
      this._onSwitched();
    }
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    clearTimeout(this._timer);
    this._colours.switched.disconnect(this._onSwitched, this);
    this._session.writersTold.disconnect(this._onTold, this);
    this._session.connectedChanged.disconnect(this._onSwitched, this);
    this._doc.changed.disconnect(this._onChanged, this);
  }

  private _onSwitched(): void {
    clearTimeout(this._timer);
    this._waiting = new Set();
    if (this._colours.on) {
      this._session.writers('events');
    }
  }

  private _onChanged(_: unknown, { roots }: AntiphonChange): void {
    const ids = roots?.get('events');
    if (!this._colours.on || !ids) {
      return;
    }
    ids.forEach((id) => this._waiting.add(id));
    clearTimeout(this._timer);
    this._timer = setTimeout(() => this._ask(), PAUSE);
  }

  private _ask(): void {
    const { events } = this._doc.document();
    const ids = [...this._waiting].filter((id) => Object.hasOwn(events, id));
    this._waiting = new Set();
    if (ids.length > 0) {
      this._session.writers('events', ids.length > MOST ? undefined : ids);
    }
  }

  private _onTold(_: unknown, { root, all, people }: Told): void {
    if (root !== 'events') {
      return;
    }
    if (all) {
      this._by = new Map();
    }
    for (const { person, name, ids } of people) {
      this._names.set(person, name || trans.__('Somebody'));
      ids.forEach((id) => this._by.set(id, person));
    }
    this._tell();
  }

  private _tell(): void {
    const { names, by } = this._past ?? { names: this._names, by: this._by };
    const order = colourOrder(this._session.state?.people ?? [], [...names.keys()]);
    const place = new Map(order.map((id, at) => [id, at]));
    this._colours.set(
      order.map((id) => ({ id, name: names.get(id) ?? '' })),
      new Map([...by].map(([id, person]) => [id, place.get(person) ?? 0])),
    );
  }

  private _past: Hands | null = null;
  private _waiting = new Set<string>();
  private _by = new Map<string, string>();
  private readonly _names = new Map<string, string>();
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _isDisposed = false;
}
