// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';

import type { System } from '../../src/score/engraving/system';
import { AuthorColours } from '../../src/score/view/authors';
import { AA, contrast, parseColour, type Rgb } from '../../src/score/view/colour';
import { drawn } from '../../src/score/engraving/drawn';

const PEOPLE = Array.from({ length: 10 }, (_, n) => ({
  id: `p${n}`,
  name: `Ada ${'ABCDEFGHIJ'[n]}`,
}));

function stage(paper: string) {
  const spots = PEOPLE.map(({ id }) => ({ key: `n-${id}`, element: drawn('g', {}), x: 0, y: 0 }));
  const system = { spots, overlay: drawn('g', {}) } as unknown as System;
  const colours: AuthorColours = new AuthorColours(() => colours.draw([system]));
  const sheet = document.createElement('div');
  sheet.className = 'antiphon-Paper';
  sheet.style.backgroundColor = paper;
  document.body.append(colours.legend, sheet);
  colours.set(PEOPLE, new Map(PEOPLE.map(({ id }, order) => [`n-${id}`, order])));
  return { colours, notes: spots.map(({ element }) => element as SVGElement) };
}

const colour = (of: Element): Rgb =>
  parseColour((of as HTMLElement).style.getPropertyValue('--antiphon-author'))!;

beforeEach(() => document.body.replaceChildren());

describe('the colours of authors', () => {
  it.each(['rgb(255, 255, 255)', 'rgb(236, 233, 226)', 'rgb(20, 20, 20)'])(
    'can be read on a paper of %s, and are told apart',
    (paper) => {
      const { colours, notes } = stage(paper);
      colours.on = true;
      const found = notes.map(colour);
      found.forEach((of) => expect(contrast(of, parseColour(paper)!)).toBeGreaterThanOrEqual(AA));
      expect(new Set(found.map(String)).size).toBe(8);
      const letters = [...colours.legend.querySelectorAll('.antiphon-Legend-initials')];
      expect(letters.map(colour)).toEqual(found);
    },
  );

  it('are in a legend, and said in words of each note', () => {
    const { colours, notes } = stage('rgb(255, 255, 255)');
    expect([colours.legend.hidden, notes[1].classList.length]).toEqual([true, 0]);
    colours.on = true;
    expect(colours.legend.hidden).toBe(false);
    expect(colours.legend.children[1].textContent).toBe('ABAda B');
    expect(notes[1].querySelector('title')?.textContent).toBe('AB: written by Ada B');
    colours.set(PEOPLE, new Map([['n-p1', 2]]));
    expect(notes[1].querySelectorAll('title')).toHaveLength(1);
    expect(notes[1].querySelector('title')?.textContent).toBe('AC: written by Ada C');
    expect(notes[0].classList.contains('antiphon-mod-authored')).toBe(false);
    expect([...colours.legend.children].map((of) => of.textContent)).toEqual(['ACAda C']);
    colours.on = false;
    expect(colours.legend.hidden).toBe(true);
    expect(notes[1].querySelector('title')).toBeNull();
    expect(notes[1].classList.contains('antiphon-mod-authored')).toBe(false);
  });
});
