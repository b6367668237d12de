import { PathExt } from '@jupyterlab/coreutils';

import { trans } from '../translation';
import { IMPORTED } from './formats';
import { withProgress } from './progress';
import { explain, showLosses, tell } from './report';
import type { Exchange, Imported } from './server';

/** A score file: one of this person's, or one that is in the lab, by its path. */
export type Score = File | string;

/** What importing needs of the lab. */
export interface Importer {
  exchange: Exchange;
  /** The folder in which new pieces of dropped and chosen files go, from the lab's root. */
  folder: () => string;
  /** Opens a piece. */
  open: (path: string) => Promise<unknown>;
}

/** Let the person choose files of theirs; none where they think better of it. */
export function chooseFiles(): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.accept = IMPORTED.join(',');
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

/** Make a piece of each file, open it, and say what could not be kept. What fails is said, and the others go on. */
export async function importScores(lab: Importer, scores: readonly Score[]): Promise<string[]> {
  const paths: string[] = [];
  for (const score of scores) {
    const name = typeof score === 'string' ? PathExt.basename(score) : score.name;
    const done = await importOne(lab, score, name);
    if (done) {
      paths.push(done.path);
      await lab.open(done.path);
      await report(done, name);
    }
  }
  return paths;
}

async function importOne(lab: Importer, score: Score, name: string): Promise<Imported | null> {
  try {
    return await withProgress({
      title: trans.__('Importing %1', name),
      run: (signal) =>
        typeof score === 'string'
          ? lab.exchange.importPath(score, signal)
          : lab.exchange.importFile(score, lab.folder(), signal),
    });
  } catch (error) {
    await explain(trans.__('Nothing was imported'), error);
    return null;
  }
}

async function report({ path, parts, measures, losses }: Imported, name: string): Promise<void> {
  const counts = [
    trans._n('%1 part', '%1 parts', parts),
    trans._n('%1 measure', '%1 measures', measures),
  ].join(', ');
  tell(trans.__('%1 is now the piece %2: %3.', name, path, counts), '', []);
  if (losses.length > 0) {
    await showLosses(trans.__('What the piece could not keep of %1', name), losses);
  }
}
