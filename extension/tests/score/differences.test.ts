// @vitest-environment jsdom
import createModule from 'verovio/wasm';
import { VerovioToolkit } from 'verovio/esm';
import { beforeAll, describe, expect, it, vi } from 'vitest';

import { empty, project } from '../../src/document';
import { System } from '../../src/score/engraving/system';
import { MeiWriter } from '../../src/score/mei/mei';
import { asSounding } from '../../src/score/music/concert';
import { SlotIndex } from '../../src/score/music/slot';
import { DifferenceMarks, type ScoreDifference } from '../../src/score/view/differences';

let verovio: VerovioToolkit;

beforeAll(async () => {
  verovio = new VerovioToolkit((await createModule()) as object);
  verovio.setOptions({ breaks: 'encoded', header: 'none', svgRemoveXlink: true, svgViewBox: true });
});

const NOTE = { kind: 'note', part: 'p', measure: 'm1', duration: '1' } as const;
const WAS = { part: 'p', measure: 'm1', staff: 1 };

function stage(sounding = false) {
  const document = empty();
  document.parts.p = { index: 'a0', name: 'Clarinet', diatonic: -1, chromatic: -2 };
  document.measures.m1 = { index: 'a0' };
  document.measures.m2 = { index: 'a1' };
  document.events.a = { ...NOTE, onset: '0', pitch: 'C5' };
  document.events.b = { ...NOTE, onset: '1', pitch: 'E5' };
  const piece = project(document);
  const index = new SlotIndex(sounding ? asSounding(piece) : piece);
  verovio.loadData(new MeiWriter(index).write({ start: 0, end: 2 }));
  const system = new System({ start: 0, end: 2 }, 'x-');
  system.show(verovio.renderToSVG(1), index);
  const redraw = vi.fn(() => marks.draw([system], index));
  const marks = new DifferenceMarks(redraw);
  const drawn = (): SVGElement[] => [
    ...system.node.querySelectorAll<SVGElement>('.antiphon-Difference'),
  ];
  const spot = (key: string) => system.spots.find((of) => of.key === key)!;
  const show = (...of: ScoreDifference[]): SVGElement[] => {
    marks.show(of, document.parts);
    return drawn();
  };
  return { marks, redraw, show, spot };
}

const ADDED: ScoreDifference = {
  ...{ kind: 'added', id: 'b', measure: 'm1', part: 'p', was: null },
  words: 'Added E 5',
};
const CHANGED: ScoreDifference = {
  ...{ kind: 'changed', id: 'a', measure: 'm1', part: 'p' },
  ...{ was: { ...WAS, onset: '0', pitch: 'F5' }, words: 'F 5 is now C 5' },
};
const REMOVED: ScoreDifference = {
  ...{ kind: 'removed', id: 'gone', measure: 'm1', part: 'p' },
  ...{ was: { ...WAS, onset: '2', pitch: 'A5' }, words: 'Removed A 5' },
};

const centre = (mark: Element | null): number[] =>
  /translate\(([\d.]+), ([\d.]+)\)/
    .exec(mark?.querySelector('ellipse')?.getAttribute('transform') ?? '')!
    .slice(1)
    .map(Number);
const signOf = (mark: SVGElement): string =>
  mark
    .querySelector('.antiphon-Difference-sign')
    ?.getAttribute('d')
    ?.replace(/[-\d. ]+/g, '') ?? '';

describe('differences in the score', () => {
  it('are told apart by shapes: an outline and a plus, the old head and a line, a crossed-out head and a minus', () => {
    const { show, spot } = stage();
    const [added, changed, removed] = show(ADDED, CHANGED, REMOVED);
    expect([added, changed, removed].map((of) => of.querySelector('title')?.textContent)).toEqual([
      'Added E 5',
      'F 5 is now C 5',
      'Removed A 5',
    ]);
    expect(Number(added.querySelector('rect')?.getAttribute('x'))).toBeCloseTo(
      spot('b').x - 190,
      0,
    );
    expect(added.querySelector('ellipse')).toBeNull();
    const [x, y] = centre(changed);
    expect(x).toBeCloseTo(spot('a').x, 0);
    expect(y).toBeCloseTo(spot('a').y - 3 * 90, 0);
    expect(changed.querySelector('text')?.textContent).toBe('♮');
    expect(changed.querySelector(':scope > line')).not.toBeNull();
    expect(changed.querySelector('rect')).not.toBeNull();
    expect(centre(removed)[0]).toBeGreaterThan(spot('b').x);
    expect(removed.querySelector('rect')).toBeNull();
    expect(removed.querySelector(':scope > line')).not.toBeNull();
    expect([added, changed, removed].map(signOf)).toEqual(['MhMv', 'Mlhz', 'Mh']);
  });

  it('frame a new measure, and put a sign over what is no note', () => {
    const { show } = stage();
    const whole: ScoreDifference = { ...ADDED, id: 'm2', measure: 'm2', part: '', words: '' };
    const mark: ScoreDifference = { ...ADDED, id: 'mf', measure: 'm2', words: 'Added mf' };
    const [frame, one, other] = show(whole, mark, { ...mark, id: 'p' });
    expect(frame.querySelector('rect')).not.toBeNull();
    expect(one.querySelector('rect')).toBeNull();
    const at = (of: SVGElement) => of.querySelector('path')?.getAttribute('d');
    expect(at(one)).not.toBe(at(other));
  });

  it('are drawn once, counted in words, and go', () => {
    const { marks, redraw, show } = stage();
    expect(show()).toEqual([]);
    expect(redraw).not.toHaveBeenCalled();
    const [mark] = show(ADDED, REMOVED);
    redraw();
    expect(marks.inWords('m1')).toBe('2 differences here');
    expect(marks.inWords('m2')).toBe('');
    expect(mark.parentNode).not.toBeNull();
    expect(show()).toEqual([]);
    expect(mark.parentNode).toBeNull();
  });

  it('stand as they sound where the score is shown so', () => {
    const { show, spot } = stage(true);
    const [changed] = show({ ...CHANGED, was: { ...CHANGED.was!, pitch: 'D5' } });
    expect(centre(changed)[1]).toBeCloseTo(spot('a').y - 90, 0);
  });
});
