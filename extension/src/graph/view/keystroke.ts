/** How keys are named in tables of what can be done. */

/** A key as actions name it, such as `Ctrl+Shift+G`. */
export function keyOf({
  key,
  ctrlKey,
  metaKey,
  shiftKey,
  altKey,
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>): string {
  const isSign = key.length === 1 && !/[a-z]/i.test(key);
  const name = key.length === 1 ? key.toUpperCase() : key;
  return [
    ctrlKey || metaKey ? 'Ctrl' : '',
    altKey ? 'Alt' : '',
    shiftKey && !isSign ? 'Shift' : '',
    name,
  ]
    .filter(Boolean)
    .join('+');
}
