import createModule from 'verovio/wasm';
import { enableLogToBuffer, VerovioToolkit } from 'verovio/esm';

import type { Job } from './engraver';
import { slim, type Slim } from './slim';

const OPTIONS = {
  adjustPageHeight: true,
  footer: 'none',
  header: 'none',
  pageHeight: 60000,
  pageMarginBottom: 30,
  pageMarginLeft: 0,
  pageMarginRight: 0,
  pageMarginTop: 30,
  smuflTextFont: 'embedded',
  svgFormatRaw: true,
  svgRemoveXlink: true,
  svgViewBox: true,
};

/** Verovio pressed together to less than this is engraved smaller instead. */
const TIGHT = 0.8;

/** Start Verovio, with what it has to say kept for `getLog`. */
export async function openVerovio(): Promise<VerovioToolkit> {
  const module = await createModule();
  enableLogToBuffer(true, module);
  return new VerovioToolkit(module);
}

/**
 * Engrave one system.
 *
 * @returns SVG text with the MEI's ids, and the font that it needs.
 * @throws Error, in words, where Verovio cannot read the music.
 */
export function engrave(verovio: VerovioToolkit, job: Job): Slim {
  const svg = draw(verovio, job, job.width);
  const ratio = job.open ? 1 : compression(verovio.getLog());
  return slim(ratio < TIGHT ? draw(verovio, job, job.width / ratio) : svg);
}

/**
 * Load and draw.
 *
 * The music is loaded without breaks, for it is one system already: casting it off would lay it out once more, for a quarter of the
 * time of all. Only as it is drawn does Verovio learn that it may be justified.
 */
function draw(verovio: VerovioToolkit, { mei, scale, last, open }: Job, width: number): string {
  verovio.setOptions({
    ...OPTIONS,
    adjustPageWidth: open ?? false,
    breaks: 'none',
    minLastJustification: last ? 0.7 : 0,
    pageWidth: Math.round((width * 100) / scale),
    scale,
  });
  if (!verovio.loadData(mei)) {
    throw new Error(`Verovio could not read the music: ${verovio.getLog()}`);
  }
  if (!open) {
    verovio.setOptions({ breaks: 'encoded' });
  }
  return verovio.renderToSVG(1);
}

/** How much Verovio had to press a system together to fit it; 1 where it had room. */
function compression(log: string): number {
  return Number(/ratio smaller than 0\.8: ([\d.]+)/.exec(log)?.[1] ?? 1);
}
