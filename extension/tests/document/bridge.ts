/**
 * Lets Python's tests work with the real Yjs and with this side of the document: a request as JSON on stdin, the
 * answer as JSON in the file that the variable BRIDGE_ANSWER names.
 */
import { writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

import * as Y from 'yjs';

import { encode, normalise } from '../../src/document/codec';
import { AntiphonDoc } from '../../src/document/model';
import { pieceToJson, project } from '../../src/document/projection';
import type { Root } from '../../src/generated/schema';

type Edit =
  | ['put' | 'change', Root, string, object]
  | ['remove', Root, string[]]
  | ['set', string]
  | ['undo'];

interface Request {
  /** Anything shaped like documents: read each. */
  documents?: Record<string, unknown>[];
  /** A Y document's state in base 64: join it, and edit it. */
  update?: string;
  edits?: Edit[];
}

function edit(model: AntiphonDoc, [name, ...rest]: Edit): void {
  switch (name) {
    case 'put':
    case 'change': {
      const [root, id, fields] = rest as [Root, string, never];
      model[name](root, id, fields);
      break;
    }
    case 'remove': {
      const [root, ids] = rest as [Root, string[]];
      model.remove(root, ids);
      break;
    }
    case 'set':
      model.setSource(rest[0] as string);
      break;
    case 'undo':
      model.undo();
  }
}

const {
  documents = [],
  update = '',
  edits = [],
} = JSON.parse(await text(process.stdin)) as Request;
const model = AntiphonDoc.create();
if (update) {
  Y.applyUpdate(model.ydoc, Buffer.from(update, 'base64'));
}
const before = model.getSource();
edits.forEach((each) => edit(model, each));
const answer = JSON.stringify({
  texts: documents.map((document) => encode(normalise(document))),
  pieces: documents.map((document) => pieceToJson(project(document))),
  before,
  after: model.getSource(),
  update: Buffer.from(Y.encodeStateAsUpdate(model.ydoc)).toString('base64'),
});
model.dispose();
writeFileSync(process.env.BRIDGE_ANSWER!, answer);
