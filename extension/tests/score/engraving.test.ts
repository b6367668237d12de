// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import createModule from 'verovio/wasm';
import { VerovioToolkit } from 'verovio/esm';
import { beforeAll, describe, expect, it } from 'vitest';

import { decode, project } from '../../src/document';
import { MeiWriter, type Range } from '../../src/score/mei/mei';
import { SlotIndex } from '../../src/score/music/slot';
import { piece, type Events } from './piece';

type Options = Parameters<typeof piece>[1];

let verovio: VerovioToolkit;

beforeAll(async () => {
  verovio = new VerovioToolkit((await createModule()) as object);
  verovio.setOptions({
    adjustPageHeight: true,
    breaks: 'encoded',
    header: 'none',
    pageWidth: 6000,
  });
});

/** Engrave a range with the real Verovio, which must have nothing against the MEI. */
function engrave(index: SlotIndex, range?: Range): Document {
  const mei = new MeiWriter(index).write(range ?? { start: 0, end: index.piece.measures.length });
  expect(verovio.loadData(mei)).toBeTruthy();
  expect(verovio.getLog()).toBe('');
  return new DOMParser().parseFromString(verovio.renderToSVG(1), 'image/svg+xml');
}

function svg(events: Events, options?: Options): Document {
  return engrave(new SlotIndex(piece(events, options)));
}

/** How many elements of a class are drawn, each with something in it. */
function drawn(of: Document, selector: string): number {
  return [...of.querySelectorAll(selector)].filter((element) =>
    element.querySelector('path, use, text, polyline, polygon, rect, ellipse'),
  ).length;
}

const words = (of: Document, selector: string): string =>
  [...of.querySelectorAll(selector)]
    .map((element) => element.textContent?.replace(/\s+/g, ' ').trim())
    .join('|');

/** How many lines the first staff has: heights of what may be several strokes a line. */
const linesOf = (of: Document): number =>
  new Set(
    [...of.querySelectorAll('g.measure g.staff > path')].map(
      (path) => path.getAttribute('d')?.split(/[ ,]/)[1],
    ),
  ).size;

const quarters = (fields: object = {}): Events => ({
  a: { ...fields },
  b: { onset: '1', pitch: 'D5' },
  c: { onset: '2', pitch: 'E5' },
  d: { onset: '3', pitch: 'F5' },
});

const span = (kind: string, fields: object = {}): Options => ({
  spans: { s: { kind, start: 'a', end: 'd', ...fields } },
});

