import * as React from 'react';

export interface ButtonProps {
  label: string;
  shortcut?: string;
  pressed?: boolean;
  disabled?: boolean;
  /** Why it does nothing now; said to whoever points at it, comes to it by the keyboard, or presses it. */
  reason?: string;
  onClick: () => void;
  onRefused?: (reason: string) => void;
  children: React.ReactNode;
}

/** A button of the edit bar. One with a reason stays in reach of the keyboard, so that the reason can be read. */
export function Button(props: ButtonProps): React.JSX.Element {
  const { label, shortcut, pressed, disabled, reason, onClick, onRefused, children } = props;
  const named = shortcut ? `${label} (${shortcut})` : label;
  return (
    <button
      type="button"
      className="antiphon-EditBar-button"
      aria-label={label}
      aria-pressed={pressed}
      aria-keyshortcuts={shortcut}
      aria-disabled={reason && !disabled ? true : undefined}
      title={reason || named}
      disabled={disabled}
      onClick={() => (reason ? onRefused?.(reason) : onClick())}
    >
      {children}
    </button>
  );
}
