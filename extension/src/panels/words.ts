/** What the panels say, as pure functions of what the session told. */
import type { Measure } from '../document';
import type { Authors, Deed, EngineState, PollState, SteeringState, Stretch } from '../session';
import { beatAt, measureAt } from './position';

/** `1 person`, `7 people`. */
export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** A factor on the tempo, such as `× 1.10`. */
export function times(factor: number): string {
  return `× ${factor.toFixed(2)}`;
}

/** A role as people say it. */
export function role(name: string): string {
  const words: Record<string, string> = {
    teacher: 'Teacher: leads the session',
    player: 'Player: writes and listens',
    guest: 'Guest: reads and listens',
    engine: 'The sound engine',
  };
  return words[name] ?? name;
}

/** The engine's status in words. */
export function engine(state: EngineState): string {
  switch (state.status) {
    case 'off':
      return 'Sound is off: it starts when you press Play';
    case 'starting':
      return 'Sound is starting…';
    case 'on':
      return 'Sound is on';
    case 'failed':
      return `Sound failed: ${state.message || 'the server gave no reason'}`;
  }
}

/** Where the server itself sounds. */
export function output(name: string): string {
  const words: Record<string, string> = {
    null: 'The server plays to no sound card: press Listen to hear it in this browser.',
    jack: 'The server plays to JACK.',
    portaudio: 'The server plays to its sound card.',
  };
  return words[name] ?? `The server plays to ${name}.`;
}

/** A part of one, such as `12 %`. */
export function percent(part: number): string {
  return `${Math.round(100 * part)} %`;
}

/** How much of its time the engine needs, and whether that is much. */
export function load(part: number): string {
  const verdict = part < 0.6 ? '' : part < 0.85 ? ', getting busy' : ', close to too much';
  return `${percent(part)} of the time there is${verdict}`;
}

/** What is looped: `Loop: measures 3 to 6`, or from beat to beat where it is not of whole measures. */
export function loop(measures: readonly Measure[], { start, end }: Stretch): string {
  const first = measureAt(measures, start);
  const last = measureAt(measures, end - 1e-3);
  if (!first || !last) {
    return 'Loop';
  }
  const isWhole =
    Math.abs(start - Number(first.start)) < 1e-3 &&
    Math.abs(end - Number(last.start) - Number(last.duration)) < 1e-3;
  if (isWhole) {
    return first === last
      ? `Loop: measure ${first.number}`
      : `Loop: measures ${first.number} to ${last.number}`;
  }
  return `Loop: ${first.number}.${beatAt(first, start)} to ${last.number}.${beatAt(last, end - 1e-3)}`;
}

/** The name of a stem as people read it. */
export function stem(name: string): string {
  return name === 'shared' ? 'Shared' : name || 'Part without a name';
}

/** How the engine keeps up, for who looks closer. */
export function lateness(blocks: number): string {
  return `${count(blocks, 'block', 'blocks')} came late since it started`;
}

/**
 * What follows the tempo at the beginning, `♩ = 96`, to say how fast it is now: nothing where it is just that,
 * `× 1.10 = 106` where it is steered, `now 92 × 1.10 = 101` where another tempo is written here.
 */
export function tempo(first: number, bpm: number, factor: number): string {
  const now = Math.abs(bpm - first) < 0.05 ? [] : [`now ${Math.round(bpm * 10) / 10}`];
  const steered =
    Math.abs(factor - 1) < 0.005 ? [] : [`${times(factor)} = ${Math.round(bpm * factor)}`];
  return [...now, ...steered].join(' ');
}

/** A change of tempo that is agreed and not yet heard. */
export function pending(factor: number, measure: number | null, seconds: number): string {
  const where = measure === null ? '' : ` at measure ${measure}`;
  const when = seconds > 0.05 ? ` in ${seconds.toFixed(1)} s` : ' now';
  return `Tempo ${times(factor)}${where}${when}`;
}

/** Where the steered tempo stands. */
export function steering(state: SteeringState): string {
  if (Math.abs(state.factor - 1) < 0.005) {
    return 'The piece sounds at its written tempo.';
  }
  const pace = state.factor > 1 ? 'faster' : 'slower';
  const percent = Math.round(Math.abs(state.factor - 1) * 100);
  return `The piece sounds ${percent} % ${pace} than written (${times(state.factor)}).`;
}

/** What an envelope does, for the person who sets it. */
export function envelope(minimum: number, maximum: number, step: number): string {
  const percent = `${Math.round(step * 100)} %`;
  return (
    `Each poll that is won moves the tempo by ${percent} of what is written, ` +
    `never slower than ${times(minimum)} or faster than ${times(maximum)}.`
  );
}

/** What is wrong with an envelope, or null. */
export function envelopeFault(minimum: number, maximum: number, step: number): string | null {
  if (![minimum, maximum, step].every(Number.isFinite)) {
    return 'Fill in all three numbers.';
  }
  if (minimum > maximum) {
    return `The slowest (${times(minimum)}) must not be faster than the fastest (${times(maximum)}).`;
  }
  if (step <= 0) {
    return 'The step must be more than 0 %.';
  }
  return null;
}

/** How a running poll stands: `Faster leads with 4 of 7 votes`. */
export function standing(poll: PollState): string {
  if (poll.counts === null) {
    return poll.total > 0
      ? `${count(poll.total, 'vote', 'votes')} so far; the result shows when the poll closes.`
      : 'The result shows when the poll closes.';
  }
  if (poll.total === 0) {
    return 'No votes yet.';
  }
  const counts = poll.counts;
  const most = Math.max(...Object.values(counts));
  const first = poll.options.filter((option) => counts[option.id] === most);
  const of = `${most} of ${count(poll.total, 'vote', 'votes')}`;
  return first.length === 1
    ? `${first[0].label} leads with ${of}.`
    : `${first.map((option) => option.label).join(' and ')} are level with ${of} each.`;
}

/** Seconds as `1:05`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** Who made something and who changed it last: `By Ada, today 10:12; changed by Ben, today 10:15`. */
export function authors({ made, changed }: Authors, now: Date): string {
  const isChanged = changed && (changed.person !== made?.person || changed.at !== made.at);
  return [
    ...(made ? [`By ${deed(made, now)}`] : []),
    ...(isChanged ? [`changed by ${deed(changed, now)}`] : []),
  ]
    .join('; ')
    .replace(/^c/, 'C');
}

function deed({ name, at }: Deed, now: Date): string {
  return [name || 'somebody', ...(at === null ? [] : [moment(new Date(at), now)])].join(', ');
}

/** A time as people say it: `today 10:12`, `yesterday 10:12`, `12 March 10:12`, `12 March 2024`. */
export function moment(at: Date, now: Date): string {
  const time = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const days = Math.ceil((midnight.getTime() - at.getTime()) / 86_400_000);
  if (days <= 1) {
    return `${days <= 0 ? 'today' : 'yesterday'} ${time}`;
  }
  const year = at.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const };
  const day = at.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', ...year });
  return 'year' in year ? day : `${day} ${time}`;
}

/** Names as a list: `Ada`, `Ada and Ben`, `Ada, Ben and Cy`. */
export function names(of: readonly string[]): string {
  return of.length < 2 ? of.join('') : `${of.slice(0, -1).join(', ')} and ${of[of.length - 1]}`;
}
