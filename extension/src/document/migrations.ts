/**
 * Migrations: how a file of an older format version becomes one of the present version. What does not have the shape
 * of its version goes through as it is, for the codec to refuse. `antiphon.document.migrations` has the same ones,
 * held to these by `tests/fixtures/migrations`.
 */
import { isObject, type Json } from './json';

/** The roots that version 1 does not have. */
const ADDED_IN_2 = [
  'percussion',
  'groups',
  'ports',
  'labels',
  'presets',
  'sends',
  'inserts',
  'sections',
  'locks',
];

/** The roots that version 2 does not have. */
const ADDED_IN_3 = ['instruments', 'snapshots', 'settings', 'lanes', 'points'];

/** Version 1 to 2: an entry of `form` becomes a section, and a passage of the same id that plays it. */
function splitForm(raw: Json): Json {
  const result = { ...Object.fromEntries(ADDED_IN_2.map((root) => [root, {}])), ...raw };
  const { form, sections } = result;
  if (!isObject(form) || !isObject(sections)) {
    return result;
  }
  const split = Object.entries(form).map(([id, entry]) => {
    if (!isObject(entry)) {
      return { passage: [id, entry], section: null };
    }
    const { index, ...section } = entry;
    const place = index === undefined ? {} : { index };
    return { passage: [id, { ...place, section: id }], section: [id, section] };
  });
  const made = split.flatMap(({ section }) => (section ? [section] : []));
  return {
    ...result,
    form: Object.fromEntries(split.map(({ passage }) => passage)) as Json,
    sections: Object.fromEntries([...made, ...Object.entries(sections)]) as Json,
  };
}

/** Version 2 to 3: kept instruments, snapshots of the mix and automation, of which there are none. */
function addMixing(raw: Json): Json {
  return { ...Object.fromEntries(ADDED_IN_3.map((root) => [root, {}])), ...raw };
}

/** Format version → the migration to the version after it. */
const MIGRATIONS: readonly ((raw: Json) => Json)[] = [(raw) => raw, splitForm, addMixing];

/**
 * Bring a parsed file from its format version to another, one version at a time.
 *
 * @param raw The parsed file. It is not changed.
 * @param version Its format version, from 1 to `target`.
 * @param target The version wanted.
 */
export function migrate(raw: Json, version: number, target: number): Json {
  let result = raw;
  for (let step = version; step < target; step++) {
    result = { ...MIGRATIONS[step](result), antiphon: step + 1 };
  }
  return result;
}
