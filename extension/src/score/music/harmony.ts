import { formatPitch, moveInterval, parsePitch } from './pitch';

const ROOT = '[A-G](?:#{1,2}|b{1,2})?';
/** What follows a root: the words and signs of chord symbols, in any order that people write them in. */
const KIND =
  /^(?:maj|min|dim|aug|sus|add|omit|no|alt|dom|ma|mi|M|m|Δ|o|°|ø|\+|-|b|#|\(|\)|,|\/(?=\d)|13|11|[2-79])*$/;
const SYMBOL = new RegExp(`^(${ROOT})(.*?)(?:/(${ROOT}))?$`);
const SILENT = /^N\.?\s?C\.?$/i;

/**
 * A chord symbol as the document has it, such as `Bbm7/F`: signs as letters, the root and the bass in capitals.
 *
 * @returns Null where it is none; `N.C.` for no chord.
 */
export function readHarmony(words: string): string | null {
  const plain = words.trim().replace(/♯/g, '#').replace(/♭/g, 'b').replace(/\s+/g, '');
  if (SILENT.test(words.trim())) {
    return 'N.C.';
  }
  const capital = plain
    .replace(/^[a-g]/, (letter) => letter.toUpperCase())
    .replace(/\/([a-g])(?=[#b]*$)/, (_, letter: string) => `/${letter.toUpperCase()}`);
  const [, root, kind, bass] = SYMBOL.exec(capital) ?? [];
  return root !== undefined && KIND.test(kind) ? root + kind + (bass ? `/${bass}` : '') : null;
}

/** A figure of a figured bass: a number, an accidental, or both, with a stroke or plus. */
const FIGURE = /^[#bn♯♭♮]{0,2}\d{0,2}[#bn♯♭♮+\\/]{0,2}$/;

/** Figures as the document has them, top to bottom with single spaces; null where some of them are none. */
export function readFigures(words: string): string | null {
  const figures = words.trim().split(/[\s,]+/);
  return figures.every((figure) => FIGURE.test(figure)) ? figures.join(' ') : null;
}

/** A chord symbol such as "F#m7/C#", moved. */
export function transposeSymbol(text: string, steps: number, semitones: number): string {
  return text.replace(/(^|\/)([A-G])(##?|bb?)?/g, (_, before: string, step: string, sign = '') => {
    const moved = moveInterval(parsePitch(`${step}${sign}4`), steps, semitones);
    return before + (moved ? formatPitch(moved).slice(0, -1) : step + sign);
  });
}
