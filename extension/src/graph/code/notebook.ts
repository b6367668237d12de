import { HEADER } from './syntax';

/** A text as a cell of a notebook that makes the piece's graph what the text says. */
export function notebookText(text: string, path: string): string {
  const lines = text.split('\n').filter((line) => line !== HEADER);
  const body = lines
    .map((line) => (line ? `    ${line}` : ''))
    .join('\n')
    .trimEnd();
  return [
    'from antiphon.kernel import join',
    HEADER,
    '',
    `piece = join(${JSON.stringify(path)})`,
    'with piece.graph.written():',
    body || '    pass',
    '',
  ].join('\n');
}
