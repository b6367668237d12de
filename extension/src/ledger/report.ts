import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

import { trans } from '../translation';

/** What the ledger's rows call the audience. */
export const AUDIENCE = 'audience';

/** The formats that a ledger is downloaded in. */
export const FORMATS = ['csv', 'json', 'split'] as const;
export type Format = (typeof FORMATS)[number];

/** How much was made, changed and taken away. */
export type Three = readonly [made: number, changed: number, removed: number];

/** What somebody did in a stretch of time. */
export interface Work {
  readonly notes: Three;
  readonly nodes: Three;
  readonly other: number;
  readonly accepted: number;
  readonly steered: number;
}

/** A stretch of time in which something was done, from `start` (seconds since 1970), by what the rows call people. */
export interface Span {
  readonly start: number;
  readonly work: Readonly<Record<string, Work>>;
}

/** Whose notes and nodes are there; `share` in hundredths of a percent. */
export interface Share {
  readonly who: string;
  readonly notes: number;
  readonly nodes: number;
  readonly share: number;
}

/** Who contributed what, as the server tells it. */
export interface Report {
  readonly head: {
    readonly count: number;
    readonly hash: string;
    /** True, or what is wrong in a sentence. */
    readonly verified: true | string;
    /** How many edits are not in the record yet. */
    readonly behind: number;
  };
  /** By what the rows call them; those whose data were deleted are not there. */
  readonly people: Readonly<Record<string, { readonly person: string; readonly name: string }>>;
  readonly shares: readonly Share[];
  readonly totals: { readonly accepted: number; readonly polls: number; readonly votes: number };
  readonly activity: { readonly seconds: number; readonly spans: readonly Span[] };
}

/** The server's side of a piece's ledger. Every refusal is an Error with the server's sentence. */
export class LedgerLine {
  /** @param _path - The piece, from the lab's root. */
  constructor(
    private readonly _settings: ServerConnection.ISettings,
    private readonly _path: string,
  ) {}

  /**
   * Who contributed what.
   *
   * @param spans - How many stretches of time there may be.
   */
  async report(spans: number): Promise<Report> {
    const headers: Record<string, string> = this._tag ? { 'If-None-Match': this._tag } : {};
    const response = await this._ask('', { spans: String(spans) }, { headers });
    if (response.status !== 304 || !this._known) {
      this._known = (await response.json()) as Report;
      this._tag = response.headers.get('ETag') ?? '';
    }
    return this._known;
  }

  /** Delete somebody's name, for good, and send them away. */
  async forget(person: string): Promise<void> {
    await this._ask('/people', { person }, { method: 'DELETE' });
  }

  /** Where the record is fetched as a file. */
  file(format: Format): string {
    return this._address('/export', { format });
  }

  private _address(what: string, query: Record<string, string>): string {
    const asked = URLExt.objectToQueryString({ path: this._path, ...query });
    return `${this._settings.baseUrl}antiphon/ledger${what}${asked}`;
  }

  private async _ask(
    what: string,
    query: Record<string, string>,
    init: RequestInit,
  ): Promise<Response> {
    const response = await ServerConnection.makeRequest(
      this._address(what, query),
      init,
      this._settings,
    );
    if (!response.ok && response.status !== 304) {
      const answer = (await response.json().catch(() => ({}))) as { message?: unknown };
      const reason = typeof answer.message === 'string' ? answer.message : response.statusText;
      throw new Error(reason || trans.__('The server answered %1.', response.status));
    }
    return response;
  }

  private _tag = '';
  private _known: Report | null = null;
}
