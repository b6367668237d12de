import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

import { trans } from '../translation';

/** What an import made. */
export interface Imported {
  path: string;
  title: string;
  parts: number;
  measures: number;
  notes: number;
  /** What could not be kept, in lines for people. */
  losses: readonly string[];
}

/** How an export is. */
export interface ExportState {
  id: string;
  /** The file's name. */
  name: string;
  status: 'running' | 'done' | 'failed';
  /** From 0 to 1; null while nobody can say. */
  progress: number | null;
  /** Why it failed. */
  message: string;
  losses: readonly string[];
}

/** The server's side of files in and out. Every refusal is an Error with the server's sentence. */
export class Exchange {
  constructor(private readonly _settings: ServerConnection.ISettings) {}

  /**
   * Make a piece of a file of this person's.
   *
   * @param folder - where the piece goes, from the lab's root.
   */
  async importFile(file: File, folder: string, signal: AbortSignal): Promise<Imported> {
    return this._import({ name: file.name, folder }, file, signal);
  }

  /** Make a piece of a file that is in the lab, beside it. */
  async importPath(path: string, signal: AbortSignal): Promise<Imported> {
    return this._import({ path }, undefined, signal);
  }

  /** Begin an export of a piece as it is now. */
  async startExport(
    path: string,
    asked: { format: string; part?: string; paper?: string },
  ): Promise<ExportState> {
    const answer = await this._ask(
      'exports',
      { path },
      { method: 'POST', body: JSON.stringify(asked) },
    );
    return answer as unknown as ExportState;
  }

  /** How an export is. */
  async exportState(path: string, id: string): Promise<ExportState> {
    return (await this._ask('exports', { path, id }, {})) as unknown as ExportState;
  }

  /** Cancel an export. */
  async cancelExport(path: string, id: string): Promise<void> {
    await this._ask('exports', { path, id }, { method: 'DELETE' });
  }

  /** Where the file of an export that is done is fetched. */
  exportFile(path: string, id: string): string {
    return this._address('exports', { path, id, file: '1' });
  }

  private async _import(
    query: Record<string, string>,
    body: File | undefined,
    signal: AbortSignal,
  ): Promise<Imported> {
    const headers = { 'Content-Type': 'application/octet-stream' };
    const answer = await this._ask('imports', query, { method: 'POST', body, headers, signal });
    return answer as unknown as Imported;
  }

  private _address(what: string, query: Record<string, string>): string {
    return `${this._settings.baseUrl}antiphon/${what}${URLExt.objectToQueryString(query)}`;
  }

  private async _ask(
    what: string,
    query: Record<string, string>,
    init: RequestInit,
  ): Promise<Record<string, unknown>> {
    const response = await ServerConnection.makeRequest(
      this._address(what, query),
      init,
      this._settings,
    );
    const answer =
      response.status === 204
        ? {}
        : ((await response.json().catch(() => ({}))) as Record<string, unknown>);
    if (!response.ok) {
      const reason = typeof answer.message === 'string' ? answer.message : response.statusText;
      throw new Error(reason || trans.__('The server answered %1.', response.status));
    }
    return answer;
  }
}
