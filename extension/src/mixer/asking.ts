/** What of the mixer asks a person something first, or has something to say behind it. */
import { names } from '../panels/words';
import { trans } from '../translation';
import type { MixerDesk } from './desk';
import { addBus, renameBus } from './editing';
import { recallSnapshot, type SnapshotOf, takeSnapshot } from './snapshots';
import type { MixerStrip } from './strips';

/** Add a bus, and open it. */
export function newBus(desk: MixerDesk): void {
  const { doc } = desk.props;
  const { id, edits } = addBus(doc.document(), doc.piece.parts);
  if (desk.perform(edits)) {
    desk.sight.show(id);
  }
}

/** Ask for a bus's name. */
export async function askBusName(desk: MixerDesk, { id, name }: MixerStrip): Promise<void> {
  const given = await desk.props.ask.text(
    trans.__('Rename %1', name),
    trans.__('Name of the bus'),
    trans.__('Rename'),
  );
  desk.perform(renameBus(id, given ?? ''));
}

/** Ask for a name, and keep the mix under it. */
export async function askSnapshot(desk: MixerDesk): Promise<void> {
  const name = await ask(desk, trans.__('Take a snapshot of the mix'), trans.__('Take'));
  if (name) {
    desk.perform(takeSnapshot(desk.props.doc.document(), desk.strips, name).edits);
  }
}

/** Ask for another name of a snapshot. */
export async function askSnapshotName(desk: MixerDesk, id: string): Promise<void> {
  const name = await ask(desk, trans.__('Rename the snapshot'), trans.__('Rename'));
  if (name) {
    desk.perform([{ root: 'snapshots', id, fields: { name } }]);
  }
}

async function ask(desk: MixerDesk, title: string, accept: string): Promise<string> {
  return (
    (await desk.props.ask.text(title, trans.__('Name of the snapshot'), accept)) ?? ''
  ).trim();
}

/** Bring the mix back to a snapshot, and say what stayed. */
export function recall(desk: MixerDesk, { id, name }: SnapshotOf): void {
  const { doc, permissions } = desk.props;
  const { edits, kept } = recallSnapshot(doc.document(), desk.strips, id, (of) =>
    permissions.strip(of),
  );
  if (!desk.perform(edits)) {
    return;
  }
  if (kept.length > 0) {
    const left = names(kept.map(({ strip }) => strip.name));
    desk.say(trans.__('%1 stayed as before. %2', left, kept[0].reason));
  } else {
    desk.murmur(trans.__('The mix goes to %1.', name));
  }
}
