import { decimal, trans } from '../translation';
import { fields, text, type Fields } from './fields';

/** What the sentences of the message that is read were made of, by their English (`antiphon.session.saying`). */
let said: Fields = {};

/** Take what the sentences of a message were made of, before they are read. */
export function learn(message: Fields): void {
  said = fields(message.said);
}

/**
 * A sentence of the server in the language of the interface; anything else, such as a name that somebody gave, as it is.
 * `scripts/translations.py` takes the sentences from the server itself.
 */
export function told(value: unknown): string {
  const english = text(value);
  if (Object.hasOwn(said, english)) {
    return say(fields(said[english]));
  }
  // What people write may have a % that a catalogue would take for its own.
  return english === '' || english.includes('%') ? english : trans._p('server', english);
}

function say(saying: Fields): string {
  const sentence = text(saying.sentence);
  const one = text(saying.one);
  const values = fields(saying.values);
  let translated: string;
  if (one !== '' && typeof values.count === 'number') {
    translated = trans._np('server', one, sentence, values.count);
  } else {
    translated = trans._p('server', sentence);
    // A word of the engine's catalogue is in a context of its own.
    translated = translated === sentence ? trans._p('sound', sentence) : translated;
  }
  return translated.replace(/\{(\w+)\}/g, (hole, name: string) =>
    Object.hasOwn(values, name) ? part(values[name]) : hole,
  );
}

/** A value in a sentence: a number, another sentence, or a name. */
function part(value: unknown): string {
  if (typeof value === 'number') {
    return decimal(Number(value.toPrecision(4)), 0, 6);
  }
  const english = text(value);
  return Object.hasOwn(said, english) ? say(fields(said[english])) : english;
}
