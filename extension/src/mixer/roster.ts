import type { AntiphonDoc } from '../document';
import { kept, same } from '../document/equal';
import { mixerStrips, type MixerStrip } from './strips';

/** What a mixer shows of a document. */
export function mixOf(doc: AntiphonDoc): readonly unknown[] {
  const { parts, mix, sends, inserts, nodes, edges, snapshots, settings, lanes } = doc.document();
  return [parts, mix, sends, inserts, nodes, edges, snapshots, settings, lanes];
}

/** The strips of a document, the same objects until they change. */
export class Roster {
  constructor(private readonly _doc: AntiphonDoc) {}

  get strips(): readonly MixerStrip[] {
    const now = mixOf(this._doc);
    if (now.some((of, order) => of !== this._seen[order])) {
      this._seen = now;
      const old = new Map(this._strips.map((strip) => [strip.id, strip]));
      const strips = mixerStrips(this._doc.document(), this._doc.piece.parts);
      this._strips = same(
        strips.map((strip) => kept(strip, old.get(strip.id))),
        this._strips,
      );
    }
    return this._strips;
  }

  private _seen: readonly unknown[] = [];
  private _strips: readonly MixerStrip[] = [];
}
