import { type ISignal, Signal } from '@lumino/signaling';

import { isId } from '../document';
import { type Awareness, presences } from '../score/view/presence';

export type { Awareness };

/** The field of a person's awareness state that says what they do in the graph and the mixer. */
const FIELD = 'graph';
/** Most ids of a selection, and characters of what is held, that are believed. */
const MOST = 500;
const LONGEST_HELD = 130;
/** Furthest a pointer is believed to be, in the units of the graph. */
const FURTHEST = 1e6;
/** Milliseconds between two tellings: at most 15 a second. */
export const PAUSE = 67;

/** What somebody does in the graph, as they tell it of themselves. */
export interface GraphPresence {
  /** Where they point, in the units of the graph. */
  readonly pointer: { readonly x: number; readonly y: number } | null;
  /** Ids. */
  readonly selection: readonly string[];
  /** `<node or strip id>/<field>` of the knob they hold. */
  readonly holding: string | null;
}

/** Somebody else, and what they do in the graph. */
export interface Colleague extends GraphPresence {
  readonly client: number;
  /** Their id; several pages of one person have the same. */
  readonly person: string;
  readonly name: string;
  readonly colour: string;
}

export const NOWHERE: GraphPresence = { pointer: null, selection: [], holding: null };

/** What of anything tells what somebody does in the graph. */
export function readPresence(of: unknown): GraphPresence {
  const { pointer, selection, holding } = (of ?? {}) as Record<string, unknown>;
  const { x, y } = (pointer ?? {}) as Record<string, unknown>;
  return {
    pointer: isPlace(x) && isPlace(y) ? { x, y } : null,
    selection: Array.isArray(selection) ? selection.slice(0, MOST).filter(isId) : [],
    holding: typeof holding === 'string' && holding.length <= LONGEST_HELD ? holding : null,
  };
}

function isPlace(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= FURTHEST;
}

/** What the others do in the graph, from awareness states, which anybody may have filled with anything. */
export function colleagues(awareness: Pick<Awareness, 'clientID' | 'getStates'>): Colleague[] {
  const states = awareness.getStates();
  return presences(awareness).map(({ client, person, name, colour }) => ({
    client,
    person,
    name,
    colour,
    ...readPresence(states.get(client)?.[FIELD]),
  }));
}

/** What the others do in the graph, and the telling of what this page does, at a bearable pace. One for each piece. */
export class GraphCompany {
  constructor(private readonly _awareness: Awareness) {
    _awareness.on('change', this._onChange);
    this._others = colleagues(_awareness);
    this._known = JSON.stringify(this._others);
    this._selecting = selecting(this._others);
  }

  /** Somebody came, went, or did something. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get others(): readonly Colleague[] {
    return this._others;
  }

  /** Who else holds a knob, such as `n1/p_decay`; null where nobody does. */
  holder(knob: string): Colleague | null {
    return this._others.find(({ holding }) => holding === knob) ?? null;
  }

  /** Who else has a thing selected, as JSON of their names and colours; empty where nobody has. */
  selecting(id: string): string {
    return this._selecting.get(id) ?? '';
  }

  /** Tell what is done here. */
  tell(mine: Partial<GraphPresence>): void {
    const next = { ...this._mine, ...mine };
    if (JSON.stringify(next) === JSON.stringify(this._mine)) {
      return;
    }
    this._mine = next;
    this._timer ??= setTimeout(() => {
      this._timer = undefined;
      this._say();
    }, PAUSE);
  }

  dispose(): void {
    clearTimeout(this._timer);
    this._mine = NOWHERE;
    this._say();
    this._awareness.off('change', this._onChange);
    Signal.clearData(this);
  }

  private _say(): void {
    const selection = this._mine.selection.slice(0, MOST);
    this._awareness.setLocalStateField(FIELD, { ...this._mine, selection });
  }

  private readonly _onChange = (): void => {
    const others = colleagues(this._awareness);
    const text = JSON.stringify(others);
    if (text !== this._known) {
      this._known = text;
      this._others = others;
      this._selecting = selecting(others);
      this._changed.emit();
    }
  };

  private readonly _changed = new Signal<this, void>(this);
  private _others: readonly Colleague[];
  private _selecting: ReadonlyMap<string, string>;
  private _known: string;
  private _mine: GraphPresence = NOWHERE;
  private _timer: ReturnType<typeof setTimeout> | undefined;
}

/** Who has what selected, as JSON by the id. */
function selecting(others: readonly Colleague[]): Map<string, string> {
  const found = new Map<string, Pick<Colleague, 'name' | 'colour'>[]>();
  for (const { selection, name, colour } of others) {
    selection.forEach((id) => found.set(id, [...(found.get(id) ?? []), { name, colour }]));
  }
  return new Map([...found].map(([id, people]) => [id, JSON.stringify(people)]));
}
