/** Colours as numbers, to see whether text on them can be read (WCAG 2.1, relative luminance and contrast). */

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

export const BLACK: Rgb = [0, 0, 0];
export const WHITE: Rgb = [255, 255, 255];

/** Contrast that text needs (level AA). */
export const AA = 4.5;

/** Read `#rgb`, `#rrggbb`, `rgb(…)` or `rgba(…)`; null where it is none of these. */
export function parseColour(text: string): Rgb | null {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (hex) {
    const digits = hex.length === 3 ? [...hex].map((digit) => digit + digit) : hex.match(/../g)!;
    return digits.map((pair) => parseInt(pair, 16)) as unknown as Rgb;
  }
  const parts = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)/.exec(text.trim());
  return parts ? [Number(parts[1]), Number(parts[2]), Number(parts[3])] : null;
}

export function formatColour(colour: Rgb): string {
  return `rgb(${colour.map(Math.round).join(', ')})`;
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast of two colours, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Black or white, whichever is read better on a colour: at least 4.5 to 1 on any. */
export function inkOn(colour: Rgb): Rgb {
  return contrast(colour, BLACK) >= contrast(colour, WHITE) ? BLACK : WHITE;
}

/** A colour, darkened or lightened no further than it takes to be read on a paper. */
export function readableOn(colour: Rgb, paper: Rgb, least = AA): Rgb {
  const towards = inkOn(paper);
  for (let share = 0; share <= 1; share += 0.05) {
    const mixed = colour.map(
      (value, at) => value + (towards[at] - value) * share,
    ) as unknown as Rgb;
    if (contrast(mixed, paper) >= least) {
      return mixed;
    }
  }
  return towards;
}

/** What a style sheet makes of a colour (a variable of JupyterLab's, a name) at an element. */
export function resolveColour(element: Element, colour: string): Rgb | null {
  const plain = parseColour(colour);
  if (plain) {
    return plain;
  }
  const probe = document.createElement('span');
  probe.style.color = colour;
  element.append(probe);
  const resolved = parseColour(getComputedStyle(probe).color);
  probe.remove();
  return resolved;
}
