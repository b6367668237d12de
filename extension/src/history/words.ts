/** What was when, by whom, and what is different, in words. */
import type { Document, Piece } from '../document';
import type { Entry } from '../document/codec';
import { moment, names, partName } from '../panels/words';
import { changesInWords, thing, type Shows } from '../proposals/words';
import { parsePitch, pitchInWords } from '../score/music/pitch';
import { trans } from '../translation';
import type { Alteration, Difference, Timeline, Version } from './answers';
import { spanAt } from './timeline';

/** A time of an answer (in seconds), as people say it. */
export function time(seconds: number, now = new Date()): string {
  return moment(new Date(1000 * seconds), now);
}

/** Somebody's name; of nobody, that it came from outside. */
export function who(people: Readonly<Record<string, string>>, person: string): string {
  return person ? people[person] || trans.__('somebody') : trans.__('nobody here');
}

/** Who did something, and when: "today 10:12, by Ada". */
export function deed(
  { people }: { people: Readonly<Record<string, string>> },
  person: string,
  at: number,
): string {
  return at === 0
    ? trans.__('The beginning, before anybody wrote')
    : trans.__('%1, by %2', time(at), who(people, person));
}

/** Where a slider is: "today 10:12, by Ada and Bo: step 3 of 12". */
export function place(timeline: Timeline, step: number | null): string {
  if (step === null) {
    return trans.__('Now');
  }
  const span = spanAt(timeline, step);
  if (step === 0 || !span) {
    return trans.__('The beginning, before anybody wrote');
  }
  const people = Object.keys(span.edits).map((person) => who(timeline.people, person));
  const at = time(step === span.first ? span.began : span.ended);
  return trans.__('%1, by %2: step %3 of %4', at, names(people), step, timeline.last);
}

/** What a version is called. */
export function versionName({ title, kind }: Version): string {
  const words: Record<Version['kind'], string> = {
    named: trans.__('Without a name'),
    pause: trans.__('When everybody had left'),
    while: trans.__('While writing'),
    before: trans.__('Before something was restored or merged, or the file was changed'),
  };
  return title || words[kind];
}

/** Something that is different, in words. */
export interface Line {
  readonly words: string;
  readonly change: Alteration['change'];
  /** The id of who did it; empty where that is not known. */
  readonly who: string;
}

/** What is different at one place. */
export interface Place {
  readonly key: string;
  /** Such as "Flute, measure 3", or "Sounds". */
  readonly title: string;
  readonly shows: Shows;
  readonly lines: readonly Line[];
}

/** Roots whose entries are in measures. */
const IN_SCORE: ReadonlySet<string> = new Set(['events', 'spans', 'measures']);
/** More notes than this that came or went at one place are counted. */
const MOST = 6;

/** What is different, by place: the measures first, in order, then parts, sounds and the rest. */
export function places(
  difference: Omit<Difference, 'a' | 'b'>,
  document: Omit<Document, 'antiphon'>,
  piece: Piece,
): Place[] {
  const found = new Map<string, { place: Omit<Place, 'lines'>; rank: number; of: Alteration[] }>();
  const inside = new Map<string, number>();
  const holder = holders(difference.alterations);
  for (const each of difference.alterations) {
    const within = holder(each);
    if (within) {
      inside.set(within, (inside.get(within) ?? 0) + Number(isNote(each)));
      continue;
    }
    const { rank, ...place } = placeOf(difference, document, piece, each);
    const there = found.get(place.key);
    if (there) {
      there.of.push(each);
    } else {
      found.set(place.key, { place, rank, of: [each] });
    }
  }
  return [...found.values()]
    .sort((a, b) => a.rank - b.rank)
    .map(({ place, of }) => ({ ...place, lines: lines(difference, document, of, inside) }));
}

/**
 * Says in which measure or part, that came or went as a whole, something came or went with it: its id; empty where in none,
 * or where it is one itself.
 */
export function holders(alterations: readonly Alteration[]): (of: Alteration) => string {
  const whole = new Set(
    alterations
      .filter(({ root, change }) => ['parts', 'measures'].includes(root) && change !== 'changed')
      .map(({ change, ids }) => `${change} ${ids[0] ?? ids[1] ?? ''}`),
  );
  return ({ root, change, measure, part }) =>
    root === 'events' || root === 'spans'
      ? ([measure, part].find((id) => id && whole.has(`${change} ${id}`)) ?? '')
      : '';
}

