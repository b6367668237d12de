import { readFileSync } from 'node:fs';
import createModule from 'verovio/wasm';
import { VerovioToolkit } from 'verovio/esm';
import { describe, expect, it } from 'vitest';

import { decode, project } from '../../src/document';
import { MeiWriter } from '../../src/score/mei/mei';
import { SlotIndex } from '../../src/score/music/slot';
import { Ties } from '../../src/score/music/tie';

const file = new URL('../../../lessons/pieces/antiphony.antiphon', import.meta.url);
const index = new SlotIndex(project(decode(readFileSync(file, 'utf8')) as never));

describe('Verovio', () => {
  it('engraves every note of the demo piece under its own id, and says nothing against the MEI', async () => {
    const verovio = new VerovioToolkit((await createModule()) as object);
    verovio.setOptions({
      adjustPageHeight: true,
      breaks: 'encoded',
      header: 'none',
      pageWidth: 6000,
    });
    const writer = new MeiWriter(index);
    const count = index.piece.measures.length;
    const engraved: string[] = [];
    for (let start = 0; start < count; start += 4) {
      const range = { start, end: Math.min(start + 4, count) };
      expect(verovio.loadData(writer.write(range))).toBeTruthy();
      expect(verovio.getLog()).toBe('');
      const svg = verovio.renderToSVG(1);
      engraved.push(...[...svg.matchAll(/<g id="([^".]+)" class="note/g)].map(([, id]) => id));
    }
    const notes = [...index.all()].flatMap((slot) => slot.notes.map(({ id }) => id));
    expect(notes.length).toBeGreaterThan(300);
    expect(engraved.sort()).toEqual(notes.sort());
  });

  it('is given the ties of the piece, each between notes of one pitch', () => {
    const ties = new Ties(index);
    for (const slot of index.all()) {
      for (const note of slot.notes) {
        const after = ties.after(note.id);
        expect(after === undefined || index.note(after)?.pitch === note.pitch).toBe(true);
      }
    }
  });
});
