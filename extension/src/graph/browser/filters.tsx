import * as React from 'react';

export interface FilterProps {
  /** What it chooses, for who does not see it. */
  label: string;
  /** What stands there where all are shown. */
  all: string;
  value: string;
  choices: readonly (string | { value: string; label: string })[];
  onChange: (value: string) => void;
}

/** A choice that narrows a list; nothing where there is nothing to choose between. */
export function Filter(props: FilterProps): React.JSX.Element | null {
  const { label, all, value, choices, onChange } = props;
  if (choices.length < 2) {
    return null;
  }
  return (
    <select
      className="antiphon-field"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{all}</option>
      {choices.map((choice) =>
        typeof choice === 'string' ? (
          <option key={choice}>{choice}</option>
        ) : (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ),
      )}
    </select>
  );
}

/** The tags of some things, each once, in the order of the language; and the one of them that is chosen, if it is there. */
export function tagsOf(
  items: readonly { readonly tags: readonly string[] }[],
  chosen: string,
): { tags: string[]; tag: string } {
  const tags = [...new Set(items.flatMap((item) => item.tags))].sort((a, b) => a.localeCompare(b));
  return { tags, tag: tags.includes(chosen) ? chosen : '' };
}
