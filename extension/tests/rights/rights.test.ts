import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import type { Change } from '../../src/document/undo';
import { type Before, refusal, type Rights } from '../../src/rights';

interface Fixture {
  name: string;
  document: Record<string, Record<string, never>>;
  rights: Partial<Rights> & Pick<Rights, 'role' | 'person'>;
  changes: Change[];
  refusal: string;
}

const folder = fileURLToPath(new URL('../../../tests/fixtures/rights/', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

function reader(document: Fixture['document']): Before {
  return {
    entry: (root, id) => (root === 'meta' ? document.meta : document[root]?.[id]) ?? null,
    ids: (root) => Object.keys(document[root] ?? {}),
  };
}

describe.each(files)('%s', (file) => {
  const fixtures = JSON.parse(readFileSync(folder + file, 'utf-8')) as Fixture[];

  test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (_, fixture) => {
    const rights = { assignments: {}, makers: {}, ...fixture.rights };
    expect(refusal(rights, reader(fixture.document), fixture.changes)).toBe(fixture.refusal);
  });
});
