import * as React from 'react';

export interface ActButtonProps {
  /** Whether there is nothing to do for now: it keeps the keyboard, which a disabled button would swallow. */
  idle: boolean;
  /** Whether the line is down. */
  disabled: boolean;
  label?: string;
  title?: string;
  pressed?: boolean;
  onAct: () => void;
}

/** A button for what comes and goes: its own press may leave nothing to do. */
export function ActButton(props: React.PropsWithChildren<ActButtonProps>): React.JSX.Element {
  const { idle, disabled, label, title, pressed, onAct, children } = props;
  return (
    <button
      type="button"
      className={`antiphon-button${pressed === undefined ? '' : ' antiphon-toggle'}`}
      disabled={disabled}
      aria-disabled={idle || undefined}
      aria-label={label}
      aria-pressed={pressed}
      title={title}
      onClick={() => {
        if (!idle) {
          onAct();
        }
      }}
    >
      {children}
    </button>
  );
}
