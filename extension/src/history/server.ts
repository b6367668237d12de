import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

import { trans } from '../translation';
import type { Difference, Moment, Restoration, Timeline, Version } from './answers';

/** What is to be restored. */
export interface Wish {
  readonly step: number;
  /** The id of the one part; undefined: all. */
  readonly part?: string;
  /** The ids of the first and the last measure; undefined: all. */
  readonly measures?: readonly [string, string];
}

/** The server's side of a piece's history. Every refusal is an Error with the server's sentence. */
export class PastServer {
  /** @param _path - The piece's, as the contents API names it. */
  constructor(
    private readonly _settings: ServerConnection.ISettings,
    private readonly _path: string,
  ) {}

  timeline(signal?: AbortSignal): Promise<Timeline> {
    return this._ask('', {}, { signal });
  }

  moment(step: number, signal?: AbortSignal): Promise<Moment> {
    return this._ask('/document', { step: String(step) }, { signal });
  }

  /** What is different at `b` from what was at `a`: each a step, or `now`. */
  difference(a: string, b: string, signal?: AbortSignal): Promise<Difference> {
    return this._ask('/difference', { a, b }, { signal });
  }

  /** Name the piece as it is, or was after a step. */
  name(title: string, step?: number): Promise<Version> {
    return this._ask('/versions', {}, sent('POST', { title, ...(step !== undefined && { step }) }));
  }

  rename(id: string, title: string): Promise<Version> {
    return this._ask('/versions', { id }, sent('PUT', { title }));
  }

  async forget(id: string): Promise<void> {
    await this._ask('/versions', { id }, { method: 'DELETE' });
  }

  /** Ask what is to be written; how the piece is now is kept as a version. */
  restoration(wish: Wish): Promise<Restoration> {
    return this._ask('/restorations', {}, sent('POST', wish));
  }

  private async _ask<T>(
    what: string,
    query: Record<string, string>,
    init: RequestInit,
  ): Promise<T> {
    const asked = URLExt.objectToQueryString({ path: this._path, ...query });
    let response: Response;
    try {
      response = await ServerConnection.makeRequest(
        `${this._settings.baseUrl}antiphon/history${what}${asked}`,
        // What did not change since is not sent again: the answers have an ETag.
        { cache: 'no-cache', ...init },
        this._settings,
      );
    } catch (error) {
      if (init.signal?.aborted) {
        throw error;
      }
      throw new Error(
        trans.__('The server cannot be reached: try again when the connection is back.'),
      );
    }
    const answer =
      response.status === 204
        ? {}
        : ((await response.json().catch(() => ({}))) as Record<string, unknown>);
    if (!response.ok) {
      throw new Error(
        typeof answer.message === 'string' && answer.message
          ? answer.message
          : trans.__('The server answered %1.', response.status),
      );
    }
    return answer as T;
  }
}

function sent(method: string, body: object): RequestInit {
  return { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
}
