import * as React from 'react';

/** What somebody has begun to write or choose in a panel, by what it is for; kept while another tab is in its place. */
export const BegunContext = React.createContext<Map<string, unknown> | null>(null);

/**
 * A state that outlasts its component, where there is a `BegunContext` around it.
 *
 * @param name - What it is for; one name has one type.
 */
export function useBegun<T>(
  name: string,
  initial: T,
): [T, React.Dispatch<React.SetStateAction<T>>] {
  const begun = React.useContext(BegunContext);
  const [first] = React.useState(initial);
  const [value, setValue] = React.useState(() =>
    begun?.has(name) ? (begun.get(name) as T) : first,
  );
  React.useEffect(() => {
    if (value === first) {
      begun?.delete(name);
    } else {
      begun?.set(name, value);
    }
  }, [begun, name, value, first]);
  return [value, setValue];
}
