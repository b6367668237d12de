// Prints what the audience's pages say, as JSON `[{file, text, plural}]`: the texts of every t(…) and n(…) of the files
// that are named, by TypeScript's own parser.
import { readFileSync } from 'node:fs';
import { argv } from 'node:process';
import ts from 'typescript';

// How many of a call's first arguments are text.
const TEXTS = { t: 1, n: 2 };

const messages = [];
for (const path of argv.slice(2)) {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  const visit = (node) => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      read(node, source, path);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}
console.log(JSON.stringify(messages));

function read({ expression, arguments: given, pos }, source, file) {
  const count = Object.hasOwn(TEXTS, expression.text) && TEXTS[expression.text];
  // What `n` and `told` hand on is no text of theirs.
  if (!count || (file.endsWith('/words.js') && !ts.isStringLiteralLike(given[0]))) {
    return;
  }
  const [text, plural = null] = given
    .slice(0, count)
    .map((node) => (ts.isStringLiteralLike(node) ? node.text : null));
  if (text === null || (count === 2 && plural === null)) {
    const { line } = source.getLineAndCharacterOfPosition(pos);
    throw new Error(
      `${file}:${line + 1}: write the text out in ${expression.text}(…), or take it with told(…).`,
    );
  }
  messages.push({ file, text, plural });
}