function isNote({ what }: Alteration): boolean {
  return what === 'note' || what === 'grace';
}

function placeOf(
  { parts }: Pick<Difference, 'parts'>,
  document: Omit<Document, 'antiphon'>,
  piece: Piece,
  { root, change, part, measure, numbers, ids }: Alteration,
): Omit<Place, 'lines'> & { rank: number } {
  if (IN_SCORE.has(root) && !(root === 'measures' && change !== 'changed')) {
    const number = numbers[1] ?? numbers[0];
    const bar = number === null ? trans.__('outside the measures') : trans.__('measure %1', number);
    const order = piece.parts.findIndex(({ id }) => id === part);
    const isThere = Object.hasOwn(document.measures, measure);
    const event = ids[1] ?? '';
    return {
      key: `${measure} ${part}`,
      title: part ? trans.__('%1, %2', partName({ name: parts[part] ?? '' }), bar) : capital(bar),
      shows: {
        pane: isThere ? 'score' : '',
        id: Object.hasOwn(document.events, event) ? event : measure,
      },
      rank: (number ?? 1e6) * 1000 + order + 1,
    };
  }
  const far = 1e10;
  if (['meta', 'parts', 'measures', 'sections', 'form'].includes(root)) {
    return { key: 'piece', title: trans.__('The piece'), shows: NOWHERE, rank: far };
  }
  if (['mix', 'sends', 'inserts', 'snapshots', 'settings', 'lanes', 'points'].includes(root)) {
    return { key: 'mixer', title: trans.__('Mixer'), shows: NOWHERE, rank: 3 * far };
  }
  if (['annotations', 'proposals', 'locks'].includes(root)) {
    const title = trans.__('Comments, proposals and locks');
    return { key: 'said', title, shows: NOWHERE, rank: 4 * far };
  }
  const id = ids[1] ?? '';
  const pane = Object.hasOwn(document.nodes, id) ? 'graph' : '';
  return { key: 'graph', title: trans.__('Sounds'), shows: { pane, id }, rank: 2 * far };
}

const NOWHERE: Shows = { pane: '', id: '' };

function lines(
  difference: Omit<Difference, 'a' | 'b'>,
  document: Omit<Document, 'antiphon'>,
  of: readonly Alteration[],
  inside: ReadonlyMap<string, number>,
): Line[] {
  const found: Line[] = [];
  for (const change of ['added', 'removed'] as const) {
    const these = of.filter((each) => each.change === change);
    const many = [these.filter(isNote), these.filter(({ root }) => root === 'measures')].filter(
      ({ length }) => length > MOST,
    );
    for (const group of many) {
      const authors = new Set(group.map((each) => each.who));
      const who = authors.size === 1 ? group[0].who : '';
      found.push({ change, who, words: counted(change, group) });
    }
    const single = these.filter((each) => !many.some((group) => group.includes(each)));
    found.push(...single.map((each) => line(difference, document, each, inside)));
  }
  const changed = of.filter((each) => each.change === 'changed');
  found.push(...changed.map((each) => line(difference, document, each, inside)));
  return found;
}

function counted(change: 'added' | 'removed', [{ root }, ...rest]: readonly Alteration[]): string {
  const count = rest.length + 1;
  if (root === 'measures') {
    return change === 'added'
      ? trans._n('Added %1 measure', 'Added %1 measures', count)
      : trans._n('Removed %1 measure', 'Removed %1 measures', count);
  }
  return change === 'added'
    ? trans._n('Added %1 note', 'Added %1 notes', count)
    : trans._n('Removed %1 note', 'Removed %1 notes', count);
}

function line(
  difference: Omit<Difference, 'a' | 'b'>,
  document: Omit<Document, 'antiphon'>,
  each: Alteration,
  inside: ReadonlyMap<string, number>,
): Line {
  const { change, who } = each;
  const words = inWords(difference, document, each);
  const notes = inside.get(each.ids[0] ?? each.ids[1] ?? '') ?? 0;
  return {
    words: notes > 0 ? trans._n('%2 with %1 note', '%2 with %1 notes', notes, words) : words,
    change,
    who,
  };
}

