/** Browsers' documents without a browser: real Yjs and `AntiphonDoc`, driven by JSON lines; see README.md. */
import { createInterface } from 'node:readline';

import * as Y from 'yjs';

import { AntiphonDoc, type Changes, type Root } from '../src/document';

interface Command {
  do: string;
  peer?: string;
  update: string;
  since?: string;
  text: string;
  root: Root;
  id: string;
  fields: Record<string, string | number | boolean | null>;
  edits: Command[];
  client?: number;
}

const peers = new Map<string, AntiphonDoc>();

function answer(command: Command): object {
  const name = command.peer ?? '';
  const doc = peers.get(name) ?? AntiphonDoc.create();
  peers.set(name, doc);
  switch (command.do) {
    case 'apply':
      Y.applyUpdate(doc.ydoc, bytes(command.update), 'room');
      return {};
    case 'state':
      return { state: text(Y.encodeStateVector(doc.ydoc)) };
    case 'update':
      return {
        update: text(
          Y.encodeStateAsUpdate(doc.ydoc, command.since ? bytes(command.since) : undefined),
        ),
      };
    case 'put':
      doc.put(command.root, command.id, given(command.fields) as never);
      return {};
    case 'change':
      return { done: doc.change(command.root, command.id, given(command.fields)) };
    case 'remove':
      doc.remove(command.root, [command.id]);
      return {};
    case 'transact':
      doc.transact(() => command.edits.forEach((edit) => answer({ ...edit, peer: name })));
      return {};
    case 'set':
      doc.setSource(command.text);
      return {};
    case 'undo':
    case 'redo':
      return { done: doc[command.do]() };
    case 'text':
      return { text: doc.getSource() };
    case 'reload':
    case 'reset': {
      const fresh = AntiphonDoc.create();
      if (command.do === 'reload') {
        fresh.history = doc.history;
      }
      fresh.ydoc.clientID = command.client ?? fresh.ydoc.clientID;
      peers.set(name, fresh);
      doc.dispose();
      return {};
    }
    default:
      throw new Error(`no such command: ${command.do}`);
  }
}

function given(fields: Command['fields']): Changes<Root> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, value ?? undefined]),
  );
}

function bytes(base64: string): Uint8Array {
  return Buffer.from(base64, 'base64');
}

function text(update: Uint8Array): string {
  return Buffer.from(update).toString('base64');
}

// Standard output is for answers only.
console.log = console.info = console.debug = console.error;

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line) as Command;
  if (command.do === 'quit') {
    break;
  }
  let result: object;
  try {
    result = answer(command);
  } catch (error) {
    result = { error: (error as Error).message };
  }
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
process.exit(0);
