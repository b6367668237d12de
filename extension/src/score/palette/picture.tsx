import * as React from 'react';

import { glyphs } from '../../generated/glyphs';
import type { Picture } from './item';

/** Units of the music font to a pixel, and the greatest side of a picture in pixels. */
const SCALE = 26;
const SIDE = 26;

/** A picture of a mark, in the text's colour. */
export function MarkPicture({ picture }: { picture: Picture }): React.JSX.Element {
  if ('signs' in picture) {
    return <Signs codes={picture.signs} />;
  }
  if ('path' in picture) {
    const paint = picture.fill
      ? { fill: 'currentColor' }
      : { fill: 'none', stroke: 'currentColor', strokeWidth: 1.8, strokeLinecap: 'round' as const };
    return (
      <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
        <path d={picture.path} {...paint} />
      </svg>
    );
  }
  const { letters, italic, box } = picture;
  return (
    <span
      aria-hidden="true"
      className={
        'antiphon-Palette-letters' +
        (italic ? ' antiphon-mod-italic' : '') +
        (box ? ' antiphon-mod-box' : '')
      }
    >
      {letters}
    </span>
  );
}

/** Signs of the music font beside each other, at the font's size where that fits. */
function Signs({ codes }: { codes: readonly string[] }): React.JSX.Element {
  let x = 0;
  const placed = codes.flatMap((code) => {
    const glyph = glyphs[code];
    if (!glyph) {
      return [];
    }
    const [left, bottom, right, top, path] = glyph;
    const at = x - left;
    x += right - left + 30;
    return [{ code, at, bottom, top, path }];
  });
  const bottom = Math.min(...placed.map((of) => of.bottom));
  const height = Math.max(...placed.map((of) => of.top)) - bottom;
  const width = x - 30;
  const scale = Math.max(SCALE, height / SIDE, width / (SIDE * 1.6));
  return (
    <svg
      viewBox={`0 ${-(bottom + height)} ${width} ${height}`}
      width={width / scale}
      height={height / scale}
      aria-hidden="true"
    >
      {placed.map(({ code, at, path }) => (
        <path
          key={code}
          d={path}
          transform={`translate(${at} 0) scale(1 -1)`}
          fill="currentColor"
        />
      ))}
    </svg>
  );
}
