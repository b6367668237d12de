/** How a score is laid out: systems down one long sheet, pages of paper, or one system that goes on to the side. */
export type Layout = 'scroll' | 'page' | 'continuous';

/** Pixels between two systems. */
export const GAP = 18;
/** Millimetres of A4, and its margins, in CSS pixels (96 an inch). */
const MM = 96 / 25.4;
export const PAGE = { width: 210 * MM, height: 297 * MM, margin: 15 * MM, between: 24 };
/** The music of a page is so much of its size on the screen: a staff of 7 mm. */
export const PAGE_SCALE = 0.9;
/** Most that systems of a full page are moved apart, in pixels. */
const SPREAD = 60;

/** Where a system stands on a page. */
export interface PagePlace {
  readonly page: number;
  /** From the top of the page to the system, in pixels. */
  readonly top: number;
}

/**
 * Put systems onto pages, as many as each has room for.
 *
 * @param heights - of the systems, in pixels.
 * @param page - height and margin of a page, in pixels.
 * @param head - what the first page has above its first system, in pixels.
 * @param breaks - systems that a new page begins with.
 */
export function paginate(
  heights: readonly number[],
  page: { readonly height: number; readonly margin: number },
  head: number,
  breaks: ReadonlySet<number> = new Set(),
): PagePlace[] {
  const places: PagePlace[] = [];
  const room = page.height - 2 * page.margin;
  for (let start = 0, number = 0; start < heights.length; number++) {
    const above = number === 0 ? head : 0;
    let end = start;
    let used = above;
    while (
      end < heights.length &&
      (end === start || (used + GAP + heights[end] <= room && !breaks.has(end)))
    ) {
      used += heights[end] + (end === start ? 0 : GAP);
      end++;
    }
    const full = end < heights.length && !breaks.has(end);
    const spare = full && end - start > 1 ? Math.max(0, room - used) / (end - start - 1) : 0;
    let top = page.margin + above;
    for (; start < end; start++) {
      places.push({ page: number, top });
      top += heights[start] + GAP + Math.min(SPREAD, spare);
    }
  }
  return places;
}

/** Where each of a row of things begins, with a gap between them. */
export function stack(sizes: readonly number[], gap: number): number[] {
  let at = 0;
  return sizes.map((size) => {
    const start = at;
    at += size + gap;
    return start;
  });
}
