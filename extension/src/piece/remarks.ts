import { type ISignal, Signal } from '@lumino/signaling';

import type { Selected } from '../audience';
import { placeOf } from '../comments/threads';
import { placeInWords } from '../comments/words';
import type { Commentable, CommentPlaces } from '../panels';
import type { ScoreView } from '../score';
import { trans } from '../translation';

/** What is selected in the graph, and the showing of something there. */
export interface GraphPlaces {
  ids(): readonly string[];
  /** The selection may have changed. */
  readonly changed: ISignal<unknown, unknown>;
  show(id: string): void;
}

/**
 * The score and the graph as the comments and the audience's canvas see them: what is selected, first where it was selected
 * last, and the showing of a place.
 */
export class Remarks implements CommentPlaces, Selected {
  constructor(
    private readonly _score: Pick<ScoreView, 'editor' | 'systemOf'>,
    private readonly _graph: GraphPlaces,
    private readonly _present: () => void,
  ) {
    _score.editor.changed.connect(() => this._changed.emit());
    _graph.changed.connect(() => {
      const ids = _graph.ids().join();
      if (ids !== this._inGraph) {
        this._inGraph = ids;
        this._beside = _score.editor.selection.join();
        this._changed.emit();
      }
    });
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  targets(): Commentable[] {
    const [graph, score] = [this._nodes(), this._notes()];
    const isLatest = this._beside === this._score.editor.selection.join();
    return isLatest ? [...graph, ...score] : [...score, ...graph];
  }

  part(): string | null {
    const { index, selection } = this._score.editor;
    const slot = index.find(selection.at(-1) ?? '');
    return slot ? index.piece.parts[slot.part].id : null;
  }

  measures(): { from: string; until: string } | null {
    const measures = this._score.editor.selectedMeasures;
    const [from, until] = [measures.at(0), measures.at(-1)];
    return from && until ? { from: from.id, until: until.id } : null;
  }

  nodes(): readonly string[] {
    const { nodes } = this._score.editor.doc.document();
    return this._graph.ids().filter((id) => Object.hasOwn(nodes, id));
  }

  show(target: string): void {
    const { index, doc } = this._score.editor;
    const { kind, measure } = placeOf(doc.document(), target);
    if (kind === 'node' || kind === 'group') {
      this._graph.show(target);
      return;
    }
    this._present();
    if (index.find(target)) {
      this._score.editor.select([target]);
      return;
    }
    const system = this._score.systemOf(index.measureIndex(measure) ?? 0);
    system?.node.scrollIntoView({ block: 'center' });
  }

  /** The node or group that was selected last. */
  private _nodes(): Commentable[] {
    const { doc } = this._score.editor;
    const target = this._graph.ids().at(-1) ?? '';
    const place = placeOf(doc.document(), target);
    return place.kind === 'node' || place.kind === 'group'
      ? [{ target, words: placeInWords(doc, place, target) }]
      : [];
  }

  private _notes(): Commentable[] {
    const { index, selection } = this._score.editor;
    const key = selection[selection.length - 1] ?? '';
    const slot = index.find(key);
    if (!slot) {
      return [];
    }
    const part = index.piece.parts[slot.part];
    const measure = index.piece.measures[slot.measure];
    const event = slot.rest ?? index.note(key)?.id;
    return [
      ...(event ? [{ target: event, words: trans.__('the selected note or rest') }] : []),
      { target: measure.id, words: trans.__('measure %1', measure.number) },
      { target: part.id, words: trans.__('the part %1', part.name) },
    ];
  }

  private readonly _changed = new Signal<this, void>(this);
  private _inGraph = '';
  /** What was selected in the score when something was selected in the graph. */
  private _beside: string | null = null;
}
