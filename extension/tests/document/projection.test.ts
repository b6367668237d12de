import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import { pieceToJson, project } from '../../src/document/projection';

const folder = fileURLToPath(new URL('../../../tests/fixtures/projection/', import.meta.url));

describe('a document has the piece of its fixture', () => {
  test.each(readdirSync(folder))('%s', (name) => {
    const fixture = JSON.parse(readFileSync(folder + name, 'utf-8'));
    expect(pieceToJson(project(fixture.document))).toStrictEqual(fixture.piece);
  });
});