/** An alteration in words: "Added F sharp 4 (beat 2)". */
export function inWords(
  difference: Pick<Difference, 'meters' | 'parts'>,
  document: Omit<Document, 'antiphon'>,
  each: Alteration,
): string {
  if (each.root === 'meta') {
    return trans.__('Title, composer or other words about the piece changed');
  }
  const entry = each.before ?? each.after ?? {};
  const name = called(document, each, entry);
  const at = beat(difference, entry);
  const what = at ? trans.__('%1 (%2)', name, at) : name;
  switch (each.change) {
    case 'added':
      return trans.__('Added %1', what);
    case 'removed':
      return trans.__('Removed %1', what);
    case 'changed':
      return trans.__('%1: %2', capital(what), changed(difference, each));
  }
}

function changed(
  { meters }: Pick<Difference, 'meters'>,
  { root, fields, before, after }: Alteration,
): string {
  const [old, now] = [before ?? {}, after ?? {}];
  const told: string[] = [];
  const rest = new Set(fields);
  const take = (...names: string[]): boolean =>
    names.map((name) => rest.delete(name)).some(Boolean);
  if (root === 'events' && rest.has('pitch') && typeof now.pitch === 'string') {
    rest.delete('pitch');
    told.push(trans.__('is now %1', pitchInWords(parsePitch(now.pitch))));
  }
  if (root === 'events' && rest.has('onset') && !rest.has('measure')) {
    rest.delete('onset');
    told.push(trans.__('moved to %1', beat({ meters }, now)));
  }
  if (take('index', 'measure', 'onset', 'part', 'staff', 'voice', 'x', 'y', 'start', 'end')) {
    told.push(trans.__('moved'));
  }
  if (take('name') && typeof now.name === 'string') {
    told.push(trans.__('is now called %1', now.name));
  }
  if (root === 'measures' && take('meter')) {
    told.push(
      typeof now.meter === 'string'
        ? trans.__('the meter is %1', now.meter)
        : trans.__('no meter of its own'),
    );
  }
  if (root === 'measures' && take('key', 'mode')) {
    told.push(trans.__('another key'));
  }
  if (root === 'events' && rest.has('duration')) {
    rest.delete('duration');
    const longer = quarters(now.duration) > quarters(old.duration);
    told.push(longer ? trans.__('is longer') : trans.__('is shorter'));
  }
  if (rest.size > 0) {
    const of = Object.fromEntries([...rest].map((name) => [name, now[name] ?? null]));
    told.push(changesInWords(old, { root, fields: of }));
  }
  return told.join(', ');
}

/** What an entry is called. */
export function called(
  document: Omit<Document, 'antiphon'>,
  { root, ids, numbers }: Pick<Alteration, 'root' | 'ids' | 'numbers'>,
  entry: Entry,
): string {
  const name = [entry.name, entry.title, entry.text].find((of) => typeof of === 'string') ?? '';
  const short = String(name).slice(0, 40);
  switch (root) {
    case 'parts':
      return short ? trans.__('the part %1', short) : partName({ name: short });
    case 'measures':
      return trans.__('measure %1', numbers[1] ?? numbers[0] ?? '');
    case 'sections':
      return trans.__('the section %1', short);
    case 'form':
      return trans.__('a passage of the form');
    case 'percussion':
      return trans.__('the drum %1', short);
    case 'presets':
    case 'instruments':
      return trans.__('the instrument %1', short);
    case 'snapshots':
    case 'settings':
      return trans.__('a snapshot of the mixer');
    case 'lanes':
    case 'points':
      return trans.__('automation');
    case 'locks':
      return trans.__('a lock');
    case 'annotations':
      return trans.__('the comment “%1”', short);
    case 'proposals':
      return trans.__('the proposal “%1”', short);
    default:
      return thing(document, new Map(), root, entry, ids[1] ?? ids[0] ?? '');
  }
}

/** Where an event stands in its measure, in beats of the meter; empty for what has no onset. */
function beat({ meters }: Pick<Difference, 'meters'>, { measure, onset }: Entry): string {
  if (typeof onset !== 'string') {
    return '';
  }
  const unit = Number((meters[String(measure)] ?? '4/4').split('/')[1]);
  const at = (quarters(onset) * unit) / 4 + 1;
  return trans.__('beat %1', String(Math.round(100 * at) / 100));
}

function quarters(value: unknown): number {
  const [above, below = '1'] = (typeof value === 'string' ? value : '0').split('/');
  return Number(above) / Number(below);
}

function capital(words: string): string {
  return words.slice(0, 1).toLocaleUpperCase() + words.slice(1);
}
