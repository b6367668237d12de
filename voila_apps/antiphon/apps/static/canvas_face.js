// @ts-check
/**
 * How the cells of a canvas look, in classes and in words. `antiphon.apps.bundle` puts this into `canvas.js`.
 * @typedef {{held: boolean, now: boolean, on: boolean, mine: boolean, theirs: boolean}} Look held by a longer note; a note of
 *   the piece; a note as it is wanted; one's own; of the audience
 */
import { placeOf, rowLabel } from './canvas_cells.js';
import { t } from './words.js';

/** @param {import('./session').NoteCanvas} canvas */
export function faceOf(canvas) {
  const tonics = new Set(canvas.tonics);
  const beats = new Set(canvas.beats);
  const firsts = new Set(canvas.measures.map(([, step]) => step));
  return {
    /**
     * The classes of a cell.
     * @param {number} step
     * @param {number} row
     * @param {Look} look
     * @param {boolean} sounding whether the music is there
     */
    classes(step, row, { held, now, on, mine, theirs }, sounding) {
      const names = ['cell'];
      if (tonics.has(row)) names.push('tonic');
      if (firsts.has(step)) names.push('first');
      else if (beats.has(step)) names.push('beat');
      if (held) names.push('held');
      else {
        if (now || on) names.push('on');
        if (now && !on) names.push('going');
        if (on && !now) names.push('coming');
        if (theirs || (on && !now)) names.push('theirs');
        if (mine) names.push('mine');
      }
      if (sounding && now) names.push('sounding');
      return names.join(' ');
    },

    /**
     * A cell in words.
     * @param {number} step
     * @param {number} row
     * @param {Look} look
     */
    words(step, row, { held, now, on, mine, theirs }) {
      const state = held
        ? t('held by a longer note')
        : now && !on
          ? t('to be taken away')
          : on && !now
            ? t('proposed')
            : on
              ? t('note')
              : t('empty');
      const whose = mine ? t('yours') : on && (theirs || !now) ? t('by the audience') : '';
      return [rowLabel(canvas.rows[row]), placeOf(canvas, step), state, whose]
        .filter(Boolean)
        .join(', ');
    },
  };
}
