import { openMenu } from '../graph/menu';
import { act, actionOf, ACTIONS } from './actions';
import type { MixerDesk } from './desk';

/** What reads what is typed itself. */
const TYPED = 'select, textarea, input:not([type="range"])';

/**
 * Keys: on a strip, left and right go to the next strip, down and Enter to its controls; within its controls, Alt with
 * left or right goes to the same control of the next strip, and Escape back to the strip. The rest is in `ACTIONS`.
 */
export function onKey(event: React.KeyboardEvent, root: HTMLElement, desk: MixerDesk): void {
  const target = event.target as HTMLElement;
  const strip = target.closest<HTMLElement>('[data-strip]');
  if (!(strip && go(event, root, strip, target)) && !target.matches(TYPED)) {
    const action = actionOf(atDigits(event));
    const isEverywhere = action && (action.id === 'keys' || action.id.startsWith('recall-'));
    const isLetter = /^[a-z]$/i.test(event.key);
    if (action && (isEverywhere || (strip && (target === strip || isLetter)))) {
      done(event);
      act(desk, action);
    }
  }
}

/** Whether a key goes somewhere among the strips and their controls. */
function go(
  event: React.KeyboardEvent,
  root: HTMLElement,
  strip: HTMLElement,
  target: HTMLElement,
): boolean {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  const isStrip = target === strip;
  const along = shiftKey || ctrlKey || metaKey ? 0 : ({ ArrowRight: 1, ArrowLeft: -1 }[key] ?? 0);
  if (along && (isStrip || altKey)) {
    const all = [...root.querySelectorAll<HTMLElement>('[data-strip]')];
    const next = all[all.indexOf(strip) + (document.dir === 'rtl' ? -along : along)];
    const field = isStrip ? '' : (target.closest<HTMLElement>('[data-field]')?.dataset.field ?? '');
    const control = next?.querySelector<HTMLElement>(
      `input[data-field="${field}"], button[data-field="${field}"], [data-field="${field}"] input`,
    );
    (control ?? next)?.focus();
    next?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  } else if (isStrip && !altKey && (key === 'Enter' || key === 'ArrowDown')) {
    strip.querySelector<HTMLElement>('button, input')?.focus();
  } else if (!isStrip && key === 'Escape') {
    strip.focus();
  } else {
    return false;
  }
  done(event);
  return true;
}

/** A key as an action names it: with Alt, a digit types other signs on some keyboards. */
function atDigits(event: React.KeyboardEvent): Parameters<typeof actionOf>[0] {
  const { altKey, ctrlKey, metaKey, shiftKey } = event;
  const digit = altKey ? /^Digit([1-9])$/.exec(event.code)?.[1] : undefined;
  const swapped = document.dir === 'rtl' && { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' };
  const key = digit ?? ((swapped && (swapped as Record<string, string>)[event.key]) || event.key);
  return { key, altKey, ctrlKey, metaKey, shiftKey };
}

function done(event: React.KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

/** Open the menu of a strip: what can be done with it, and why the rest cannot. */
export function onMenu(event: React.MouseEvent, desk: MixerDesk): void {
  const target = event.target as HTMLElement;
  const strip = target.closest<HTMLElement>('[data-strip]');
  if (!strip || target.matches(TYPED)) {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  desk.sight.choose(strip.dataset.strip!);
  const choices = ACTIONS.filter(({ inMenu }) => inMenu).map((action) => ({
    label: action.keys ? `${action.label()}  (${action.keys[0]})` : action.label(),
    isEnabled: !action.why?.(desk),
    isToggled: action.isOn?.(desk),
    run: () => act(desk, action),
  }));
  void openMenu(choices, { x: event.clientX, y: event.clientY });
}
