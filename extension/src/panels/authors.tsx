import * as React from 'react';

import type { Root } from '../document';
import type { Authors, SessionConnection } from '../session';
import * as words from './words';

/** Milliseconds that something is looked at before it is asked who made it. */
const PAUSE = 250;

export interface AuthorsNoteProps {
  session: SessionConnection;
  root: Root;
  /** Empty: of nothing. */
  id: string;
  /** The entry as it is: when it changes, it is asked again. */
  entry: unknown;
}

/** Who made an entry and who changed it last, in words. */
export function AuthorsNote({ session, root, id, entry }: AuthorsNoteProps): React.JSX.Element {
  const [authors, setAuthors] = React.useState<Authors | null>(null);
  React.useEffect(() => {
    if (!id) {
      return;
    }
    const hear = (_: unknown, told: Authors): void => {
      if (told.root === root && told.id === id) {
        setAuthors(told);
      }
    };
    session.authorsTold.connect(hear);
    const timer = setTimeout(() => session.who(root, id), PAUSE);
    return () => {
      clearTimeout(timer);
      session.authorsTold.disconnect(hear);
    };
  }, [session, root, id, entry]);
  const isOfThis = id && authors?.root === root && authors.id === id;
  return (
    <span className="antiphon-AuthorsNote">
      {isOfThis ? words.authors(authors, new Date()) : ''}
    </span>
  );
}
