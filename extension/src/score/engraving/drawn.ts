const SVG = 'http://www.w3.org/2000/svg';

/** An element of an SVG drawing. */
export function drawn<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Record<string, string | number>,
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, String(value));
  }
  return made;
}

/** What is said of a drawing when the mouse rests on it. */
export function titled(words: string): SVGElement {
  const title = drawn('title', {});
  title.textContent = words;
  return title;
}
