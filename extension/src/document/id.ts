const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * A new id that no other editor mints: a prefix, then 71 random bits.
 *
 * @param prefix Starts with a letter; says the kind to whoever reads the file, such as `n` for a note.
 */
export function mintId(prefix: string): string {
  let id = prefix;
  while (id.length < prefix.length + 12) {
    for (const byte of crypto.getRandomValues(new Uint8Array(16))) {
      if (byte < 248 && id.length < prefix.length + 12) {
        id += ALPHABET[byte % 62];
      }
    }
  }
  return id;
}
