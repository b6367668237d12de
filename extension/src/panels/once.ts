import type * as React from 'react';

/**
 * A press that closes up the list it is in: the second click of a double click is none, as it would hit what has moved
 * under the pointer meanwhile.
 */
export function once(act: () => void): (event: React.MouseEvent) => void {
  return ({ detail }) => {
    if (detail < 2) {
      act();
    }
  };
}
