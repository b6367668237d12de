import { InputDialog } from '@jupyterlab/apputils';

import type { Part } from '../document';
import { trans } from '../translation';
import type { ExportFormat } from './formats';
import { withProgress } from './progress';
import { explain, tell } from './report';
import type { Exchange, ExportState } from './server';

/** Between two questions how an export is, in ms. */
const PAUSE = 400;

/** What is exported: a piece, by its path, and its parts to choose from. */
export interface Exported {
  path: string;
  parts: readonly Pick<Part, 'id' | 'name'>[];
}

/** Paper of pages: letter where it is used, else A4. */
export function paper(language = navigator.language): 'a4' | 'letter' {
  return /-(US|CA|MX|PH|CL|CO|VE)$/i.test(language) ? 'letter' : 'a4';
}

/**
 * Export the piece as it is now, and download the file.
 *
 * @param part - id of the part, for the format `part`; asked for where it is absent.
 */
export async function exportPiece(
  exchange: Exchange,
  piece: Exported,
  format: ExportFormat,
  part?: string,
): Promise<void> {
  const only = format === 'part' ? (part ?? (await choosePart(piece))) : undefined;
  if (only === null) {
    return;
  }
  const asked = {
    format: format === 'part' ? 'pdf' : format,
    paper: paper(),
    ...(only && { part: only }),
  };
  try {
    const done = await withProgress({
      title: trans.__('Exporting the piece'),
      run: (signal, show) => follow(exchange, piece.path, asked, signal, show),
    });
    if (done) {
      const name = only ? partName(done.name, piece, only) : done.name;
      download(exchange.exportFile(piece.path, done.id), name);
      const title = trans.__('What %1 does not keep', name);
      tell(trans.__('%1 is among the downloads of your browser.', name), title, done.losses);
    }
  } catch (error) {
    await explain(trans.__('Nothing was exported'), error);
  }
}

async function follow(
  exchange: Exchange,
  path: string,
  asked: { format: string; part?: string; paper: string },
  signal: AbortSignal,
  show: (progress: number | null) => void,
): Promise<ExportState> {
  let state = await exchange.startExport(path, asked);
  while (state.status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    if (signal.aborted) {
      await exchange.cancelExport(path, state.id);
      throw new DOMException('', 'AbortError');
    }
    state = await exchange.exportState(path, state.id);
    show(state.progress);
  }
  if (state.status === 'failed') {
    throw new Error(state.message);
  }
  return state;
}

async function choosePart({ parts }: Exported): Promise<string | null> {
  const { value } = await InputDialog.getItem({
    title: trans.__('PDF of one part'),
    label: trans.__('Part'),
    items: parts.map(({ name }, place) => `${place + 1}. ${name}`),
    okLabel: trans.__('Export'),
  });
  return parts.find(({ name }, place) => `${place + 1}. ${name}` === value)?.id ?? null;
}

function partName(name: string, { parts }: Exported, id: string): string {
  const part = parts.find((each) => each.id === id)?.name ?? '';
  return name.replace(/\.pdf$/, ` - ${part.replace(/[/\\:*?"<>|]/g, '_')}.pdf`);
}

function download(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}
