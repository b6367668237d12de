import type { Contents } from '@jupyterlab/services';

import { starter } from './starter';
import { trans } from '../translation';

/**
 * Make the file of a new piece, ready to write in. The content is there before anybody opens it, so that two people
 * who open it at once do not each begin one.
 *
 * @param folder - where; the path as the contents API names it.
 * @returns The file.
 */
export async function createPiece(
  contents: Contents.IManager,
  folder: string,
): Promise<Contents.IModel> {
  const file = await contents.newUntitled({ path: folder, type: 'file', ext: '.antiphon' });
  return contents.save(file.path, {
    type: 'file',
    format: 'text',
    content: starter(trans.__('Untitled')),
  });
}
