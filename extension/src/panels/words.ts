/** What the panels say, as pure functions of what the session told. */
import type { Measure } from '../document';
import type { Authors, Deed, EngineState, Stretch } from '../session';
import { decimal, language, trans } from '../translation';
import { beatAt, measureAt } from './position';

/** A factor on the tempo, such as `× 1.10`. */
export function times(factor: number): string {
  return `× ${decimal(factor, 2)}`;
}

/** A role as people say it. */
export function role(name: string): string {
  const words: Record<string, string> = {
    teacher: trans.__('Teacher: leads the session'),
    player: trans.__('Player: writes and listens'),
    guest: trans.__('Guest: reads and listens'),
    engine: trans.__('The sound engine'),
  };
  return words[name] ?? name;
}

/** The bare name of a role. */
export function roleName(name: string): string {
  const words: Record<string, string> = {
    teacher: trans.__('teacher'),
    player: trans.__('player'),
    guest: trans.__('guest'),
  };
  return words[name] ?? name;
}

/** The engine's status in words. */
export function engine(state: EngineState): string {
  switch (state.status) {
    case 'off':
      return trans.__('Sound is off: it starts when you press Play');
    case 'starting':
      return trans.__('Sound is starting…');
    case 'on':
      return trans.__('Sound is on');
    case 'failed':
      return trans.__('Sound failed: %1', state.message || trans.__('the server gave no reason'));
  }
}

/** Where the server itself sounds. */
export function output(name: string): string {
  const words: Record<string, string> = {
    null: trans.__('The server plays to no sound card: press Listen to hear it in this browser.'),
    jack: trans.__('The server plays to JACK.'),
    portaudio: trans.__('The server plays to its sound card.'),
  };
  return words[name] ?? trans.__('The server plays to %1.', name);
}

/** A part of one, such as `12 %`. */
export function percent(part: number): string {
  return `${Math.round(100 * part)} %`;
}

/** How much of its time the engine needs, and whether that is much. */
export function load(part: number): string {
  const share = percent(part);
  if (part < 0.6) {
    return trans.__('%1 of the time there is', share);
  }
  return part < 0.85
    ? trans.__('%1 of the time there is, getting busy', share)
    : trans.__('%1 of the time there is, close to too much', share);
}

/** What is looped: `Loop: measures 3 to 6`, or from beat to beat where it is not of whole measures. */
export function loop(measures: readonly Measure[], { start, end }: Stretch): string {
  const first = measureAt(measures, start);
  const last = measureAt(measures, end - 1e-3);
  if (!first || !last) {
    return trans.__('Loop');
  }
  const isWhole =
    Math.abs(start - Number(first.start)) < 1e-3 &&
    Math.abs(end - Number(last.start) - Number(last.duration)) < 1e-3;
  if (isWhole) {
    return first === last
      ? trans.__('Loop: measure %1', first.number)
      : trans.__('Loop: measures %1 to %2', first.number, last.number);
  }
  return trans.__(
    'Loop: %1 to %2',
    `${first.number}.${beatAt(first, start)}`,
    `${last.number}.${beatAt(last, end - 1e-3)}`,
  );
}

/** The name of a stem as people read it. */
export function stem(name: string): string {
  return name === 'shared' ? trans._p('stem', 'Shared') : partName({ name });
}

/** The name of a part as people read it. */
export function partName({ name }: { name: string }): string {
  return name || trans.__('Part without a name');
}

/** How the engine keeps up, for who looks closer. */
export function lateness(blocks: number): string {
  return trans._n(
    '%1 block came late since it started',
    '%1 blocks came late since it started',
    blocks,
  );
}

/**
 * What follows the tempo at the beginning, `♩ = 96`, to say how fast it is now: nothing where it is just that,
 * `× 1.10 = 106` where it is steered, `now 92 × 1.10 = 101` where another tempo is written here.
 */
export function tempo(first: number, bpm: number, factor: number): string {
  const now = Math.abs(bpm - first) < 0.05 ? [] : [trans.__('now %1', Math.round(bpm * 10) / 10)];
  const steered =
    Math.abs(factor - 1) < 0.005 ? [] : [`${times(factor)} = ${Math.round(bpm * factor)}`];
  return [...now, ...steered].join(' ');
}

/** Seconds as `1:05`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** Who made something and who changed it last: `By Ada, today 10:12; changed by Ben, today 10:15`. */
export function authors({ made, changed }: Authors, now: Date): string {
  const isChanged = changed && (changed.person !== made?.person || changed.at !== made.at);
  if (made && isChanged) {
    return trans.__('By %1; changed by %2', deed(made, now), deed(changed, now));
  }
  if (isChanged) {
    return trans.__('Changed by %1', deed(changed, now));
  }
  return made ? trans.__('By %1', deed(made, now)) : '';
}

function deed({ name, at }: Deed, now: Date): string {
  return [name || trans.__('somebody'), ...(at === null ? [] : [moment(new Date(at), now)])].join(
    ', ',
  );
}

/** A time as people say it: `today 10:12`, `yesterday 10:12`, `12 March 10:12`, `12 March 2024`. */
export function moment(at: Date, now: Date): string {
  const time = at.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const days = Math.ceil((midnight.getTime() - at.getTime()) / 86_400_000);
  if (days <= 1) {
    return days <= 0 ? trans.__('today %1', time) : trans.__('yesterday %1', time);
  }
  const year = at.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const };
  const day = at.toLocaleDateString(language, { day: 'numeric', month: 'long', ...year });
  return 'year' in year ? day : `${day} ${time}`;
}

/** Names as a list: `Ada`, `Ada and Ben`, `Ada, Ben and Cy`. */
export function names(of: readonly string[]): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(of);
}
