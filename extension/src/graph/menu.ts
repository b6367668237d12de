import { CommandRegistry } from '@lumino/commands';

/** One thing to choose of a menu. */
export interface Choice {
  label: string;
  isEnabled?: boolean;
  isToggled?: boolean;
  run: () => unknown;
}

/** Open a menu at a place of the window, as JupyterLab's own are. */
export async function openMenu(
  choices: readonly Choice[],
  place: { x: number; y: number },
): Promise<void> {
  // Where no menu is opened, as in most tests, a page without drag and drop will do.
  const { Menu } = await import('@lumino/widgets');
  const commands = new CommandRegistry();
  const menu = new Menu({ commands });
  choices.forEach(({ label, isEnabled = true, isToggled = false, run }, order) => {
    const command = `choice-${order}`;
    commands.addCommand(command, {
      label,
      isEnabled: () => isEnabled,
      isToggled: () => isToggled,
      execute: run,
    });
    menu.addItem({ command });
  });
  const before = document.activeElement;
  menu.aboutToClose.connect(() => {
    if (before instanceof HTMLElement) {
      before.focus({ preventScroll: true });
    }
    // The menu is still closing while it says so.
    queueMicrotask(() => menu.dispose());
  });
  menu.open(place.x, place.y);
}
