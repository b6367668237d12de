import type { Command, Desk, Marking, Result } from './command';
import { Draft } from './draft';
import { ENTERING } from './entering';
import { FRAMING } from './framing';
import type { Handlers } from './handlers';
import { LENGTHENING } from './lengthening';
import { isMarking, mark } from './markings';
import { MEASURING } from './measuring';
import { PASTING } from './pasting';
import { PITCHING } from './pitching';
import { PLAYING } from './playing';
import { changeSign, isSigning } from './signing';
import { writeWords } from './words';

/** Every command; each group is in a module of its own. */
const HANDLERS: Handlers<Exclude<Command, Marking>> = {
  ...ENTERING,
  ...PITCHING,
  ...LENGTHENING,
  ...FRAMING,
  ...PLAYING,
  ...MEASURING,
  ...PASTING,
};

/** Work out a command. Pure: nothing is written, and a command that makes no sense comes to nothing. */
export function edit(desk: Desk, command: Command): Result {
  if (isMarking(command)) {
    return mark(desk, command);
  }
  if (isSigning(command)) {
    return changeSign(desk, command);
  }
  if (command.kind === 'words') {
    return writeWords(desk, command);
  }
  const draft = new Draft(desk);
  const handle = HANDLERS[command.kind] as (
    of: Draft,
    command: Command,
  ) => Result['selection'] | null;
  const selection = handle(draft, command) ?? desk.selection;
  if (draft.refused) {
    return { operations: [], selection: desk.selection, refused: draft.refused };
  }
  draft.finish();
  return { operations: draft.operations, selection };
}
