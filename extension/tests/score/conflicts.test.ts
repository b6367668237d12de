// @vitest-environment jsdom
import createModule from 'verovio/wasm';
import { VerovioToolkit } from 'verovio/esm';
import { beforeAll, describe, expect, it, vi } from 'vitest';

import { empty, project } from '../../src/document';
import { System } from '../../src/score/engraving/system';
import { MeiWriter } from '../../src/score/mei/mei';
import { SlotIndex } from '../../src/score/music/slot';
import { ConflictMarks, type ScoreConflict } from '../../src/score/view/conflicts';

let verovio: VerovioToolkit;

beforeAll(async () => {
  verovio = new VerovioToolkit((await createModule()) as object);
  verovio.setOptions({ breaks: 'encoded', header: 'none', svgRemoveXlink: true, svgViewBox: true });
});

const NOTE = { kind: 'note', part: 'p', measure: 'm1', duration: '1' } as const;
const PLACE = { part: 'p', measure: 'm1', staff: 1 };

function stage() {
  const document = empty();
  document.parts.p = { index: 'a0', name: 'Flute' };
  document.measures.m1 = { index: 'a0' };
  document.measures.m2 = { index: 'a1' };
  document.events.a = { ...NOTE, onset: '0', pitch: 'C5' };
  document.events.b = { ...NOTE, onset: '1', pitch: 'E5' };
  const index = new SlotIndex(project(document));
  verovio.loadData(new MeiWriter(index).write({ start: 0, end: 2 }));
  const system = new System({ start: 0, end: 2 }, 'x-');
  system.show(verovio.renderToSVG(1), index);
  const redraw = vi.fn(() => marks.draw([system], index));
  const marks = new ConflictMarks(redraw);
  const show = (...of: ScoreConflict[]): SVGElement[] => {
    marks.show(of, document.parts);
    return [...system.node.querySelectorAll<SVGElement>('.antiphon-Conflict')];
  };
  const spot = (key: string) => system.spots.find((of) => of.key === key)!;
  return { marks, redraw, show, spot };
}

const BOTH: ScoreConflict = {
  ...{ number: 1, measure: 'm1', part: 'p', ours: ['a'], choice: 'ours', words: 'C 5 or F 5' },
  theirs: [{ ...PLACE, onset: '0', pitch: 'F5' }],
};

describe('conflicts in the score', () => {
  it('have what is here in a solid outline, what the branch has as a dashed head, and their number', () => {
    const { show, spot } = stage();
    const [mark] = show(BOTH);
    expect(mark.querySelector('title')?.textContent).toBe('C 5 or F 5');
    const { x, y } = spot('a');
    const outline = mark.querySelector('.antiphon-Conflict-ours rect')!;
    expect(Number(outline.getAttribute('x')) + 190).toBeCloseTo(x);
    const head = mark.querySelector('.antiphon-Conflict-theirs ellipse')!;
    const [headX, headY] = /translate\(([\d.]+), ([\d.]+)\)/
      .exec(head.getAttribute('transform')!)!
      .slice(1)
      .map(Number);
    expect(Math.abs(headX - x)).toBeLessThan(100);
    expect(headY).toBeLessThan(y);
    expect(mark.querySelector(':scope > text')?.textContent).toBe('1');
    expect(Number(mark.querySelector(':scope > circle')?.getAttribute('cy'))).toBeLessThan(headY);
  });

  it('have the side that is not taken struck through', () => {
    const { show } = stage();
    const left = (mark: Element) => mark.querySelector('.antiphon-mod-left')?.getAttribute('class');
    const strokes = (mark: Element, side: string) =>
      mark.querySelectorAll(`.antiphon-Conflict-${side} > line`).length;
    const [ours] = show(BOTH);
    expect(left(ours)).toContain('antiphon-Conflict-theirs');
    expect([strokes(ours, 'ours'), strokes(ours, 'theirs')]).toEqual([0, 2]);
    const [theirs] = show({ ...BOTH, choice: 'theirs' });
    expect(left(theirs)).toContain('antiphon-Conflict-ours');
    expect([strokes(theirs, 'ours'), strokes(theirs, 'theirs')]).toEqual([1, 1]);
  });

  it('stand over their measure where there is no note to draw, and are told of it', () => {
    const { marks, redraw, show } = stage();
    const frame = { ...BOTH, measure: 'm2', part: '', ours: [], theirs: [] };
    const [first, second] = show({ ...frame, number: 2 }, { ...frame, number: 3 });
    const at = (mark: Element) => Number(mark.querySelector('circle')?.getAttribute('cx'));
    expect(at(second)).toBeGreaterThan(at(first));
    // Those of another measure, or at another note, push none aside; at the same note, one stands over the other.
    const [, alone] = show({ ...frame, measure: 'm1', number: 1 }, { ...frame, number: 2 });
    expect(at(alone)).toBe(at(first));
    const [low, high] = show(BOTH, { ...BOTH, number: 2 });
    expect(at(high)).toBe(at(low));
    const up = (mark: Element) => Number(mark.querySelector(':scope > circle')?.getAttribute('cy'));
    expect(up(low) - up(high)).toBeGreaterThan(340);
    show({ ...frame, number: 2 }, { ...frame, number: 3 });
    expect(marks.inWords('m2')).toBe('2 conflicts here');
    expect(marks.inWords('m1')).toBe('');
    expect(show()).toEqual([]);
    expect(redraw).toHaveBeenCalledTimes(5);
    marks.show([]);
    expect(redraw).toHaveBeenCalledTimes(5);
  });
});
