import { describe, expect, it } from 'vitest';

import { paginate, stack } from '../../src/score/engraving/placement';
import { asSounding, asWritten, symbolAsWritten } from '../../src/score/music/concert';
import { onlyParts, staffNumbers } from '../../src/score/music/shown';
import { SlotIndex } from '../../src/score/music/slot';
import { bounded, fitting, readViewing, USUAL } from '../../src/score/view/viewing';
import { piece } from './piece';

const PAGE = { height: 1000, margin: 100 };

describe('pages', () => {
  it('have as many systems as there is room for, under the head of the first', () => {
    const places = paginate([300, 300, 300, 300], PAGE, 200);
    expect(places.map(({ page }) => page)).toEqual([0, 1, 1, 2]);
    expect(places[0].top).toBe(300);
    expect(places[1].top).toBe(100);
    for (const { top } of places) {
      expect(top + 300).toBeLessThanOrEqual(900);
    }
  });

  it('begin where they are told to, and hold a system that is too high alone', () => {
    const pages = (heights: number[], breaks: number[]): number[] =>
      paginate(heights, PAGE, 0, new Set(breaks)).map(({ page }) => page);
    expect(pages([100, 100, 100], [1])).toEqual([0, 1, 1]);
    expect(pages([2000, 100, 2000], [])).toEqual([0, 1, 2]);
    expect(pages([], [])).toEqual([]);
  });

  it('do not let systems overlap, whatever their heights', () => {
    const heights = Array.from({ length: 40 }, (_, order) => 50 + ((order * 137) % 400));
    const places = paginate(heights, PAGE, 120);
    places.forEach(({ page, top }, order) => {
      const before = places[order - 1];
      expect(before?.page !== page || top >= before.top + heights[order - 1]).toBe(true);
      expect(page).toBeGreaterThanOrEqual(before?.page ?? 0);
    });
  });

  it('are not needed for what is stacked', () => {
    expect(stack([10, 20, 30], 5)).toEqual([0, 15, 40]);
  });
});

describe('concert pitch', () => {
  const clarinet = { diatonic: -1, chromatic: -2 };

  it('is what sounds, in the key that sounds, and is written back as it was', () => {
    for (const pitch of ['C4', 'F#4', 'Bb5', 'E#4', 'Cb5', 'D##4', 'Gbb3']) {
      const written = piece({ n: { pitch } }, { part: clarinet, measures: [{ key: 2 }] });
      const sounding = asSounding(written);
      const index = new SlotIndex(sounding);
      const note = index.note('n')!;
      expect(note.pitch).not.toBe(pitch);
      expect(asWritten(note.pitch, written.parts[0])).toBe(pitch);
      expect(index.keyAt(0, 0)).toBe(2);
      expect(new SlotIndex(written).keyAt(0, 0)).toBe(4);
    }
    const d = new SlotIndex(asSounding(piece({ n: { pitch: 'E4' } }, { part: clarinet })));
    expect(d.note('n')!.pitch).toBe('D4');
  });

  it('has the signature that a part has for itself, however it is written', () => {
    const horn = { diatonic: -4, chromatic: -7, fifths: -3 };
    const written = piece({}, { part: horn, measures: [{ key: 2 }, { key: 1 }] });
    const [at, sounding] = [new SlotIndex(written), new SlotIndex(asSounding(written))];
    expect([at.keyAt(0, 0), at.keyAt(0, 1)]).toEqual([0, -1]);
    expect([sounding.keyAt(0, 0), sounding.keyAt(0, 1)]).toEqual([-1, -2]);
  });

  it('leaves parts alone that sound as written, or octaves away', () => {
    const flute = piece({ n: {} });
    expect(asSounding(flute)).toBe(flute);
    const bass = piece({ n: {} }, { part: { diatonic: -7, chromatic: -12 } });
    expect(asSounding(bass)).toBe(bass);
  });

  it('has the chord symbols that sound', () => {
    const symbol = { kind: 'harmony', text: 'F#m7/C#' } as const;
    const text = { kind: 'text', text: 'D.C.' } as const;
    const written = piece({ h: symbol, t: text }, { part: clarinet });
    const words = asSounding(written).parts[0].marks.map((mark) => mark.text);
    expect(words.sort()).toEqual(['D.C.', 'Em7/B']);
    expect(symbolAsWritten('Em7/B', written.parts[0])).toBe('F#m7/C#');
    expect(symbolAsWritten('N.C.', written.parts[0])).toBe('N.C.');
    expect(asSounding(written).parts[0].marks[0]).toBe(
      asSounding({ ...written }).parts[0].marks[0],
    );
  });

  it('is the same objects for the same piece', () => {
    const written = piece({ n: {} }, { part: clarinet });
    const again = { ...written };
    expect(asSounding(again).parts[0]).toBe(asSounding(written).parts[0]);
  });
});

describe('a part view', () => {
  const parts = { q: { index: 'b1', name: 'Piano', staves: 2 }, r: { index: 'c1', name: 'Cello' } };

  it('has the parts that are chosen, and knows which staves of the whole they are', () => {
    const whole = piece({}, { parts });
    const shown = onlyParts(whole, ['r', 'q']);
    expect(shown.parts.map(({ id }) => id)).toEqual(['q', 'r']);
    expect(staffNumbers(whole, shown)).toEqual([1, 2, 3]);
    expect(staffNumbers(whole, onlyParts(whole, ['r']))).toEqual([3]);
  });

  it('is the whole piece where none of the parts is there any more', () => {
    const whole = piece({}, { parts });
    expect(onlyParts(whole, ['gone'])).toBe(whole);
    expect(onlyParts(whole, [])).toBe(whole);
  });
});

describe('what is remembered of a view', () => {
  it('is read whatever stands there', () => {
    expect(readViewing(null)).toEqual(USUAL);
    expect(readViewing({ layout: 'spiral', parts: 'p', concert: 1, zoom: NaN })).toEqual(USUAL);
    const viewing = { layout: 'page', parts: ['p'], concert: true, zoom: 1.5, rests: false };
    expect(readViewing({ ...viewing, more: 1 })).toEqual(viewing);
    expect(readViewing({ zoom: 900 }).zoom).toBe(2);
  });

  it('has a size from a half to two', () => {
    expect(bounded(0.1)).toBe(0.5);
    expect(bounded(1.26)).toBe(1.3);
    expect(fitting('page', 800)).toBe(1);
    expect(fitting('page', 1200)).toBe(1.5);
    expect(fitting('scroll', 1200)).toBe(1);
  });
});
