import * as React from 'react';

export interface DoingProps extends Omit<
  React.SelectHTMLAttributes<HTMLSelectElement>,
  'value' | 'onChange' | 'onKeyDown'
> {
  /** What is read before anything is chosen. */
  prompt: string;
  /** Told what was chosen. */
  onChoose: (value: string) => void;
}

/**
 * A list from which something is chosen that is then done. A closed list of the browser's would do it at each press of an arrow
 * or a letter: here these open it, and it is done once it was chosen (WCAG 2.1, 3.2.2).
 */
export function Doing({ prompt, onChoose, children, ...rest }: DoingProps): React.JSX.Element {
  return (
    <select
      className="antiphon-field"
      {...rest}
      value=""
      onChange={(event) => onChoose(event.target.value)}
      onKeyDown={(event) => {
        if (wouldChoose(event)) {
          event.preventDefault();
          open(event.currentTarget);
        }
      }}
    >
      <option value="" disabled>
        {prompt}
      </option>
      {children}
    </select>
  );
}

/** Whether a key makes a closed list choose something else. */
function wouldChoose({ key, altKey, ctrlKey, metaKey }: React.KeyboardEvent): boolean {
  return (
    !altKey &&
    !ctrlKey &&
    !metaKey &&
    ((key.length === 1 && key !== ' ') ||
      key.startsWith('Arrow') ||
      ['Home', 'End', 'PageUp', 'PageDown'].includes(key))
  );
}

function open(list: HTMLSelectElement): void {
  try {
    list.showPicker?.();
  } catch {
    // Only within a frame of another origin, or where nobody pressed a key: the list opens by the space bar.
  }
}
