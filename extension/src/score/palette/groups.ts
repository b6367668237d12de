import { trans } from '../../translation';
import { measures } from './bars';
import { graces, tuplets } from './entry';
import type { PaletteGroup } from './item';
import { spans } from './lines';
import { articulations, fingering, notes, ornaments } from './notes';
import { clefs, dynamics, tempi, words } from './places';

/** Every mark of the schema, grace notes and tuplets, by what they are; in the language of the person. */
export function groups(): readonly PaletteGroup[] {
  return [
    { id: 'articulations', name: trans.__('Articulations'), items: articulations() },
    { id: 'ornaments', name: trans.__('Ornaments and tremolo'), items: ornaments() },
    { id: 'graces', name: trans.__('Grace notes'), items: graces() },
    { id: 'tuplets', name: trans.__('Tuplets'), items: tuplets() },
    { id: 'dynamics', name: trans.__('Dynamics'), items: dynamics() },
    { id: 'lines', name: trans.__('Slurs and lines'), items: spans() },
    { id: 'words', name: trans.__('Words'), items: words() },
    { id: 'notes', name: trans.__('Heads, stems, accidentals'), items: notes() },
    { id: 'fingering', name: trans.__('Fingering and strings'), items: fingering() },
    { id: 'clefs', name: trans.__('Clefs'), items: clefs() },
    { id: 'tempo', name: trans.__('Tempo'), items: tempi() },
    { id: 'measures', name: trans.__('Bar lines and repeats'), items: measures() },
  ];
}
