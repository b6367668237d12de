import { Dialog, showDialog } from '@jupyterlab/apputils';
import { CommandRegistry } from '@lumino/commands';
import { Widget } from '@lumino/widgets';

import type { KeyRow } from '../panels';
import { trans } from '../translation';

/** What is bound to Antiphon's commands now, the person's own keys included: one row a command with its arguments. */
export function keyRows(commands: CommandRegistry): KeyRow[] {
  const rows = new Map<string, { keys: string[]; meaning: string }>();
  for (const { command, args, keys } of commands.keyBindings) {
    if (!command.startsWith('antiphon:') || !commands.hasCommand(command)) {
      continue;
    }
    const name = `${command} ${JSON.stringify(args)}`;
    const row = rows.get(name) ?? { keys: [], meaning: commands.label(command, args) };
    const pressed = keys.map((key) => CommandRegistry.formatKeystroke(key)).join(' ');
    if (!row.keys.includes(pressed)) {
      row.keys.push(pressed);
    }
    rows.set(name, row);
  }
  const written = [...rows.values()].map(
    ({ keys, meaning }) => [keys.join(', '), meaning] as const,
  );
  return [...written, ['#, +', trans.__('Sharper')], ['-', trans.__('Flatter')]];
}

/** The keys that a command with these arguments has now, such as `Shift+S`; empty where it has none. */
export function keysOf(commands: CommandRegistry, command: string, args: object): string {
  const name = JSON.stringify(args);
  const found = commands.keyBindings.find(
    (binding) => binding.command === command && JSON.stringify(binding.args) === name,
  );
  return (found?.keys ?? []).map((key) => CommandRegistry.formatKeystroke(key)).join(' ');
}

/** The keys of the score, in a table. */
export async function showKeys(commands: CommandRegistry): Promise<void> {
  const hint = trans.__(
    'To choose other keys: Settings, Keyboard Shortcuts, and search for “antiphon”.',
  );
  await showKeyTable(trans.__('Keys in the score'), keyRows(commands), hint);
}

/** What keys do, in a table, with a word before it. */
export async function showKeyTable(
  title: string,
  rows: readonly KeyRow[],
  hint = '',
): Promise<void> {
  const body = new Widget();
  body.addClass('antiphon-Keys');
  // It scrolls, so it must take the keyboard.
  body.node.tabIndex = 0;
  body.node.setAttribute('role', 'region');
  body.node.setAttribute('aria-label', title);
  if (hint) {
    const paragraph = document.createElement('p');
    paragraph.textContent = hint;
    body.node.append(paragraph);
  }
  const table = document.createElement('table');
  for (const [keys, meaning] of rows) {
    const row = table.insertRow();
    row.insertCell().append(keys);
    row.insertCell().append(meaning);
  }
  body.node.append(table);
  const buttons = [Dialog.okButton({ label: trans.__('Close') })];
  await showDialog({ title, body, buttons });
}
