import type { AntiphonDoc, Document } from '../../document';
import { mintId } from '../../document';
import { write } from '../../panels/edit';
import { readGraph, type Reading } from './changing';
import { changed, differences, rebase, type TextChange } from './merge';
import { printGraph, type Printed } from './printing';
import { sketch } from './sketch';
import type { At, Problem } from './syntax';

/** Roots that a text depends on. */
const ROOTS = ['parts', 'presets', 'groups', 'nodes', 'labels', 'ports', 'edges'] as const;

/**
 * A text that is being edited, beside the document that it is of. The document's own text is its base: what others change there
 * is changed here as well, but where it is being typed; what is typed and whole is written as what differs from the base, so
 * that nothing of anybody else is ever written over.
 */
export class CodeDraft {
  constructor(private readonly _doc: AntiphonDoc) {
    this._graph = _doc.document();
    this._printed = printGraph(this._graph);
    this._text = this._printed.text;
    this._reading = this._read();
  }

  get text(): string {
    return this._text;
  }

  /** What the text says, as it is now. */
  get reading(): Reading {
    return this._reading;
  }

  /** Whether the text says something that the document does not. */
  get isOpen(): boolean {
    return this._reading.problems.length > 0 || this._reading.edits.length > 0;
  }

  /** How many nodes, groups and presets would be gone. */
  get removes(): number {
    return this._reading.edits.filter(
      ({ root, fields }) => fields === null && ['nodes', 'groups', 'presets'].includes(root),
    ).length;
  }

  /** The text was edited. */
  type(text: string): void {
    if (text !== this._text) {
      this._text = text;
      this._reading = this._read();
    }
  }

  /**
   * The document may have changed.
   *
   * @returns What is to be changed of the text.
   */
  hear(): TextChange[] {
    const graph = this._doc.document();
    if (ROOTS.every((root) => graph[root] === this._graph[root])) {
      return [];
    }
    const before = this._printed;
    const wasOpen = this.isOpen;
    this._graph = graph;
    this._printed = printGraph(graph, before);
    const changes = rebase(before.text, this._text, this._printed.text);
    const text = changed(this._text, changes);
    const old = this._text;
    this._text = text;
    this._reading = this._read();
    if (wasOpen || !this.isOpen) {
      return changes;
    }
    // What was written otherwise than we write it, at the same place: the document's words count.
    this._text = this._printed.text;
    this._reading = this._read();
    return differences(old, this._text);
  }

  /**
   * Write what the text says into the document, as one step to undo. The text stays as it is.
   *
   * @returns Why it was not done, and where; nothing where it was.
   */
  apply(): Problem[] {
    const { edits, problems, ids, program } = this._reading;
    if (problems.length > 0 || edits.length === 0) {
      return [...problems];
    }
    let sentence: string;
    try {
      sentence = write(this._doc, edits);
    } catch (error) {
      sentence = error instanceof Error ? error.message : String(error);
    }
    if (sentence) {
      return [{ at: this._refused(), message: sentence }];
    }
    this._graph = this._doc.document();
    // Variables stay as they were typed.
    this._printed = printGraph(this._graph, {
      text: '',
      names: new Map([...ids].map(([name, id]) => [id, name])),
      lines: new Map(),
      order: [...program.presets, ...program.groups, ...program.nodes].map(([name]) =>
        ids.get(name)!,
      ),
      sketch: sketch(this._graph),
    });
    this._reading = this._read();
    return [];
  }

  /** Where an entry is in the text; null where it is not. */
  place(id: string): At | null {
    const { ids, program } = this._reading;
    for (const root of [program.nodes, program.groups, program.presets]) {
      for (const [name, { at }] of root) {
        if (ids.get(name) === id) {
          return at;
        }
      }
    }
    return null;
  }

  /** The nodes and groups in a stretch of the text. */
  within({ from, to }: At): string[] {
    const { ids, program } = this._reading;
    return [...program.groups, ...program.nodes]
      .filter(([, { at }]) => at.from <= to && from <= at.to)
      .map(([name]) => ids.get(name)!);
  }

  /** Where the first edit is that may not be. */
  private _refused(): At {
    for (const { root, id, fields } of this._reading.edits) {
      const doc = this._doc;
      const why = doc.mayWrite?.(
        doc.preview(() => {
          if (fields === null) {
            doc.remove(root, [id]);
          } else if (!doc.change(root, id, fields)) {
            doc.put(root, id, fields);
          }
        }),
      );
      const ends = (fields ?? this._graph[root as 'edges'][id] ?? {}) as Record<string, unknown>;
      const at = [id, ends.target, ends.source, ends.node].map((each) => this.place(String(each)));
      const found = at.find((each) => each !== null);
      if (why && found) {
        return found;
      }
    }
    return { from: 0, to: this._text.indexOf('\n') };
  }

  private _read(): Reading {
    return readGraph(this._text, this._graph, mintId, this._printed);
  }

  private _graph: Document;
  private _printed: Printed;
  private _text: string;
  private _reading: Reading;
}
