import { type ClipSource, SystemClipboard } from '../../clipboard';
import { trans } from '../../translation';
import { clipText, readClip } from '../clip';
import type { GraphDesk } from './desk';

/** The clipboard of a graph. */
export function graphClipboard(desk: GraphDesk, node: HTMLElement): SystemClipboard {
  const source: ClipSource = {
    copy: () => {
      const clip = desk.copy();
      const text = clip ? clipText(clip) : '';
      const problem = text && readClip(text).problem;
      if (!text || problem) {
        desk.say(problem || trans.__('Nothing is selected: there is nothing to copy.'));
        return '';
      }
      desk.say(trans.__('Copied.'));
      return text;
    },
    remove: () => desk.remove(),
    paste: (text) => {
      const { clip, problem } = readClip(text);
      if (clip) {
        desk.paste(clip);
      } else {
        desk.say(problem);
      }
    },
  };
  return new SystemClipboard(source, node);
}
