import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import { empty } from '../../src/document/codec';
import { pieceToJson, project } from '../../src/document/projection';

const folder = fileURLToPath(new URL('../../../tests/fixtures/projection/', import.meta.url));

describe('a document has the piece of its fixture', () => {
  test.each(readdirSync(folder))('%s', (name) => {
    const fixture = JSON.parse(readFileSync(folder + name, 'utf-8'));
    expect(pieceToJson(project(fixture.document))).toStrictEqual(fixture.piece);
  });
});

test('two thousand events are projected within budget', () => {
  const document = empty();
  document.parts.p = { index: 'a', name: 'P' };
  for (let bar = 0; bar < 250; bar++) {
    document.measures[`m${bar}`] = { index: `a${String(bar).padStart(3, '0')}` };
    ['0', '1/2', '1', '3/2', '2', '5/2', '3', '7/2'].forEach((onset, index) => {
      document.events[`n${bar}_${index}`] = {
        kind: 'note',
        part: 'p',
        measure: `m${bar}`,
        onset,
        duration: '1/2',
        pitch: 'C4',
      };
    });
  }
  const times = Array.from({ length: 20 }, () => {
    const start = performance.now();
    project(document);
    return performance.now() - start;
  });
  const fastest = Math.min(...times);
  console.log(`2,000 events: ${fastest.toFixed(1)} ms`);
  expect(fastest).toBeLessThan(40);
});
