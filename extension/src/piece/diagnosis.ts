import type { Contents } from '@jupyterlab/services';

import { decode, DocumentError } from '../document';
import { trans } from '../translation';

/**
 * Say why a piece does not come: what is wrong with its file, as far as this person may read it.
 *
 * @param path - as the contents API names it.
 */
export async function diagnose(contents: Contents.IManager, path: string): Promise<string> {
  try {
    const file = await contents.get(path, { type: 'file', format: 'text', content: true });
    decode(String(file.content));
  } catch (error) {
    if (error instanceof DocumentError) {
      return trans.__('This piece cannot be opened. %1 Its file was not changed.', error.message);
    }
  }
  return trans.__(
    'The piece has not come from the server yet. If this lasts, look whether the server still runs, then reload the page.',
  );
}
