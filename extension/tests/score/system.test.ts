// @vitest-environment jsdom
import createModule from 'verovio/wasm';
import { VerovioToolkit } from 'verovio/esm';
import { beforeAll, describe, expect, it } from 'vitest';

import { LoopMark } from '../../src/score/view/loop';
import { MeiWriter } from '../../src/score/mei/mei';
import { System } from '../../src/score/engraving/system';
import { index, type Events } from './piece';

type Options = Parameters<typeof index>[1];

let verovio: VerovioToolkit;

beforeAll(async () => {
  verovio = new VerovioToolkit((await createModule()) as object);
  verovio.setOptions({
    breaks: 'encoded',
    header: 'none',
    pageWidth: 6000,
    svgRemoveXlink: true,
    svgViewBox: true,
  });
});

/** A piece shown as one system. */
function show(events: Events, options?: Options): System {
  const of = index(events, options);
  const range = { start: 0, end: of.piece.measures.length };
  expect(verovio.loadData(new MeiWriter(of).write(range))).toBeTruthy();
  const system = new System(range, 'x-');
  system.show(verovio.renderToSVG(1), of);
  return system;
}

describe('a system', () => {
  it('knows its notes, grace notes, rests and frets by the ids of the document, and where they are', () => {
    const system = show({
      a: {},
      g: { grace: 'acciaccatura', onset: '1', duration: '1/2' },
      b: { onset: '1' },
      r: { kind: 'rest', onset: '2' },
    });
    const keys = system.spots.map(({ key }) => key);
    expect(keys.slice(0, 4)).toEqual(['a', 'g', 'b', 'r']);
    expect(system.spots.every(({ x, y }) => x > 0 && y > 0)).toBe(true);
    expect(system.elements('a')[0].id).toBe('x-a');
    const tablature = show(
      { k: { kind: 'clef', clef: 'TAB' }, a: { pitch: 'E4' }, b: { pitch: 'E2', onset: '1' } },
      { part: { tuning: 'E2 A2 D3 G3 B3 E4' } },
    );
    const [a, b] = ['a', 'b'].map((of) => tablature.spots.find(({ key }) => key === of)!);
    const [{ top, bottom }] = tablature.measures[0].staves;
    expect(Math.abs(a.y - top)).toBeLessThan(60);
    expect(Math.abs(b.y - bottom)).toBeLessThan(60);
  });

  it('says which sign is which of the document', () => {
    const { node } = show(
      {
        a: {},
        b: { onset: '1' },
        d: { kind: 'dynamic', dynamic: 'f' },
        t: { kind: 'tempo', bpm: 60 },
      },
      { spans: { s: { kind: 'slur', start: 'a', end: 'b' } } },
    );
    const signs = [...node.querySelectorAll<SVGGElement>('[data-sign-id]')];
    const heads = ['m1/meter', 'p/clef1'];
    expect(signs.map(({ dataset }) => dataset.signId).sort()).toEqual(['d', ...heads, 's', 't']);
  });

  it('says which clef, key and meter rule at its beginning, however far back they were written', () => {
    const measures = [{ key: -1 }, {}, { key: 2, meter: '3/4' }, {}];
    const events: Events = {
      a: {},
      c: { kind: 'clef', clef: 'F4', onset: '2', staff: 2 },
      d: { kind: 'clef', clef: 'C3', measure: 'm3', staff: 2 },
    };
    const of = index(events, { measures, part: { staves: 2 } });
    const heads = (start: number, end: number): (string | undefined)[] => {
      verovio.loadData(new MeiWriter(of).write({ start, end }));
      const system = new System({ start, end }, 'x-');
      system.show(verovio.renderToSVG(1), of);
      return [
        ...system.node.querySelectorAll<SVGGElement>(
          'g.staff > [data-sign-id]:not(.keyAccid, .barLine)',
        ),
      ].map(({ dataset }) => dataset.signId);
    };
    // The meter is not drawn again where it goes on.
    expect(heads(1, 2)).toEqual(['p/clef1', 'm1/key', 'c', 'm1/key']);
    expect(heads(1, 3)).toEqual([
      ...['p/clef1', 'm1/key', 'c', 'm1/key'],
      ...['m3/key', 'm3/meter', 'm3/key', 'm3/meter'],
    ]);
    expect(heads(3, 4)).toEqual(['p/clef1', 'm3/key', 'd', 'm3/key']);
  });

  it('has a box for each staff that has lines, whatever their number', () => {
    for (const [lines, height] of [
      [1, 0],
      [2, 180],
      [5, 720],
    ]) {
      const [box] = show({}, { part: { lines } }).measures;
      expect(box.right).toBeGreaterThan(box.left);
      expect(box.staves[0].bottom - box.staves[0].top).toBe(height);
    }
  });

  it('shows what is looped, from note to note or from bar line to bar line, and where it ends', () => {
    const events = { a: {}, b: { onset: '1' }, c: { onset: '2' }, d: { measure: 'm2' } };
    const options = { measures: [{}, {}] };
    const of = index(events, options);
    const system = show(events, options);
    const mark = new LoopMark();
    const boxes = (name: string): number[][] =>
      [...system.node.querySelectorAll(`.antiphon-Loop-${name}`)].map((rect) =>
        ['x', 'width'].map((each) => Number(rect.getAttribute(each))),
      );
    mark.draw([system], of, { start: 0, end: 4 });
    const [first, second] = system.measures;
    expect(boxes('band')).toEqual([[first.left, first.right - first.left]]);
    expect(boxes('edge')).toHaveLength(2);
    mark.draw([system], of, { start: 1, end: 2 });
    const [b, c] = ['b', 'c'].map((key) => system.spots.find((spot) => spot.key === key)!.x);
    expect(boxes('band')).toEqual([[b, c - b]]);
    mark.draw([system], of, { start: 2, end: 99 });
    expect(boxes('band')).toEqual([[c, second.right - c]]);
    expect(boxes('edge')).toHaveLength(1);
    mark.draw([system], of, null);
    expect(boxes('band')).toEqual([]);
  });

  it('draws the heads and slides that Verovio has not', () => {
    for (const notehead of ['triangle', 'square', 'circle-x']) {
      const { node } = show({ a: { notehead } });
      expect(node.querySelector('g.note g.notehead > path.antiphon-Shape')).not.toBeNull();
    }
    const open = show({ a: { notehead: 'square', duration: '2' } }).node;
    expect(open.querySelector('path.antiphon-Shape')?.getAttribute('fill')).toBe('none');
    for (const slide of ['scoop', 'plop', 'doit', 'falloff']) {
      const { node } = show({ a: { [slide]: true } });
      expect(node.querySelector('g.note > path.antiphon-Shape')).not.toBeNull();
    }
    const none = show({ a: { notehead: 'none' } }).node;
    expect(none.querySelector('g.notehead')?.getAttribute('visibility')).toBe('hidden');
  });
});
