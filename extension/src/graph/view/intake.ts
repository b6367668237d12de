/** What is dragged into the graph, or put there from the palette. */
import { checkClip, readClip } from '../clip';
import type { Spot } from '../layout';
import type { GraphDesk } from './desk';

/** Take in what was dragged from a palette, or say why not. */
export function takeIn(desk: GraphDesk, text: string, at: Spot): void {
  let what: unknown;
  try {
    what = JSON.parse(text);
  } catch {
    what = null;
  }
  const { kind, values, clip } = (what ?? {}) as Record<string, unknown>;
  if (typeof kind === 'string') {
    desk.add({ kind, values: (values ?? {}) as Record<string, number> }, at);
    return;
  }
  takeClip(desk, clip, at);
}

/** Paste a clip, or say why not. */
export function takeClip(desk: GraphDesk, clip: unknown, at: Spot | null): void {
  const read = typeof clip === 'string' ? readClip(clip) : checkClip(clip);
  if (read.clip) {
    desk.paste(read.clip, at);
  } else {
    desk.say(read.problem);
  }
}
