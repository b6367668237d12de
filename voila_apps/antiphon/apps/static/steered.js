// @ts-check
/**
 * What a poll did to the music, in words. `antiphon.apps.bundle` puts this into `poll.js`.
 * @typedef {import('./session').Session} Session
 * @typedef {import('./session').Poll} Poll
 * @typedef {import('./session').Steering} Steering
 */
import { digits, t, told } from './words.js';

/** @type {() => Record<string, string>} */
const MODES = () => ({
  written: t('as written'),
  major: t('major'),
  minor: t('minor'),
  dorian: t('Dorian'),
  phrygian: t('Phrygian'),
  lydian: t('Lydian'),
  mixolydian: t('Mixolydian'),
  locrian: t('Locrian'),
});

/**
 * What becomes of one thing, such as `The music gets faster`.
 * @param {string} key
 * @param {Steering} of
 */
export function becomes(key, of) {
  const { value, change, words } = of;
  const [name, said] = [told(of.name, {}, words), told(of.said, {}, words)];
  // Of a part, its own name says which.
  switch (`${key.replace(/\/.*/, '/')} ${change}`) {
    case 'tempo faster':
      return t('The music gets faster');
    case 'tempo slower':
      return t('The music gets slower');
    case 'dynamics louder':
      return t('The music gets louder');
    case 'dynamics softer':
      return t('The music gets softer');
    case 'part/ plays':
      return t('{name} plays again', { name });
    case 'part/ rests':
      return t('{name} rests', { name });
  }
  if (key === 'harmony') return t('The harmony becomes {mode}', { mode: MODES()[String(value)] ?? said });
  if (key === 'form') {
    if (value === 'again') return t('This section comes once more');
    if (value === 'ending') return t('It goes to the ending');
    return said;
  }
  return t('{name}: {value}', { name, value: said });
}

/**
 * What a poll steers that is agreed or sounds.
 * @param {Session} session
 * @param {Poll} poll
 * @returns {[string, Steering][]}
 */
function steeredBy(session, poll) {
  return Object.entries(session.steering).filter(([, of]) => of.poll === poll.id);
}

/**
 * What comes of a poll that is closed; empty where nothing does, or it is not known.
 * @param {Session} session
 * @param {Poll} poll
 * @param {boolean} spoken without the seconds, which would be read out all the time
 */
export function outlook(session, poll, spoken) {
  const changes = steeredBy(session, poll);
  if (!changes.length) {
    if (poll.steers?.target !== 'tempo' || !poll.options) return '';
    if (!poll.winner || poll.winner === 'same') return t('The music goes on as it was.');
    return session.transport?.playing ? '' : t('You will hear it when the music plays.');
  }
  const [first] = changes.map(([, of]) => of);
  const what = changes.map(([key, of]) => becomes(key, of)).join(t(', '));
  if (changes.every(([, of]) => of.sounding)) {
    if (!session.transport?.playing) return t('You will hear it when the music plays.');
    return session.votes[poll.id]
      ? t('Your vote did this: {change}.', { change: what })
      : t('You are hearing it now: {change}.', { change: what });
  }
  const { measure } = first;
  const rest = Math.max(0, first.seconds - (performance.now() - first.at) / 1000);
  if (spoken)
    return measure
      ? t('{change} at measure {measure}.', { change: what, measure })
      : t('{change}.', { change: what });
  if (rest <= 0.05) return t('{change} now.', { change: what });
  const seconds = digits(rest, 1);
  return measure
    ? t('{change} in {seconds} s, at measure {measure}.', { change: what, seconds, measure })
    : t('{change} in {seconds} s.', { change: what, seconds });
}

/**
 * Whether it is to be told again soon when something sounds.
 * @param {Session} session
 */
export function awaits({ steering }) {
  return Object.values(steering).some(({ sounding }) => !sounding);
}
