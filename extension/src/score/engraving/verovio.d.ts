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
    /** Warnings since the last load. */
    getLog(): string;
  }
}
