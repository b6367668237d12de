import * as React from 'react';

export interface FieldProps {
  label: string;
  value: string;
  disabled?: boolean;
  onChange: (text: string) => void;
}

/** A line of text that is written when it is left, or by Enter. */
export function Field({ label, value, disabled, onChange }: FieldProps): React.JSX.Element {
  const [text, setText] = React.useState<string | null>(null);
  const leave = (): void => {
    if (text !== null && text.trim() !== value) {
      onChange(text.trim());
    }
    setText(null);
  };
  return (
    <label className="antiphon-row">
      {label}
      <input
        className="antiphon-field"
        maxLength={200}
        disabled={disabled}
        value={text ?? value}
        onChange={(event) => setText(event.target.value)}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            leave();
          } else if (event.key === 'Escape' && text !== null) {
            event.stopPropagation();
            setText(null);
          }
        }}
      />
    </label>
  );
}
