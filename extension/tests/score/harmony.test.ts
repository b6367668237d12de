import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { readHarmony } from '../../src/score/music/harmony';

interface Row {
  readonly written: string;
  readonly text: string | null;
}

/** Held to music21's chord symbols by `tests/score/test_chords.py`. */
const table = JSON.parse(
  readFileSync(new URL('../../../tests/fixtures/harmony/figures.json', import.meta.url), 'utf8'),
) as Row[];

it.each(table)('reads “$written” as $text', ({ written, text }) => {
  expect(readHarmony(written)).toBe(text);
});
