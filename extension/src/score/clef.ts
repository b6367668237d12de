/** Diatonic height (steps above C0) of a staff's bottom line under a clef. */
export function bottomLine(clef: string): number {
  const found = /^([GFC])(\d)([+-]8)?$/.exec(clef);
  if (!found) {
    return 30;
  }
  const [, shape, line, displacement] = found;
  const sign = shape === 'G' ? 32 : shape === 'F' ? 24 : 28;
  const octave = displacement === '-8' ? -7 : displacement === '+8' ? 7 : 0;
  return sign - 2 * (Number(line) - 1) + octave;
}
