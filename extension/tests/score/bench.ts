import Fraction from 'fraction.js';
import { expect } from 'vitest';

import { empty, project, type Document } from '../../src/document';
import type { Command, Operation } from '../../src/score/editing/command';
import { copy, type Clip } from '../../src/score/editing/clip';
import { edit } from '../../src/score/editing/editing';
import { SlotIndex } from '../../src/score/music/slot';

/** A document that commands are done to, and what is selected in it. */
export class Bench {
  constructor(part: object = {}, measures: object[] = [{}, {}]) {
    this.document.parts.p = { index: 'a0', name: 'Flute', ...part };
    measures.forEach((fields, order) => {
      this.document.measures[`m${order + 1}`] = { index: `a${order}`, ...fields };
    });
  }

  readonly document: Document = empty();
  selection: readonly string[] = [];
  length = '1';
  voice = 1;
  operations: readonly Operation[] = [];
  refused = '';

  get index(): SlotIndex {
    return new SlotIndex(project(this.document as never));
  }

  do(command: Command): this {
    const result = edit(
      {
        document: this.document,
        index: this.index,
        selection: this.selection,
        entry: { length: new Fraction(this.length), voice: this.voice },
        mint: (prefix) => `${prefix}x${++this._minted}`,
      },
      command,
    );
    for (const operation of result.operations) {
      const entries = this.document[operation.root] as Record<string, object>;
      if (operation.kind === 'remove') {
        delete entries[operation.id];
      } else if (operation.kind === 'put') {
        entries[operation.id] = operation.fields;
      } else if (entries[operation.id]) {
        const merged = Object.entries({ ...entries[operation.id], ...operation.fields });
        entries[operation.id] = Object.fromEntries(
          merged.filter(([, value]) => value !== undefined),
        );
      }
    }
    this.operations = result.operations;
    this.refused = result.refused ?? '';
    this.selection = result.selection;
    return this;
  }

  /** What a copy of these would be: one clip, or none. */
  copied(selection: readonly string[]): Clip[] {
    return [copy({ document: this.document, index: this.index, selection }) ?? []].flat();
  }

  enter(letters: string, chord = false): this {
    for (const letter of letters) {
      this.do({ kind: 'enter', step: 'CDEFGAB'.indexOf(letter), chord });
    }
    return this;
  }

  /** The music as a person reads it: a line a voice and measure. */
  read(): string[] {
    expect(this.index.piece.problems).toEqual([]);
    return this.lines();
  }

  /** The same, whatever is wrong with it. */
  lines(): string[] {
    return this.index.piece.parts.flatMap((part) =>
      part.voices
        .map(({ measure, staff, voice, items }) => {
          const text = items.map((item) => {
            const notes = item.notes.map((note) => note.pitch + (note.tie ? '~' : ''));
            const name = notes.join('+') || (item.rest ? 'rest' : '-');
            return `${name}/${item.duration.toFraction()}${item.tuplet ? 't' : ''}`;
          });
          const place = `${measure}${staff > 1 ? `.${staff}` : ''}${voice > 1 ? `v${voice}` : ''}`;
          return `${place}: ${text.join(' ')}`;
        })
        .filter((line) => !/: -\/\d+$/.test(line)),
    );
  }

  private _minted = 0;
}
