import createModule from 'verovio/wasm';
import { VerovioToolkit } from 'verovio/esm';

import type { EngraveReply, EngraveRequest } from './engraver';

const toolkit = createModule().then((module) => new VerovioToolkit(module));

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
  svgRemoveXlink: true,
  svgViewBox: true,
};

/** How much Verovio had to press a system together to fit it; 1 where it had room. */
function compression(log: string): number {
  return Number(/ratio smaller than 0\.8: ([\d.]+)/.exec(log)?.[1] ?? 1);
}

async function engrave({ mei, width, scale, last, open }: EngraveRequest): Promise<string> {
  const verovio = await toolkit;
  const load = (pageWidth: number): void => {
    verovio.setOptions({
      ...OPTIONS,
      scale,
      pageWidth: Math.round((pageWidth * 100) / scale),
      minLastJustification: last ? 0.7 : 0,
      adjustPageWidth: open ?? false,
      breaks: open ? 'none' : 'encoded',
    });
    if (!verovio.loadData(mei)) {
      throw new Error(`Verovio could not read the music: ${verovio.getLog()}`);
    }
  };
  load(width);
  const squeezed = open ? 1 : compression(verovio.getLog());
  if (squeezed < 0.8) {
    load(width / squeezed);
  }
  return verovio.renderToSVG(1);
}

/** Style sheets within the SVG: the music font, which the page gets once, and rules that the page has of its own (score.css). */
const STYLES = /<style type="text\/css">([^<]*)<\/style>/g;
let fontSent = false;

self.onmessage = async ({ data }: MessageEvent<EngraveRequest>): Promise<void> => {
  let reply: EngraveReply;
  try {
    const svg = await engrave(data);
    const font = fontSent ? '' : [...svg.matchAll(STYLES)].find(([, of]) => of.startsWith('@font'));
    reply = { id: data.id, svg: svg.replace(STYLES, ''), ...(font ? { font: font[1] } : {}) };
    fontSent ||= !!font;
  } catch (error) {
    reply = { id: data.id, error: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(reply);
};
