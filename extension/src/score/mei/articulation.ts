import { escape } from './markup';

/** Marks that Verovio knows by name. */
const NAMED: Record<string, string> = {
  accent: 'acc',
  strong_accent: 'marc',
  staccato: 'stacc',
  staccatissimo: 'stacciss',
  spiccato: 'spicc',
  tenuto: 'ten',
  detached_legato: 'ten stacc',
  up_bow: 'upbow',
  down_bow: 'dnbow',
  harmonic: 'harm',
  open_string: 'open',
  stopped: 'stop',
  snap_pizzicato: 'snap',
};

/** Marks that it draws by their SMuFL code. */
const SIGNS: Record<string, string> = {
  stress: 'glyph.num="U+E4B6"',
  unstress: 'glyph.num="U+E4B8"',
  schleifer: 'glyph.num="U+E587" place="above"',
};

/** Marks that are elements of the measure. */
const CONTROLS: Record<string, readonly [name: string, attributes: string]> = {
  trill: ['trill', ''],
  turn: ['turn', ''],
  inverted_turn: ['turn', ' form="lower"'],
  mordent: ['mordent', ''],
  inverted_mordent: ['mordent', ' form="upper"'],
  breath_mark: ['breath', ''],
  caesura: ['caesura', ''],
};

const WORDS: Record<string, string> = { double_tongue: '••', triple_tongue: '•••' };
const FERMATAS: Record<string, string> = { angled: ' shape="angular"', square: ' shape="square"' };

/** Marks that are drawn onto Verovio's note afterwards, by its class. */
const DRAWN = new Set(['scoop', 'plop', 'doit', 'falloff']);

/** The `<artic>` elements of a note or chord. */
export function articulations(marks: readonly string[]): string {
  return marks
    .map((mark) =>
      mark in NAMED
        ? `<artic artic="${NAMED[mark]}"/>`
        : mark in SIGNS
          ? `<artic artic="acc" glyph.auth="smufl" ${SIGNS[mark]}/>`
          : '',
    )
    .join('');
}

/** The marks that a note has as classes. */
export function drawnMarks(marks: readonly string[]): string[] {
  return marks.filter((mark) => DRAWN.has(mark));
}

/**
 * The elements that a note, chord or rest asks of its measure.
 *
 * @param id - of the element that they stand at.
 */
export function ornaments(id: string, marks: readonly string[], fermata: string): string {
  const signs = marks.map((mark) => {
    if (mark in WORDS) {
      return `<dir startid="#${id}" place="above">${escape(WORDS[mark])}</dir>`;
    }
    const [name, attributes] = CONTROLS[mark] ?? [];
    return name ? `<${name} startid="#${id}"${attributes}/>` : '';
  });
  const hold = fermata ? `<fermata startid="#${id}"${FERMATAS[fermata] ?? ''}/>` : '';
  return signs.join('') + hold;
}
