declare module 'verovio/wasm' {
  /** Compile Verovio's WebAssembly. */
  export default function createModule(): Promise<object>;
}

declare module 'verovio/esm' {
  export class VerovioToolkit {
    constructor(module: object);
    setOptions(options: Record<string, string | number | boolean>): void;
    /** Whether the music could be read. */
    loadData(data: string): boolean;
    renderToSVG(page: number): string;
    /** What it had to say since it was last told to load or draw; empty unless `enableLogToBuffer` was called. */
    getLog(): string;
  }

  /** Keep what Verovio has to say for `getLog`, rather than print it. */
  export function enableLogToBuffer(keep: boolean, module: object): void;
}
