import type { Levels, NodeLoad } from './levels';
import type { Probe, ProbedPort } from './probe';

/** Ports that a page may look into at a time. */
export const MOST_PROBES = 8;

/** Neither levels nor what nodes take is asked for. */
const NOTHING = 'false false';

/** What a page looks at of the sound: asked for while somebody watches, and at no other time. */
export class Looking {
  /** @param _send - sends to the server; what is asked while the line is down is asked again by `begin`. */
  constructor(private readonly _send: (message: object) => void) {}

  /** Be told how loud the stems are; returns how to stop. */
  watchLevels(watcher: (levels: Levels) => void): () => void {
    return this._watch(this._levels, watcher);
  }

  /** Be told what each node takes; returns how to stop. */
  watchNodes(watcher: (nodes: readonly NodeLoad[]) => void): () => void {
    return this._watch(this._nodes, watcher);
  }

  /** Be told what leaves a port, twenty times a second; returns how to stop. */
  watchProbe(port: ProbedPort, watcher: (probe: Probe) => void): () => void {
    const key = keyOf(port);
    const there = this._probes.get(key);
    const probed = there ?? { port, watchers: new Set() };
    probed.watchers.add(watcher);
    if (!there) {
      this._probes.set(key, probed);
      this._askProbes();
    }
    return () => {
      if (probed.watchers.delete(watcher) && probed.watchers.size === 0) {
        this._probes.delete(key);
        this._askProbes();
      }
    };
  }

  /** The line is up (again). */
  begin(): void {
    this._asked = NOTHING;
    this._askMeters();
    if (this._probes.size > 0) {
      this._askProbes();
    }
  }

  takeLevels(levels: Levels): void {
    this._levels.forEach((watcher) => watcher(levels));
  }

  takeLoads(nodes: readonly NodeLoad[]): void {
    this._nodes.forEach((watcher) => watcher(nodes));
  }

  takeProbes(ports: readonly (ProbedPort & { probe: Probe })[]): void {
    for (const port of ports) {
      this._probes.get(keyOf(port))?.watchers.forEach((watcher) => watcher(port.probe));
    }
  }

  private _watch<T>(watchers: Set<T>, watcher: T): () => void {
    watchers.add(watcher);
    this._askMeters();
    return () => {
      watchers.delete(watcher);
      this._askMeters();
    };
  }

  private _askMeters(): void {
    const nodes = this._nodes.size > 0;
    const on = this._levels.size > 0;
    const asked = `${on} ${nodes}`;
    if (asked !== this._asked) {
      this._asked = asked;
      this._send({ type: 'meters', on, ...(nodes ? { nodes } : {}) });
    }
  }

  private _askProbes(): void {
    const ports = [...this._probes.values()].slice(0, MOST_PROBES).map(({ port }) => port);
    this._send({ type: 'probe', ports });
  }

  private _asked = NOTHING;
  private readonly _levels = new Set<(levels: Levels) => void>();
  private readonly _nodes = new Set<(nodes: readonly NodeLoad[]) => void>();
  private readonly _probes = new Map<
    string,
    { port: ProbedPort; watchers: Set<(probe: Probe) => void> }
  >();
}

function keyOf({ node, output }: ProbedPort): string {
  return `${node} ${output}`;
}
