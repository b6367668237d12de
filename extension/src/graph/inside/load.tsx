import * as React from 'react';

import { percent } from '../../panels/words';
import type { NodeLoad as Load, SessionConnection } from '../../session';
import { trans } from '../../translation';
import { useTools } from '../tools';

/** What each node takes, for as long as somebody looks: one subscription for all nodes that show it. */
class Loads {
  constructor(private readonly _session: SessionConnection) {}

  of(id: string): Load | null {
    return this._loads.get(id) ?? null;
  }

  /** Draw when what one node takes, as it is read, is something else. */
  watch(id: string, draw: () => void): () => void {
    const drawn = this._drawn.get(id) ?? new Set();
    this._drawn.set(id, drawn.add(draw));
    this._end ??= this._session.looking.watchNodes((nodes) => this._take(nodes));
    return () => {
      drawn.delete(draw);
      if (drawn.size === 0) {
        this._drawn.delete(id);
      }
      if (this._drawn.size === 0) {
        this._end?.();
        this._end = null;
        this._loads.clear();
      }
    };
  }

  private _take(nodes: readonly Load[]): void {
    const gone = new Set(this._loads.keys());
    for (const node of nodes) {
      const before = this._loads.get(node.id);
      gone.delete(node.id);
      if (!before || before.voices !== node.voices || shown(before) !== shown(node)) {
        this._loads.set(node.id, node);
        this._drawn.get(node.id)?.forEach((draw) => draw());
      }
    }
    for (const id of gone) {
      this._loads.delete(id);
      this._drawn.get(id)?.forEach((draw) => draw());
    }
  }

  private _end: (() => void) | null = null;
  private readonly _loads = new Map<string, Load>();
  private readonly _drawn = new Map<string, Set<() => void>>();
}

const all = new WeakMap<SessionConnection, Loads>();

function loadsOf(session: SessionConnection): Loads {
  const there = all.get(session) ?? new Loads(session);
  all.set(session, there);
  return there;
}

function shown({ share }: Load): string {
  return percent(share);
}

/** How many voices a node sounds, and what it takes of a core; nothing where that is not known. */
export const NodeLoad = React.memo(function NodeLoad({
  id,
}: {
  id: string;
}): React.JSX.Element | null {
  const { session } = useTools();
  const loads = loadsOf(session);
  const subscribe = React.useCallback((draw: () => void) => loads.watch(id, draw), [loads, id]);
  const load = React.useSyncExternalStore(subscribe, () => loads.of(id));
  if (!load || (load.share < 0.0005 && !load.voices)) {
    return null;
  }
  const words = load.voices
    ? trans._n('%2 of a core, %1 voice', '%2 of a core, %1 voices', load.voices, shown(load))
    : trans.__('%1 of a core', shown(load));
  return (
    <span className="antiphon-NodeLoad" title={words}>
      <span className="antiphon-hidden">{words}</span>
      <span aria-hidden="true">
        {load.voices ? `${load.voices} ♪ ` : ''}
        {shown(load)}
      </span>
    </span>
  );
});
