import { trans } from '../translation';
import { IMPORTED, isScore } from './formats';
import { explain } from './report';

/** Where files may be dropped to become pieces: not into what takes files itself. */
const PLACE = '#jp-main-dock-panel';
const TAKEN = '.jp-Notebook, .cm-editor, .jp-DirListing';

/**
 * Make the main area take score files that are dropped onto it.
 *
 * @param take - is given the scores among them.
 */
export function takeDrops(take: (files: File[]) => void): void {
  const area = ({ target, dataTransfer }: DragEvent): HTMLElement | null =>
    dataTransfer?.types.includes('Files') && target instanceof Element && !target.closest(TAKEN)
      ? target.closest<HTMLElement>(PLACE)
      : null;
  let shown: HTMLElement | null = null;
  const show = (place: HTMLElement | null): void => {
    shown?.classList.remove('antiphon-mod-dropping');
    place?.classList.add('antiphon-mod-dropping');
    shown = place;
  };
  const over = (event: DragEvent): void => {
    const place = area(event);
    if (place !== shown) {
      show(place);
    }
    if (place && event.dataTransfer) {
      event.preventDefault();
      event.stopPropagation();
      event.dataTransfer.dropEffect = 'copy';
    }
  };
  document.addEventListener('dragenter', over, true);
  document.addEventListener('dragover', over, true);
  document.addEventListener('dragleave', (event) => event.relatedTarget || show(null), true);
  document.addEventListener(
    'drop',
    (event) => {
      const place = area(event);
      show(null);
      if (!place) {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      const files = [...(event.dataTransfer?.files ?? [])];
      const scores = files.filter(({ name }) => isScore(name));
      if (scores.length > 0) {
        take(scores);
      } else if (files.length > 0) {
        const sentence = trans.__(
          '%1 is no score: drop a file that ends in %2; other files go onto the file browser.',
          files[0].name,
          IMPORTED.join(', '),
        );
        void explain(trans.__('Nothing was imported'), sentence);
      }
    },
    true,
  );
}
