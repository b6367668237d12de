/** Lines of a staff that follow each other, alike but for their height. */
const LINES = /(?:<path d="M\d+ -?\d+ L\d+ -?\d+" stroke-width="13"\/>){2,}/g;
const LINE = / d="([^"]*)"/g;
/** What Verovio gives an id to that no music has. */
const NAMELESS = /<(g|tspan) id="[^"]*" class="(stem|dots|flag|text)"/g;

/** A stem without a flag. */
const STEM = /<g class="stem"><path ([^>]*)\/><\/g>/g;
/** Style sheets within the SVG: Verovio opens them twice where it writes them without spaces. */
const STYLES = /(?:<style type="text\/css">\s*)+([^<]*)(?:<\/style>\s*)+/g;

/** An engraved system as the page takes it in. */
export interface Slim {
  readonly svg: string;
  /** The style sheet with the music font for signs within text; empty where there are none. */
  readonly font: string;
}

/**
 * Make an engraved system lighter for the page, where every element costs at each style and layout: the lines of a staff are one path, a stem
 * is another, what nobody asks for by its id has none, and there are no style sheets. The page has their rules (score.css), and the font once.
 *
 * @param svg - as Verovio writes it with `svgFormatRaw`.
 */
export function slim(svg: string): Slim {
  let font = '';
  const bare = svg
    .replace(STYLES, (_, sheet: string) => {
      font ||= sheet.startsWith('@font') ? sheet : '';
      return '';
    })
    .replace(LINES, (lines) => {
      const all = [...lines.matchAll(LINE)].map(([, line]) => line);
      return `<path d="${all.join('')}" stroke-width="13"/>`;
    })
    .replace(NAMELESS, '<$1 class="$2"')
    .replace(STEM, '<path class="stem" $1/>');
  return { svg: bare, font };
}
