import { trans } from '../translation';

/** Endings of the names of files that become a piece. */
export const IMPORTED = [
  '.musicxml',
  '.mxl',
  '.xml',
  '.mid',
  '.midi',
  '.mei',
  '.abc',
  '.krn',
] as const;

/** Whether a file's name says that it is a score. */
export function isScore(name: string): boolean {
  const lower = name.toLowerCase();
  return IMPORTED.some((ending) => lower.endsWith(ending));
}

/** What a piece is exported as, by the server's name for it. */
export const EXPORTED = [
  'musicxml',
  'mxl',
  'midi',
  'mei',
  'pdf',
  'part',
  'parts',
  'svg',
  'wav',
  'flac',
  'stems',
] as const;

/** One of `EXPORTED`; `part` is the PDF of one part, which is asked for. */
export type ExportFormat = (typeof EXPORTED)[number];

/** Whether a word is one of `EXPORTED`. */
export function isExportFormat(word: unknown): word is ExportFormat {
  return EXPORTED.some((format) => format === word);
}

/** A format in a menu. */
export function formatLabel(format: ExportFormat): string {
  switch (format) {
    case 'musicxml':
      return trans.__('MusicXML (.musicxml)');
    case 'mxl':
      return trans.__('Compressed MusicXML (.mxl)');
    case 'midi':
      return trans.__('MIDI (.mid)');
    case 'mei':
      return trans.__('MEI (.mei)');
    case 'pdf':
      return trans.__('PDF of the Score (.pdf)');
    case 'part':
      return trans.__('PDF of One Part… (.pdf)');
    case 'parts':
      return trans.__('PDF of the Score and Every Part (.zip)');
    case 'svg':
      return trans.__('Pages as SVG (.zip)');
    case 'wav':
      return trans.__('Sound as WAV (.wav)');
    case 'flac':
      return trans.__('Sound as FLAC (.flac)');
    case 'stems':
      return trans.__('Stems: Every Part as FLAC (.zip)');
  }
}
