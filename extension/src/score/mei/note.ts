import type { Note, Part } from '../../document';
import { accidentalName } from '../music/accidental';
import { height, parsePitch, STEPS } from '../music/pitch';

/** Diatonic height of E4, the bottom line of a staff of five lines under a G2 clef. */
const BOTTOM = 30;

/** Note heads that Verovio knows by name; it draws `triangle`, `square`, `circle-x` and `none` as common ones. */
const HEADS: Record<string, string> = { x: 'x', diamond: 'diamond', slash: 'slash', cross: '+' };

/** How a note is written, beside what it is. */
export interface NoteStyle {
  readonly part: Part;
  /** Whether its accidental is printed. */
  readonly printed: boolean;
  /** Whether it stands on a line or space, as if in a G2 clef. */
  readonly unpitched: boolean;
  /** Octaves that it is drawn lower than it sounds. */
  readonly shift: number;
  /** Classes of its SVG element. */
  readonly classes: readonly string[];
}

/**
 * A `<note>`.
 *
 * @param attributes - such as its value, each after a space.
 * @param content - its child elements.
 */
export function noteElement(
  id: string,
  note: Note,
  style: NoteStyle,
  attributes: string,
  content: string,
): string {
  const drum = style.part.drums.find((of) => of.id === note.drum);
  const pitch = parsePitch(drum?.pitch ?? note.pitch);
  const loc =
    drum || style.unpitched
      ? ` loc="${height(pitch) - BOTTOM - (5 - (style.part.lines || 5))}"`
      : '';
  const octave =
    style.shift === 0
      ? ` oct="${pitch.octave}"`
      : ` oct="${pitch.octave - style.shift}" oct.ges="${pitch.octave}"`;
  const head = note.notehead || drum?.notehead || 'normal';
  const classes = [...style.classes];
  if (note.hidden) {
    classes.push('hidden');
  }
  if (head !== 'normal' && !(head in HEADS)) {
    classes.push(`head-${head}`);
  }
  const name = accidentalName(pitch.alter);
  const printed = style.printed && !loc;
  const enclosed = printed && note.accidental === 'parenthesis';
  const accidental = enclosed
    ? ''
    : printed
      ? ` accid="${name}"`
      : pitch.alter === 0
        ? ''
        : ` accid.ges="${name}"`;
  return (
    `<note xml:id="${id}"${attributes} pname="${STEPS[pitch.step].toLowerCase()}"${octave}${loc}${accidental}` +
    `${head in HEADS ? ` head.shape="${HEADS[head]}"` : ''}${note.cue ? ' cue="true"' : ''}` +
    `${classes.length > 0 ? ` type="${classes.join(' ')}"` : ''}>` +
    `${enclosed ? `<accid accid="${name}" enclose="paren"/>` : ''}${content}</note>`
  );
}
