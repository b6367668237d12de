import type { AntiphonDoc } from '../document';
import { KINDS, ofSound } from '../panels/catalogue';
import { nodeName } from '../proposals/words';
import type { CanvasKnob } from '../session';
import { trans } from '../translation';

/** Knobs of one canvas at most: the server’s own bound. */
export const MOST_KNOBS = 12;

/** The knobs of nodes that can be turned while they sound. */
export function knobsOf(doc: AntiphonDoc, nodes: readonly string[]): CanvasKnob[] {
  const all = doc.document().nodes;
  return nodes.flatMap((node) => {
    const kind = all[node] && KINDS[all[node].kind];
    return kind
      ? Object.keys(kind.parameters)
          .filter((parameter) => !kind.parameters[parameter].fixed)
          .map((parameter) => ({ node, parameter }))
      : [];
  });
}

/** A knob as people call it: `Reverb: Mix`. */
export function knobName(doc: AntiphonDoc, { node, parameter }: CanvasKnob): string {
  const of = doc.document().nodes[node];
  if (!of) {
    return trans.__('a knob that is gone');
  }
  const title = KINDS[of.kind]?.parameters[parameter]?.title ?? parameter;
  return trans.__('%1: %2', nodeName(of), ofSound(title));
}
