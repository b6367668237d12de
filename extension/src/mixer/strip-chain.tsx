import * as React from 'react';

import { trans } from '../translation';
import { SmallCompressor, SmallEq } from './curve-view';
import type { Section } from './sight';
import type { MixerStrip } from './strips';

export interface StripChainProps {
  strip: MixerStrip;
  onOpen: (id: string, section: Section) => void;
}

/** What a strip's sound goes through, small: inserts, equaliser and compressor. */
export function StripChain({ strip, onOpen }: StripChainProps): React.JSX.Element {
  const { id, name, values, inserts } = strip;
  return (
    <>
      <button
        type="button"
        className="antiphon-Channel-chain"
        aria-label={trans._n(
          '%1 insert of %2: open',
          '%1 inserts of %2: open',
          inserts.length,
          inserts.length,
          name,
        )}
        onClick={() => onOpen(id, 'inserts')}
      >
        {inserts.length > 0
          ? inserts.map((insert) => (
              <span key={insert.id} className={insert.bypass ? 'antiphon-mod-off' : undefined}>
                {insert.name}
              </span>
            ))
          : trans.__('no insert')}
      </button>
      <div className="antiphon-Channel-curves">
        <button
          type="button"
          aria-label={trans.__('Open the equaliser of %1', name)}
          className={values.eq ? undefined : 'antiphon-mod-off'}
          onClick={() => onOpen(id, 'eq')}
        >
          <SmallEq values={values} />
        </button>
        <button
          type="button"
          aria-label={trans.__('Open the compressor of %1', name)}
          className={values.compressor ? undefined : 'antiphon-mod-off'}
          onClick={() => onOpen(id, 'compressor')}
        >
          <SmallCompressor values={values} />
        </button>
      </div>
    </>
  );
}
