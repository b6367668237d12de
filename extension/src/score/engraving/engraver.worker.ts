import { engrave, openVerovio } from './engrave';
import type { EngraveReply, EngraveRequest } from './engraver';

const verovio = openVerovio();

/** Style sheets within the SVG: the music font, which the page gets once, and rules that the page has of its own (score.css). */
const STYLES = /<style type="text\/css">([^<]*)<\/style>/g;
let fontSent = false;

self.onmessage = async ({ data }: MessageEvent<EngraveRequest>): Promise<void> => {
  let reply: EngraveReply;
  try {
    const svg = engrave(await verovio, data);
    const font = fontSent ? '' : [...svg.matchAll(STYLES)].find(([, of]) => of.startsWith('@font'));
    reply = { id: data.id, svg: svg.replace(STYLES, ''), ...(font ? { font: font[1] } : {}) };
    fontSent ||= !!font;
  } catch (error) {
    reply = { id: data.id, error: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(reply);
};
