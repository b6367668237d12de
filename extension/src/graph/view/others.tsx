import { useStore, ViewportPortal } from '@xyflow/react';
import * as React from 'react';

import { useSignal } from '../../panels/subscribe';
import type { Colleague } from '../presence';
import { useDesk } from './context';

interface Other {
  readonly name: string;
  readonly colour: string;
}

const NOBODY: readonly Other[] = [];

/** The others who have a thing selected; drawn again only when that are others. */
export function useOthers(id: string): readonly Other[] {
  const { company } = useDesk().parts;
  const subscribe = React.useCallback(
    (draw: () => void) => {
      company.changed.connect(draw);
      return () => {
        company.changed.disconnect(draw);
      };
    },
    [company],
  );
  const known = React.useSyncExternalStore(subscribe, () => company.selecting(id));
  return React.useMemo(() => (known ? (JSON.parse(known) as Other[]) : NOBODY), [known]);
}

/** Where the others point. */
export function Pointers(): React.JSX.Element {
  const { company } = useDesk().parts;
  useSignal(company.changed);
  const zoom = useStore((state) => state.transform[2]);
  return (
    <ViewportPortal>
      {company.others.map((other) => (
        <Pointer key={other.client} other={other} zoom={zoom} />
      ))}
    </ViewportPortal>
  );
}

function Pointer({ other, zoom }: { other: Colleague; zoom: number }): React.JSX.Element | null {
  const { pointer, name, colour } = other;
  return (
    pointer && (
      <div
        className="antiphon-Pointer"
        style={{
          transform: `translate(${pointer.x}px, ${pointer.y}px) scale(${1 / zoom})`,
        }}
      >
        <svg viewBox="0 0 14 18" width="14" height="18" aria-hidden="true">
          <path d="M1 1l11 10H7l-3 6z" fill={colour} stroke="var(--jp-layout-color1)" />
        </svg>
        <span className="antiphon-Pointer-name" style={{ borderColor: colour }}>
          {name}
        </span>
      </div>
    )
  );
}
