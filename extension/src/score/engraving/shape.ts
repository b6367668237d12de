import { drawn } from './drawn';

/** Note heads, in the music font's units (250 a staff space) from the head's left on its line; `black` ones are filled. */
const HEADS: Record<string, string> = {
  triangle: 'M10 118L285 118L147 -125Z',
  square: 'M25 -115H270V115H25Z',
  'circle-x': 'M20 0a127 127 0 1 0 254 0a127 127 0 1 0 -254 0M58 -88L236 88M58 88L236 -88',
};

/** Slides to and from a note. */
const SLIDES: Record<string, string> = {
  scoop: 'M-210 230Q-190 40 -40 15',
  plop: 'M-210 -290Q-200 -60 -40 -20',
  doit: 'M335 -15Q470 -40 490 -300',
  falloff: 'M335 15Q470 40 490 300',
};

/** Draw what Verovio has no sign for onto the notes that ask for it by a class: heads, and slides to and from them. */
export function drawShapes(root: Element): void {
  for (const [name, path] of Object.entries(HEADS)) {
    root.querySelectorAll(`g.note.head-${name} use`).forEach((head) => {
      if (head.parentElement?.classList.contains('notehead')) {
        const open = /#E0A[0-3]/.test(head.getAttribute('href') ?? '');
        head.replaceWith(shape(head, path, !open && name !== 'circle-x'));
      }
    });
  }
  root.querySelectorAll('g.note.head-none g.notehead').forEach((head) => {
    head.setAttribute('visibility', 'hidden');
  });
  for (const [name, path] of Object.entries(SLIDES)) {
    root.querySelectorAll(`g.note.${name}`).forEach((note) => {
      const head = note.querySelector('g.notehead [transform]');
      if (head) {
        note.append(shape(head, path, false));
      }
    });
  }
}

function shape(head: Element, path: string, filled: boolean): SVGPathElement {
  return drawn('path', {
    d: path,
    transform: head.getAttribute('transform') ?? '',
    fill: filled ? 'currentColor' : 'none',
    stroke: 'currentColor',
    'stroke-width': 28,
    class: 'antiphon-Shape',
  });
}
