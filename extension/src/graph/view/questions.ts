/** What of the graph is asked for in a dialog: names and words. */
import { trans } from '../../translation';
import { addLabel, rename } from '../editing';
import { keep } from '../grouping';
import type { GraphDesk } from './desk';

export async function askName(desk: GraphDesk): Promise<void> {
  const id = desk.current;
  const name = await desk.parts.ask.text(trans.__('Rename'), trans.__('Name'), trans.__('Rename'));
  if (name !== null) {
    desk.perform(rename(desk.graph, id, name));
  }
}

export async function askWords(desk: GraphDesk): Promise<void> {
  const at = desk.middle();
  const text = await desk.parts.ask.text(
    trans.__('Write on the graph'),
    trans.__('Words'),
    trans.__('Write'),
  );
  if (text?.trim()) {
    const { id, edits } = addLabel(text.trim(), at);
    if (desk.perform(edits)) {
      desk.select([id]);
    }
  }
}

export async function askToKeep(desk: GraphDesk): Promise<void> {
  const ids = desk.things;
  const name = await desk.parts.ask.text(
    trans.__('Keep as an instrument of this piece'),
    trans.__('Name'),
    trans.__('Keep'),
  );
  if (name?.trim()) {
    const edits = keep(desk.graph, desk.doc.document(), ids, name.trim());
    desk.perform(edits, '', trans.__('%1 is kept: it is in the palette.', name.trim()));
  }
}
