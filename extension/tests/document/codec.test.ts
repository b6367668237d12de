import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import { decode, DocumentError, encode, NewerVersionError } from '../../src/document/codec';
import { migrate } from '../../src/document/migrations';

const folder = fileURLToPath(new URL('../../../tests/fixtures/codec/', import.meta.url));
const read = (name: string) => readFileSync(folder + name, 'utf-8');
const cases = (name: string) => JSON.parse(read(name)) as Record<string, string>[];

describe('a canonical file comes back byte for byte', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.antiphon'));
  test.each(names)('%s', (name) => {
    expect(encode(decode(read(name)))).toBe(read(name));
  });
});

describe('any valid text becomes the canonical one', () => {
  test.each(cases('recoded.json'))('$name', ({ text, canonical }) => {
    expect(encode(decode(text))).toBe(canonical);
  });
});

describe('a file of an older version becomes one of this version', () => {
  const migrations = new URL('../../../tests/fixtures/migrations/', import.meta.url);
  test.each(readdirSync(fileURLToPath(migrations)))('%s', (name) => {
    const { version, before, after } = JSON.parse(readFileSync(new URL(name, migrations), 'utf-8'));
    const unchanged = structuredClone(before);
    expect(migrate(before, version, version + 1)).toEqual(after);
    expect(before).toEqual(unchanged);
  });
});

describe('what is not a piece is refused in one sentence', () => {
  test.each(cases('refused.json'))('$name', ({ text, error, message }) => {
    let caught: unknown;
    try {
      decode(text);
    } catch (thrown) {
      caught = thrown;
    }
    expect(caught).toBeInstanceOf(
      error === 'NewerVersionError' ? NewerVersionError : DocumentError,
    );
    expect((caught as Error).name).toBe(error);
    expect((caught as Error).message.startsWith(message)).toBe(true);
  });
});
