import { readFileSync } from 'node:fs';
import type { VerovioToolkit } from 'verovio/esm';
import { beforeAll, describe, expect, it } from 'vitest';

import { decode, project } from '../../src/document';
import { engrave, openVerovio } from '../../src/score/engraving/engrave';
import { slim } from '../../src/score/engraving/slim';
import { MeiWriter } from '../../src/score/mei/mei';
import { SlotIndex } from '../../src/score/music/slot';
import { Ties } from '../../src/score/music/tie';

const file = new URL('../../../lessons/pieces/antiphony.antiphon', import.meta.url);
const index = new SlotIndex(project(decode(readFileSync(file, 'utf8')) as never));

describe('Verovio', () => {
  let verovio: VerovioToolkit;
  beforeAll(async () => {
    verovio = await openVerovio();
  });
  const job = (mei: string, width = 2400) => ({ mei, width, scale: 40, last: false });
  const widthOf = (svg: string): number => Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);

  it('engraves every note of the demo piece under its own id, and says nothing against the MEI', async () => {
    const writer = new MeiWriter(index);
    const count = index.piece.measures.length;
    const engraved: string[] = [];
    for (let start = 0; start < count; start += 4) {
      const range = { start, end: Math.min(start + 4, count) };
      const { svg } = engrave(verovio, job(writer.write(range)));
      expect(verovio.getLog()).toBe('');
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

  it('fills the width, as it does where it breaks the system off itself', () => {
    const mei = new MeiWriter(index).write({ start: 4, end: 8 });
    const { svg: ours } = engrave(verovio, job(mei));
    verovio.setOptions({ breaks: 'encoded' });
    verovio.loadData(mei);
    const { svg: theirs } = slim(verovio.renderToSVG(1));
    const places = (svg: string): string[] =>
      [...svg.matchAll(/translate\([^)]*\)| d="[^"]*"/g)].map(([place]) => place);
    expect(widthOf(ours)).toBeGreaterThan(2390);
    expect(places(ours)).toEqual(places(theirs));
  });

  it('draws the five lines of a staff by one path, names no stems, and keeps style sheets apart', () => {
    const { svg, font } = engrave(verovio, job(new MeiWriter(index).write({ start: 0, end: 2 })));
    expect(svg).not.toContain('<style');
    expect(font).toMatch(/^@font-face \{/);
    const staves = [...svg.matchAll(/class="staff"><path d="([^"]*)"/g)].map(([, path]) => path);
    expect(staves.length).toBeGreaterThan(4);
    expect(new Set(staves.map((path) => path.split('M').length - 1))).toEqual(new Set([5]));
    expect(svg).toContain('<path class="stem"');
    expect(svg).not.toMatch(/id="[^"]*" class="stem"/);
  });

  it('makes smaller what would have to be pressed together too much', () => {
    const mei = new MeiWriter(index).write({ start: 0, end: 8 });
    const { svg: wide } = engrave(verovio, job(mei, 6000));
    const { svg: narrow } = engrave(verovio, job(mei, 500));
    expect(widthOf(wide)).toBeGreaterThan(5900);
    expect(widthOf(narrow)).toBeGreaterThan(700);
    expect(verovio.getLog()).not.toContain('ratio smaller');
  });

  it('says that it cannot read what is not music', () => {
    expect(() => engrave(verovio, job('<mei>'))).toThrow('Verovio could not read the music');
  });
});
