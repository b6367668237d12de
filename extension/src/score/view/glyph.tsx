import * as React from 'react';

const PATHS = {
  dot: 'M8 7.2a1.8 1.8 0 1 1 0 3.6a1.8 1.8 0 1 1 0-3.6z',
  rest: 'M6.2 1.5l3.6 4.3c-1.8 1.6-1.4 2.6 1 5.2c-2.2-.8-3.4.6-1.2 3.2c-4-1.6-4-4.6-.6-4.8L5.8 5.6c1.8-1.4 1.6-2.4 .4-4.1z',
  tie: 'M1.5 6.5c2.5 5.6 10.5 5.6 13 0c-1.6 7.6-11.4 7.6-13 0z',
  pencil: 'M2 14l.8-3.2L11 2.6l2.4 2.4l-8.2 8.2zM11.8 1.8l.9-.9l2.4 2.4l-.9 .9z',
  delete:
    'M3.5 2.4L8 6.9l4.5-4.5l1.1 1.1L9.1 8l4.5 4.5l-1.1 1.1L8 9.1l-4.5 4.5l-1.1-1.1L6.9 8L2.4 3.5z',
  undo: 'M6.5 2.5v3h3a4.2 4.2 0 0 1 0 8.4H5v-1.6h4.5a2.6 2.6 0 0 0 0-5.2h-3v3L2 6.3z',
  redo: 'M9.5 2.5v3h-3a4.2 4.2 0 0 0 0 8.4H11v-1.6H6.5a2.6 2.6 0 0 1 0-5.2h3v3L14 6.3z',
  lock: 'M5 7V5a3 3 0 0 1 6 0v2h1v7H4V7zM6.5 7h3V5a1.5 1.5 0 0 0-3 0z',
  unlocked: 'M5 7V5a3 3 0 0 1 6 0v.5H9.5V5a1.5 1.5 0 0 0-3 0v2H12v7H4V7zM5.5 8.5v4h5v-4z',
  piano:
    'M1.5 2.5h13v11h-13zM3 4v8h2.6V9H5V4zM7.2 12h1.6V9h-.6V4h-.4v5h-.6zM10.4 12H13V4h-2v5h-.6z',
  fretboard:
    'M1.5 3h13v10h-13zM3 4.2v1.3h3V4.2zM7.2 4.2v1.3h3V4.2zM11.4 4.2v1.3H13V4.2zM3 6.7v2.6h3V6.7zM7.2 6.7v2.6h3V6.7zM11.4 6.7v2.6H13V6.7zM3 10.5v1.3h3v-1.3zM7.2 10.5v1.3h3v-1.3zM11.4 10.5v1.3H13v-1.3z',
  comment: 'M1.5 2.5h13v9H8.2L4.5 15v-3.5h-3zM3 4v6h3v1.6L7.6 10H13V4z',
  cut: 'M5.2 1.5L8 7l2.8-5.500h1.700L8.900 8.600l1 1.900a2.600 2.600 0 1 1-1.300.800L8 10l-.6 1.300a2.600 2.600 0 1 1-1.300-.800l1-1.900L3.500 1.500zM4.600 11.700a1.300 1.300 0 1 0 0 2.600a1.300 1.300 0 1 0 0-2.600zM11.400 11.700a1.300 1.300 0 1 0 0 2.600a1.300 1.300 0 1 0 0-2.600z',
  copy: 'M2 2h8v2.500h3.500V14h-8v-2.500H2zM3.400 3.400v6.700h2.100V4.500h3.100V3.400zM6.900 5.900v6.700h5.200V5.900z',
  paste: 'M2.500 2.500H6V1.500h4v1h3.500V14.500h-11zM4 4v9h8V4h-1.500v1.500h-5V4z',
  repeat:
    'M2 2.500h2v11H2zM5 2.500h.9v11H5zM12 2.500h2v11h-2zM10.100 2.500h.9v11h-.9zM7 5.500h2v2H7zM7 8.800h2v2H7z',
  side: 'M1.5 2.5h13v11h-13zM3 4v8h6V4zM10.5 4v8H13V4z',
} as const;

/** A picture for a button, 16 pixels square, in the text's colour. */
export function Glyph({ name }: { name: keyof typeof PATHS }): React.JSX.Element {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} fill="currentColor" fillRule="evenodd" />
    </svg>
  );
}

/** A note of a value from 1 (64th) to 7 (whole). */
export function NoteGlyph({ value }: { value: number }): React.JSX.Element {
  const open = value >= 6;
  const flags = Math.max(0, 5 - value);
  return (
    <svg viewBox="0 0 16 18" width="16" height="18" aria-hidden="true">
      <ellipse
        cx="6"
        cy="14"
        rx={value === 7 ? 4 : 3.4}
        ry={open ? 2.2 : 2.5}
        transform={value === 7 ? undefined : 'rotate(-20 6 14)'}
        fill={open ? 'none' : 'currentColor'}
        stroke="currentColor"
        strokeWidth={open ? 1.4 : 0.4}
      />
      {value < 7 && <path d="M9.1 13.4V1.5" stroke="currentColor" strokeWidth="1.2" fill="none" />}
      {Array.from({ length: flags }, (_, flag) => (
        <path
          key={flag}
          d={`M9.1 ${1.5 + flag * 2.6}c.6 2 3.6 2.4 3.4 5.4`}
          stroke="currentColor"
          strokeWidth="1.3"
          fill="none"
        />
      ))}
    </svg>
  );
}
