import { engrave, openVerovio } from './engrave';
import type { EngraveReply, EngraveRequest } from './engraver';

const verovio = openVerovio();

let fontSent = false;

/** So many systems Verovio has to engrave until the browser has compiled its code for speed; the first take six times as long. */
const WARM = 30;
/** Milliseconds without a request after which it warms up, and between one system and the next. */
const REST = 1500;
const PAUSE = 40;
let engraved = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Engrave what was engraved already, for practice, while nobody waits. */
function warmUp(job: EngraveRequest, pause = REST): void {
  if (engraved < WARM) {
    timer = setTimeout(async () => {
      engrave(await verovio, job);
      engraved++;
      warmUp(job, PAUSE);
    }, pause);
  }
}

self.onmessage = async ({ data }: MessageEvent<EngraveRequest>): Promise<void> => {
  clearTimeout(timer);
  let reply: EngraveReply;
  try {
    const { svg, font } = engrave(await verovio, data);
    reply = { id: data.id, svg, ...(font && !fontSent ? { font } : {}) };
    fontSent ||= !!font;
    engraved++;
    warmUp(data);
  } catch (error) {
    reply = { id: data.id, error: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(reply);
};
