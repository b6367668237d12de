import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

import { trans } from '../translation';
import type { Branch, Branches, Side, Union } from './answers';

/** What is to be merged. */
export interface Wish {
  /** The path of the other piece. */
  readonly branch: string;
  /** Whose way conflicts shall go, by their keys. */
  readonly choices: Readonly<Record<string, Side>>;
}

/** There are conflicts that the person has not seen: what the merge would do now. */
export class NewConflicts extends Error {
  constructor(
    message: string,
    readonly union: Union,
  ) {
    super(message);
  }
}

/** The server's side of a piece's branches. Every refusal is an Error with the server's sentence. */
export class BranchServer {
  /** @param _path - The piece's, as the contents API names it. */
  constructor(
    private readonly _settings: ServerConnection.ISettings,
    private readonly _path: string,
  ) {}

  branches(): Promise<Branches> {
    return this._ask('branches');
  }

  /** Make a piece of this one as it is, or was after a step. */
  branch(title: string, step?: number): Promise<Branch> {
    return this._ask('branches', { title, ...(step !== undefined && { step }) });
  }

  /** Say what merging would do. */
  preview(wish: Wish, signal: AbortSignal): Promise<Union> {
    return this._ask('merges', { ...wish, preview: true }, signal);
  }

  /**
   * Ask what is to be written; how the piece is now is kept as a version.
   *
   * @param seen - The keys of the conflicts that the person has seen.
   * @throws NewConflicts, where there are others.
   */
  merge(wish: Wish, seen: readonly string[]): Promise<Union> {
    return this._ask('merges', { ...wish, seen });
  }

  private async _ask<T>(what: string, body?: object, signal?: AbortSignal): Promise<T> {
    const query = URLExt.objectToQueryString({ path: this._path });
    let response: Response;
    try {
      response = await ServerConnection.makeRequest(
        `${this._settings.baseUrl}antiphon/history/${what}${query}`,
        body
          ? {
              method: 'POST',
              body: JSON.stringify(body),
              headers: { 'Content-Type': 'application/json' },
              signal,
            }
          : {},
        this._settings,
      );
    } catch (error) {
      if (signal?.aborted) {
        throw error;
      }
      throw new Error(
        trans.__('The server cannot be reached: try again when the connection is back.'),
      );
    }
    const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
    if (!response.ok) {
      const said = typeof answer.message === 'string' ? answer.message : '';
      if (response.status === 409) {
        throw new NewConflicts(said, answer as unknown as Union);
      }
      throw new Error(said || trans.__('The server answered %1.', response.status));
    }
    return answer as T;
  }
}
