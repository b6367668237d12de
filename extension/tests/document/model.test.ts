import { expect, test } from 'vitest';

import { AntiphonDoc, mintId } from '../../src/document/model';

test('a new model is empty and writes nothing', () => {
  const model = AntiphonDoc.create();
  expect(model.ydoc.store.clients.size).toBe(0);
  expect(model.getSource()).toContain('"antiphon": 1');
});

test('an id starts with its prefix and is unlike the last', () => {
  expect(mintId('n')).toMatch(/^n[0-9A-Za-z]{12}$/);
  expect(mintId('n')).not.toBe(mintId('n'));
});
