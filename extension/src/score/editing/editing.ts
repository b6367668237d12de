import type { Command, Desk, Result } from './command';
import { Draft } from './draft';
import { ENTERING } from './entering';
import { FRAMING } from './framing';
import type { Handlers } from './handlers';
import { LENGTHENING } from './lengthening';
import { PITCHING } from './pitching';

/** Every command; each group is in a module of its own. */
const HANDLERS: Handlers<Command> = {
  ...ENTERING,
  ...PITCHING,
  ...LENGTHENING,
  ...FRAMING,
};

/** Work out a command. Pure: nothing is written, and a command that makes no sense comes to nothing. */
export function edit(desk: Desk, command: Command): Result {
  const draft = new Draft(desk);
  const handle = HANDLERS[command.kind] as (
    of: Draft,
    command: Command,
  ) => Result['selection'] | null;
  const selection = handle(draft, command) ?? desk.selection;
  return { operations: draft.operations, selection };
}
