import { format } from '../panels/curve';
import { percent, times } from '../panels/words';
import type { CanvasState, Envelope, Moment, Reaction, Steerable, Value, Voice } from '../session';
import { decimal, trans } from '../translation';
import { isSwitch } from './targets';

/** What a target is at, as people say it: `× 1.10`, `+3 dB`, `plays`; null is as written. */
export function value(of: Steerable, at: Value | null): string {
  if (at === null) {
    return trans.__('as written');
  }
  if (typeof at === 'string') {
    return of.choices.find((choice) => choice.value === at)?.name ?? plain(at);
  }
  if (isSwitch(of.target)) {
    return at > 0.5 ? trans._p('part', 'plays') : trans._p('part', 'rests');
  }
  if (of.unit === '×') {
    return times(at);
  }
  const words = format(at, of.unit);
  return of.unit === 'dB' && at > 0 ? `+${words}` : words;
}

/** What the words of the wire mean, where the server has not named them. */
function plain(at: string): string {
  const words: Record<string, string> = {
    written: trans.__('as written'),
    major: trans.__('major'),
    minor: trans.__('minor'),
    dorian: trans.__('dorian'),
    phrygian: trans.__('phrygian'),
    lydian: trans.__('lydian'),
    mixolydian: trans.__('mixolydian'),
    locrian: trans.__('locrian'),
    on: trans.__('on as written'),
    again: trans.__('this section again'),
    ending: trans.__('to the ending'),
  };
  return words[at] ?? at;
}

/** When a change is heard. */
export function moment(when: Moment): string {
  const words: Record<Moment, string> = {
    beat: trans.__('on the next beat'),
    bar: trans.__('at the next bar line'),
    section: trans.__('at the next section'),
    now: trans.__('at once'),
  };
  return words[when];
}

/** A change that is agreed and not yet heard: `Dynamics: +3 dB at measure 12 in 2.1 s`. */
export function pending(name: string, to: string, measure: number | null, seconds: number): string {
  const wait = decimal(seconds, 1);
  if (measure === null) {
    return seconds > 0.05
      ? trans.__('%1: %2 in %3 s', name, to, wait)
      : trans.__('%1: %2 now', name, to);
  }
  return seconds > 0.05
    ? trans.__('%1: %2 at measure %3 in %4 s', name, to, measure, wait)
    : trans.__('%1: %2 at measure %3 now', name, to, measure);
}

/** What an envelope lets votes do, for the person who sets it. */
export function envelope(of: Steerable, { minimum, maximum, step, ...rest }: Envelope): string {
  const parts: string[] = [];
  if (of.kind === 'text') {
    parts.push(
      trans._n(
        'Votes choose between %1 thing.',
        'Votes choose between %1 things.',
        rest.choices.length || of.choices.length,
      ),
    );
  } else if (isSwitch(of.target)) {
    parts.push(trans.__('Votes say whether it plays or rests.'));
  } else {
    const by = of.unit === '×' ? percent(step) : format(step, of.unit);
    parts.push(
      trans.__(
        'Each poll that is won moves it by %1, never below %2 or above %3.',
        by,
        value(of, minimum),
        value(of, maximum),
      ),
    );
  }
  if (rest.weight < 1) {
    parts.push(
      rest.weight === 0
        ? trans.__('Your own value alone counts.')
        : trans.__('Where you set a value yourself, votes count for %1.', percent(rest.weight)),
    );
  }
  if (rest.veto > 0) {
    parts.push(trans.__('You have %1 s for a veto.', decimal(rest.veto, 0, 1)));
  }
  return parts.join(' ');
}

/** What is wrong with an envelope, or null. */
export function envelopeFault(of: Steerable, envelope: Envelope): string | null {
  const { minimum, maximum, step, choices } = envelope;
  if (of.kind === 'text') {
    return choices.length < 2 ? trans.__('Leave at least two things to choose between.') : null;
  }
  if (![minimum, maximum, step].every(Number.isFinite)) {
    return trans.__('Fill in all three numbers.');
  }
  if (minimum >= maximum) {
    return trans.__(
      'The lowest (%1) must be below the highest (%2).',
      value(of, minimum),
      value(of, maximum),
    );
  }
  return step <= 0 ? trans.__('The step must be more than 0.') : null;
}

/** What the audience may do beside voting. */
export function voice(of: Voice): { name: string; note: string } {
  const words: Record<Voice, { name: string; note: string }> = {
    reactions: {
      name: trans.__('Reactions'),
      note: trans.__('People clap or send a heart while the music plays.'),
    },
    questions: {
      name: trans.__('Questions'),
      note: trans.__('People write you a question; it is on the stage only if you put it there.'),
    },
    suggestions: {
      name: trans.__('Melodies'),
      note: trans.__('People play a short melody and send it to you as a proposal.'),
    },
    gestures: {
      name: trans.__('Shaking the phone'),
      note: trans.__('Each phone asks its owner first.'),
    },
  };
  return words[of];
}

/** A reaction as a picture and a word. */
export function reaction(kind: Reaction): { picture: string; name: string } {
  const words: Record<Reaction, { picture: string; name: string }> = {
    applause: { picture: '👏', name: trans.__('Applause') },
    heart: { picture: '❤️', name: trans.__('Hearts') },
    wow: { picture: '😮', name: trans.__('Wow') },
    laugh: { picture: '😄', name: trans.__('Laughter') },
  };
  return words[kind];
}

/** How a canvas goes: `12 people made 85 edits.` */
export function canvasFigures({ people, edits }: Pick<CanvasState, 'people' | 'edits'>): string {
  return edits === 0
    ? trans.__('Nobody has edited it yet.')
    : trans.__(
        '%1 made %2.',
        trans._n('%1 person', '%1 people', people),
        trans._n('%1 edit', '%1 edits', edits),
      );
}
