// Prints what the interface says, as JSON: the texts of every trans.__, _n, _p and _np under src, and the names of the
// instruments, by TypeScript's own parser.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

// How many of a call's first arguments are text.
const TEXTS = { __: 1, _n: 2, _p: 2, _np: 3 };

// The list of instruments: `of(family, name, …)`, each.
const INSTRUMENTS = 'extension/src/score/music/instruments.ts';

// Contexts whose words are asked for by their English, and are taken from where they are listed.
const LISTED = ['sound', 'instrument', 'server'];

const root = join(import.meta.dirname, '..');
const messages = [];
for (const name of readdirSync(join(root, 'src'), { recursive: true }).sort()) {
  if (/\.tsx?$/.test(name) && !name.startsWith('generated')) {
    const path = join(root, 'src', name);
    const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
    const visit = (node) => {
      if (ts.isCallExpression(node)) {
        read(node, source, `extension/src/${name}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
}
console.log(JSON.stringify(messages));

function read({ expression, arguments: given, pos }, source, file) {
  if (file === INSTRUMENTS && expression.getText(source) === 'of') {
    messages.push({ file, context: 'instrument', text: textOf(given[1]), plural: null });
    return;
  }
  if (
    !ts.isPropertyAccessExpression(expression) ||
    !/^trans$/.test(expression.expression.getText(source)) ||
    !(expression.name.text in TEXTS)
  ) {
    return;
  }
  const kind = expression.name.text;
  const texts = given.slice(0, TEXTS[kind]).map(textOf);
  if (/^_n?p$/.test(kind) && LISTED.includes(texts[0]) && texts[1] === null) {
    return;
  }
  if (texts.length < TEXTS[kind] || texts.includes(null)) {
    const { line } = source.getLineAndCharacterOfPosition(pos);
    throw new Error(`${file}:${line + 1}: write the text out in trans.${kind}(…).`);
  }
  const context = kind === '_p' || kind === '_np' ? texts.shift() : null;
  messages.push({ file, context, text: texts[0], plural: texts[1] ?? null });
}

// The text of a literal, or of literals joined by +; null of anything else.
function textOf(node) {
  if (ts.isStringLiteralLike(node)) {
    return node.text;
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOf(node.left), textOf(node.right)];
    return left === null || right === null ? null : left + right;
  }
  return null;
}