describe('notes', () => {
  it.each([
    'accent',
    'strong_accent',
    'staccato',
    'staccatissimo',
    'spiccato',
    'tenuto',
    'detached_legato',
    'stress',
    'unstress',
    'up_bow',
    'down_bow',
    'harmonic',
    'open_string',
    'stopped',
    'snap_pizzicato',
    'schleifer',
  ])('have the articulation %s', (mark) => {
    expect(drawn(svg(quarters({ [mark]: true })), 'g.artic')).toBeGreaterThan(0);
  });

  it.each([
    ['trill', 'g.trill'],
    ['turn', 'g.turn'],
    ['inverted_turn', 'g.turn'],
    ['mordent', 'g.mordent'],
    ['inverted_mordent', 'g.mordent'],
    ['breath_mark', 'g.breath'],
    ['caesura', 'g.caesura'],
    ['double_tongue', 'g.dir'],
    ['triple_tongue', 'g.dir'],
  ])('have the ornament or sign %s', (mark, selector) => {
    expect(drawn(svg(quarters({ [mark]: true })), selector)).toBe(1);
  });

  it.each(['scoop', 'plop', 'doit', 'falloff'])('have a class for %s', (mark) => {
    expect(svg(quarters({ [mark]: true })).querySelectorAll(`g.note.${mark}`)).toHaveLength(1);
  });

  it.each([
    ['fermata', { fermata: 'angled' }, 'g.fermata'],
    ['fingering', { fingering: '3' }, 'g.fing'],
    ['a string', { string: 2 }, 'g.fing'],
    ['an open tie', { let_ring: true }, 'g.lv'],
    ['strokes', { tremolo: 3 }, 'g.stem > use, g.stem .stemMod, g.stem'],
  ])('have %s', (_, fields, selector) => {
    expect(drawn(svg(quarters(fields)), selector)).toBeGreaterThan(0);
  });

  it('have strokes also where they have no stem', () => {
    expect(drawn(svg({ a: { duration: '4', tremolo: 2 } }), 'g.bTrem')).toBe(1);
  });

  it('have a head of their own', () => {
    const head = (fields: object): string | null | undefined =>
      svg(quarters(fields)).querySelector('#a use')?.getAttribute('xlink:href')?.slice(0, 5);
    const common = head({});
    for (const notehead of ['x', 'diamond', 'slash', 'cross']) {
      expect(head({ notehead })).not.toBe(common);
    }
    for (const notehead of ['triangle', 'square', 'circle-x', 'none']) {
      const named = svg(quarters({ notehead })).querySelectorAll(`g.note.head-${notehead}`);
      expect(named).toHaveLength(1);
    }
  });

  it('have the accidental that they ask for', () => {
    expect(drawn(svg(quarters({ accidental: 'shown' })), '#a .accid')).toBe(1);
    expect(drawn(svg(quarters({ pitch: 'C#5', accidental: 'hidden' })), '#a .accid')).toBe(0);
    const enclosed = svg(quarters({ pitch: 'C#5', accidental: 'parenthesis' }));
    expect(enclosed.querySelectorAll('#a .accid use')).toHaveLength(3);
  });

  it('are rolled, upwards or not at all', () => {
    for (const arpeggio of ['up', 'down', 'plain', 'bracket']) {
      expect(drawn(svg({ a: { arpeggio }, b: { pitch: 'G5' } }), 'g.arpeg')).toBe(1);
    }
  });

  it('that are hidden have a class, and keep their id', () => {
    const of = svg({
      ...quarters({ hidden: true }),
      d: { kind: 'rest', onset: '3', hidden: true },
    });
    expect(of.querySelector('#a')?.classList.contains('hidden')).toBe(true);
    expect(of.querySelector('#d')?.classList.contains('hidden')).toBe(true);
  });

  it('before others are small, and go by what they are', () => {
    const of = svg({
      ...quarters(),
      g: { grace: 'acciaccatura', onset: '1', duration: '1/2', pitch: 'F#5' },
      h: { grace: 'appoggiatura', onset: '2', duration: '1/4', index: 'a0' },
      i: { grace: 'appoggiatura', onset: '2', duration: '1/4', index: 'a1' },
      j: { grace: 'after', onset: '3', duration: '1/4', pitch: 'E5' },
    });
    expect(of.querySelectorAll('g.graceGrp')).toHaveLength(3);
    expect(drawn(of, '#g .accid')).toBe(1);
    expect(drawn(of, '#h, #i, #j')).toBe(3);
    expect(of.querySelectorAll('g.graceGrp g.beam')).toHaveLength(1);
  });

  it('before others are drawn in tuplets too', () => {
    const third = { duration: '1/3', tuplet: '3:2' };
    const of = svg({
      a: third,
      b: { ...third, onset: '1/3' },
      c: { ...third, onset: '2/3' },
      g: { grace: 'acciaccatura', onset: '1/3', duration: '1/2', pitch: 'F#5' },
      h: { grace: 'appoggiatura', onset: '2/3', duration: '1/4', index: 'a0' },
      i: { grace: 'appoggiatura', onset: '2/3', duration: '1/4', index: 'a1' },
    });
    expect(drawn(of, 'g.tuplet #g, g.tuplet #h, g.tuplet #i')).toBe(3);
  });

  it('of a percussion map stand where it says, and look as it says', () => {
    const of = svg(
      {
        k: { kind: 'clef', clef: 'percussion' },
        a: { drum: 'hat', pitch: 'C4' },
        b: { onset: '1', drum: 'snare' },
      },
      {
        percussion: {
          hat: { part: 'p', name: 'Hi-hat', pitch: 'G5', key: 42, notehead: 'x', stem: 'up' },
          snare: { part: 'p', name: 'Snare', pitch: 'C5', key: 38 },
        },
      },
    );
    const y = (id: string): number =>
      Number(
        /translate\([\d.]+, ?([\d.]+)/.exec(
          of.querySelector(`#${id} use`)?.getAttribute('transform') ?? '',
        )?.[1],
      );
    expect(y('b') - y('a')).toBe(360);
    expect(drawn(of, 'g.keySig')).toBe(0);
  });

  it('are frets in a tablature, as given or else on the lowest fret', () => {
    const of = svg(
      {
        k: { kind: 'clef', clef: 'TAB' },
        a: { pitch: 'C4', string: 3, fret: 5 },
        b: { pitch: 'C4', onset: '1' },
        c: { pitch: 'E4', onset: '1' },
        r: { kind: 'rest', onset: '2' },
      },
      { part: { tuning: 'E2 A2 D3 G3 B3 E4' } },
    );
    expect(words(of, '#a')).toBe('5');
    expect(words(of, '#b')).toBe('1');
    expect(words(of, '#c')).toBe('0');
    expect(linesOf(of)).toBe(6);
    expect(of.querySelector('#r')).not.toBeNull();
  });
});

describe('spans', () => {
  it.each([
    ['slur', {}, 'g.slur'],
    ['slur', { style: 'dotted', placement: 'below' }, 'g.slur'],
    ['crescendo', {}, 'g.hairpin'],
    ['diminuendo', {}, 'g.hairpin'],
    ['crescendo', { text: 'cresc.' }, 'g.dynam'],
    ['ottava', { shift: '8va' }, 'g.octave'],
    ['ottava', { shift: '15mb' }, 'g.octave'],
    ['pedal', {}, 'g.pedal'],
    ['glissando', { style: 'wavy' }, 'g.gliss'],
    ['trill', {}, 'g.trill'],
    ['line', { style: 'dashed' }, 'g.bracketSpan'],
    ['line', { text: 'sul G' }, 'g.dir'],
  ])('of kind %s %j are drawn, with their id', (kind, fields, selector) => {
    const of = svg(quarters(), span(kind, fields));
    expect(drawn(of, selector)).toBeGreaterThan(0);
    expect(of.querySelector('[id="s"]')).not.toBeNull();
  });

  it('of kind line may be of one note', () => {
    const of = svg(quarters(), span('line', { end: 'a' }));
    expect(drawn(of, 'g.bracketSpan')).toBe(1);
  });

  it('of kind tremolo join two notes, each as long as both', () => {
    const of = svg(
      { a: { duration: '1' }, b: { onset: '1', pitch: 'E5' } },
      { spans: { s: { kind: 'tremolo', start: 'a', end: 'b', strokes: 3 } } },
    );
    expect(drawn(of, 'g.fTrem')).toBe(1);
  });

  it.each([
    ['slur', 'g.slur'],
    ['crescendo', 'g.hairpin'],
    ['ottava', 'g.octave'],
    ['pedal', 'g.pedal'],
    ['trill', 'g.trill'],
    ['line', 'g.bracketSpan'],
  ])('of kind %s are drawn in every system that they go through', (kind, selector) => {
    const index = new SlotIndex(
      piece(
        { a: {}, b: { measure: 'm2', duration: '4' }, c: { measure: 'm3', duration: '4' } },
        {
          measures: [{}, {}, {}],
          spans: {
            s: { kind, start: 'a', end: 'c', ...(kind === 'ottava' ? { shift: '8va' } : {}) },
          },
        },
      ),
    );
    for (const start of [0, 1, 2]) {
      expect(drawn(engrave(index, { start, end: start + 1 }), selector)).toBeGreaterThan(0);
    }
  });

  it('change the text of the systems that they touch, and no other', () => {
    const write = (end: string): string[] => {
      const measures = [{}, {}, {}];
      const notes = { a: {}, b: { measure: 'm2' }, c: { measure: 'm3' }, e: { onset: '1' } };
      const index = new SlotIndex(
        piece(notes, { measures, spans: { s: { kind: 'slur', start: 'a', end } } }),
      );
      const writer = new MeiWriter(index);
      return [0, 1, 2].map((start) => writer.write({ start, end: start + 1 }));
    };
    const [short, long] = [write('e'), write('b')];
    expect(short.map((text, at) => text === long[at])).toEqual([false, false, true]);
  });

  it('of kind ottava move where notes are drawn', () => {
    const mei = new MeiWriter(
      new SlotIndex(piece(quarters(), span('ottava', { shift: '8va', end: 'b' }))),
    ).write({ start: 0, end: 1 });
    expect(mei).toMatch(/xml:id="a"[^>]* oct="4" oct.ges="5"/);
    expect(mei).toMatch(/xml:id="c"[^>]* oct="5"/);
  });
});

describe('marks', () => {
  it('are dynamics, words, chord symbols and figures, with their ids', () => {
    const of = svg({
      ...quarters(),
      dyn: { kind: 'dynamic', dynamic: 'sffz', onset: '1' },
      txt: { kind: 'text', text: 'dolce', style: 'italic', placement: 'below' },
      har: { kind: 'harmony', text: 'Cm7b5/Bb', onset: '2' },
      fig: { kind: 'figures', text: '6 4+', onset: '3' },
    });
    expect(drawn(of, 'g.dynam#dyn')).toBe(1);
    expect(words(of, 'g.dir#txt')).toBe('dolce');
    expect(words(of, 'g.harm#har').replace(/\s/g, '')).toMatch(/^Cm7.5\/B.$/u);
    expect(words(of, 'g.harm#fig')).toContain('4+');
  });

  it('are tempi, with the value that they count, and in words where they move', () => {
    const of = svg(
      {
        t: { kind: 'tempo', bpm: 90, beat: '3/2', text: 'Swing' },
        u: { kind: 'tempo', measure: 'm2', bpm: 90, gradual: true },
        v: { kind: 'tempo', measure: 'm3', bpm: 60, onset: '1' },
      },
      { measures: [{}, {}, {}] },
    );
    expect(words(of, 'g.tempo#t').replace(/\s/g, '')).toContain('=60');
    expect(words(of, 'g.tempo#u')).toBe('rit.');
    expect(words(of, 'g.tempo#v').replace(/\s/g, '')).toContain('=60');
  });

  it('are syllables of eight verses, with hyphens and lines', () => {
    const of = svg({
      ...quarters({ lyric1: 'Ky-', lyric8: 'la_' }),
      b: { onset: '1', lyric1: 'ri-' },
      c: { onset: '2', lyric1: 'e_' },
    });
    expect(drawn(of, 'g.verse')).toBe(4);
    expect(drawn(of, 'g.syl')).toBe(4);
    const written = svg(quarters({ lyric1: 'la__' }));
    expect(words(written, 'g.syl')).toBe('la');
  });
});

describe('measures', () => {
  it('have bar lines, repeats, endings, signs and jumps', () => {
    const of = svg(
      {},
      {
        measures: [
          { repeat_start: true, rehearsal: 'A', segno: true },
          { ending: '1,2', repeat_end: 3 },
          { ending: '3', barline: 'double', to_coda: true },
          { coda: true, barline: 'dashed', ending: '0' },
          { fine: true, barline: 'heavy' },
          { jump: 'dal_segno_al_coda', repeat_end: 4 },
        ],
        sections: { x: { name: 'Verse', measure: 'm1' } },
      },
    );
    expect(drawn(of, 'g.ending')).toBe(3);
    expect(words(of, 'g.ending > g.voltaBracket:first-of-type')).toBe('1., 2.|3.|');
    expect(words(of, 'g.reh#x')).toBe('A Verse');
    expect(drawn(of, 'g.repeatMark')).toBe(2);
    expect(words(of, 'g.jump')).toMatch(/To Coda.*\|Fine\|D.S. al Coda\|4×$/u);
    expect(of.querySelectorAll('g.barLine ellipse, g.barLine use').length).toBeGreaterThan(0);
  });

  it('show a meter as its sum or its sign', () => {
    const mei = new MeiWriter(
      new SlotIndex(
        piece({}, { measures: [{ meter: '2+2+3/8' }, { meter: '2/2', meter_symbol: 'cut' }] }),
      ),
    ).write({ start: 0, end: 2 });
    expect(mei).toContain('meter.count="2+2+3" meter.unit="8"');
    expect(mei).toContain('meter.sym="cut"');
  });

  it.each(['G1', 'F3', 'F5', 'C2', 'C5', 'G2-15', 'G2+15', 'F4-8', 'F4+8', 'percussion', 'TAB'])(
    'begin with the clef %s',
    (clef) => {
      expect(drawn(svg({ k: { kind: 'clef', clef } }), 'g.clef')).toBe(1);
    },
  );

  it('have as many lines as the part asks for', () => {
    for (const lines of [0, 1, 2, 6]) {
      const of = svg({}, { part: { lines } });
      expect(linesOf(of)).toBe(lines);
    }
  });
});

describe('parts', () => {
  it('of one group are bracketed together', () => {
    const of = svg(
      {},
      {
        part: { group: 'Winds', bracket: 'bracket' },
        parts: {
          q: { index: 'a1', name: 'Oboe', group: 'Winds' },
          r: { index: 'a2', name: 'Tuba' },
        },
      },
    );
    expect(drawn(of, 'g.grpSym')).toBe(1);
  });
});

describe('a piece with one of everything', () => {
  const file = join(import.meta.dirname, '../../../tests/fixtures/score/everything.antiphon');
  const index = new SlotIndex(project(decode(readFileSync(file, 'utf8')) as never));

  it.each([1, 2, 5, 18])('is engraved by %i measures, with every note and sign', (length) => {
    const count = index.piece.measures.length;
    const notes = new Set<string>();
    const signs = new Set<string>();
    for (let start = 0; start < count; start += length) {
      const of = engrave(index, { start, end: Math.min(start + length, count) });
      of.querySelectorAll('g.note').forEach(({ id }) => notes.add(id.split('.')[0]));
      of.querySelectorAll('g[id]').forEach(({ id }) => signs.add(id.split('.')[0]));
    }
    const items = index.piece.parts.flatMap(({ voices }) => voices.flatMap(({ items }) => items));
    const all = items.flatMap((item) => [item, ...item.graces].flatMap((of) => of.notes));
    expect(all.filter(({ id }) => !notes.has(id))).toEqual([]);
    const marks = index.piece.parts.flatMap((part) => part.marks);
    expect(marks.filter(({ id }) => !signs.has(id))).toEqual([]);
    const spans = index.piece.parts.flatMap((part) => part.spans);
    expect(spans.filter(({ id, kind }) => kind !== 'tremolo' && !signs.has(id))).toEqual([]);
  });
});
