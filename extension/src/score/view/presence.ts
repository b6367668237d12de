import { trans } from '../../translation';
import { initials } from './initials';

/** The field of a person's awareness state that says where in the score they are. */
const FIELD = 'antiphon';
/** Most keys of a selection, and characters of a name or id, that are believed. */
const MOST_KEYS = 200;
const LONGEST_NAME = 40;
const LONGEST_KEY = 200;
/** Most people that are looked at. */
const MOST_PEOPLE = 100;
/** A colour that can do no harm in a style sheet. */
const COLOUR = /^(#[0-9a-f]{3,8}|rgba?\([\d\s.,%/]{1,40}\)|var\(--jp-[\w-]{1,60}\)|[a-z]{3,24})$/i;

/** What is needed of a Yjs awareness. */
export interface Awareness {
  readonly clientID: number;
  getStates(): Map<number, Record<string, unknown>>;
  setLocalStateField(field: string, value: unknown): void;
  on(event: 'change', listener: () => void): void;
  off(event: 'change', listener: () => void): void;
}

/** Where somebody's next note goes. */
export interface Caret {
  /** Ids. */
  readonly part: string;
  readonly measure: string;
  readonly staff: number;
  /** In quarter lengths from the start of the measure. */
  readonly onset: number;
}

/** Where somebody is, as they tell it of themselves. */
export interface Whereabouts {
  readonly selection: readonly string[];
  readonly caret: Caret | null;
  /** The id of the first measure in sight; empty where it is not told. */
  readonly view: string;
}

/** Somebody else who has the piece open. */
export interface Presence extends Whereabouts {
  readonly client: number;
  /** Their id; several pages of one person have the same. */
  readonly person: string;
  readonly name: string;
  readonly initials: string;
  readonly colour: string;
}

/** Tell the others where this page is. */
export function announce(awareness: Awareness, where: Whereabouts): void {
  const selection = where.selection.slice(0, MOST_KEYS);
  awareness.setLocalStateField(FIELD, { ...where, selection });
}

/** Read who else is there from awareness states, which anybody may have filled with anything. */
export function presences(awareness: Pick<Awareness, 'clientID' | 'getStates'>): Presence[] {
  const found: Presence[] = [];
  for (const [client, state] of awareness.getStates()) {
    if (client === awareness.clientID || found.length === MOST_PEOPLE) {
      continue;
    }
    const user = record(state.user);
    const said = record(state[FIELD]);
    const selection = Array.isArray(said.selection) ? said.selection.slice(0, MOST_KEYS) : [];
    const name =
      [user.display_name, user.name, user.username].map(nameOf).find((text) => text !== '') ??
      trans.__('Somebody');
    const colour = typeof user.color === 'string' && COLOUR.test(user.color) ? user.color : '';
    found.push({
      client,
      person: key(user.username),
      name,
      initials: initials(name),
      colour: colour || 'var(--jp-collaborator-color1)',
      selection: selection.map(key).filter((id) => id !== ''),
      caret: readCaret(said.caret),
      view: key(said.view),
    });
  }
  return found;
}

function readCaret(value: unknown): Caret | null {
  const said = record(value);
  const [part, measure] = [key(said.part), key(said.measure)];
  const { staff, onset } = said;
  return part !== '' && measure !== '' && isWithin(staff, 1, 4) && isWithin(onset, 0, 1e6)
    ? { part, measure, staff: Math.floor(staff), onset }
    : null;
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && value >= least && value <= most;
}

function record(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
}

function key(value: unknown): string {
  return typeof value === 'string' && value.length <= LONGEST_KEY ? value : '';
}

/** A name on one line, without signs that turn the direction of what follows. */
function nameOf(value: unknown): string {
  const text = typeof value === 'string' ? value.slice(0, 4 * LONGEST_NAME) : '';
  const letters = [...text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()];
  return letters.length > LONGEST_NAME
    ? `${letters.slice(0, LONGEST_NAME - 1).join('')}…`
    : letters.join('');
}
