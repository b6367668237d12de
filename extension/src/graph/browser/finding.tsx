import * as React from 'react';

import type { AntiphonDoc, Document } from '../../document';
import type { Library } from '../../generated/library';
import { useDocument, useSignal } from '../../panels/subscribe';
import { trans } from '../../translation';
import { useLibrary } from '../library';
import type { Preset } from '../presets';
import { useTools } from '../tools';
import { ItemList, type ItemListProps } from './list';

export interface SearchFieldProps {
  label: string;
  /** What stands there until something is typed. */
  hint: string;
  value: string;
  onChange: (text: string) => void;
  /** Take the first that is found; false where that is not meant. */
  onEnter: () => boolean;
  /** Go down, into what is found. */
  onDown: () => void;
}

/** A field for words, from which the keyboard goes into what is found by them. */
export function SearchField(props: SearchFieldProps): React.JSX.Element {
  return (
    <input
      type="search"
      className="antiphon-field"
      aria-label={props.label}
      placeholder={props.hint}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') {
          event.preventDefault();
          props.onDown();
        } else if (event.key === 'Enter' && props.onEnter()) {
          event.preventDefault();
        }
      }}
    />
  );
}

export interface FoundProps extends Omit<ItemListProps, 'headed'> {
  /** The words that all is found by. */
  words: string;
  /** What came of the last that was done. */
  said: string;
  /** Why the library is not among it; empty where it is. */
  problem: string;
  /** What is said where nothing is found. */
  nothing: string;
}

/** What is found, with what there is to say of it. */
export function Found(props: FoundProps): React.JSX.Element {
  const { words, said, problem, nothing, ...list } = props;
  const isSearch = words.trim() !== '';
  const { items, closed } = list;
  return (
    <>
      {closed && <p className="antiphon-note">{closed}</p>}
      {problem && <p className="antiphon-fault">{problem}</p>}
      <p role="status" className="antiphon-note">
        {said}
      </p>
      <p role="status" className="antiphon-hidden">
        {isSearch && trans._n('%1 found', '%1 found', items.length)}
      </p>
      <ItemList {...list} headed={!isSearch} />
      {items.length === 0 && <p className="antiphon-note">{nothing}</p>}
    </>
  );
}

export interface Offers extends Pick<Document, 'presets' | 'instruments'> {
  /** The person's own presets. */
  mine: readonly Preset[];
  library: Library;
  /** Why the library is empty; empty where it is not, or is on its way. */
  problem: string;
}

const look = (doc: AntiphonDoc): readonly unknown[] => {
  const { presets, instruments } = doc.document();
  return [presets, instruments];
};

/** What the piece keeps, what the person keeps, and what comes with Antiphon; drawn again where any of it is another. */
export function useOffers(): Offers {
  const { doc, own } = useTools();
  useDocument(doc, look);
  useSignal(own.changed);
  const { presets, instruments } = doc.document();
  return { presets, instruments, mine: own.presets, ...useLibrary() };
}
