/** A change of a text, by offsets in it. */
export interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** More steps between two texts than this are not looked for one by one. */
const FARTHEST = 1500;

/**
 * What is to be changed of a text of mine so that it has what they changed of the base, but where I changed the same: that
 * stays mine.
 */
export function rebase(base: string, mine: string, theirs: string): TextChange[] {
  const ours = differences(base, mine);
  const changes: TextChange[] = [];
  let next = 0;
  let shift = 0;
  for (const change of differences(base, theirs)) {
    while (next < ours.length && ours[next].to < change.from) {
      shift += ours[next].insert.length - (ours[next].to - ours[next].from);
      next += 1;
    }
    let moved = shift;
    let isMine = false;
    for (let at = next; at < ours.length && ours[at].from <= change.to; at++) {
      const { from, to, insert } = ours[at];
      const isSame = from === change.from && to === change.to && insert === change.insert;
      isMine ||= isSame || (from < change.to && change.from < to) || isInside(ours[at], change);
      if (to <= change.from) {
        moved += insert.length - (to - from);
      }
    }
    if (!isMine) {
      const { from, to, insert } = change;
      changes.push({ from: from + moved, to: to + moved, insert });
    }
  }
  return changes;
}

/** Whether one of two inserts within what the other replaces. */
function isInside(a: TextChange, b: TextChange): boolean {
  const within = (point: TextChange, range: TextChange): boolean =>
    point.from === point.to && range.from < point.from && point.from < range.to;
  return within(a, b) || within(b, a);
}

/** A text with changes, which are in order and do not overlap. */
export function changed(text: string, changes: readonly TextChange[]): string {
  let result = '';
  let at = 0;
  for (const { from, to, insert } of changes) {
    result += text.slice(at, from) + insert;
    at = to;
  }
  return result + text.slice(at);
}

/** The changes from one text to another, word by word, in order. */
export function differences(before: string, after: string): TextChange[] {
  const changes: TextChange[] = [];
  const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+/g) ?? [];
  for (const hunk of hunks(lines(before), lines(after), 0)) {
    const words = (text: string): string[] => text.match(/[\p{L}\p{N}_.]+|\s+|./gsu) ?? [];
    changes.push(...hunks(words(hunk.cut), words(hunk.insert), hunk.from).map(plain));
  }
  return changes;
}

interface Hunk extends TextChange {
  readonly cut: string;
}

function plain({ from, to, insert }: Hunk): TextChange {
  return { from, to, insert };
}

/**
 * What differs between two lists of pieces: the shortest edit script by E. Myers, "An O(ND) difference algorithm and its
 * variations" (1986), the greedy one.
 */
function hunks(before: readonly string[], after: readonly string[], offset: number): Hunk[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) {
    start += 1;
  }
  let [endBefore, endAfter] = [before.length, after.length];
  while (endBefore > start && endAfter > start && before[endBefore - 1] === after[endAfter - 1]) {
    endBefore -= 1;
    endAfter -= 1;
  }
  const a = before.slice(start, endBefore);
  const b = after.slice(start, endAfter);
  let from = offset + before.slice(0, start).join('').length;
  const found: Hunk[] = [];
  let [cut, insert] = ['', ''];
  const flush = (): void => {
    if (cut || insert) {
      found.push({ from, to: from + cut.length, insert, cut });
      from += cut.length;
      [cut, insert] = ['', ''];
    }
  };
  let [x, y] = [0, 0];
  for (const [atX, atY] of script(a, b)) {
    if (atX > x && atY > y) {
      flush();
      from += a[x].length;
    } else if (atX > x) {
      cut += a[x];
    } else {
      insert += b[y];
    }
    [x, y] = [atX, atY];
  }
  flush();
  return found;
}

/** The places that the script goes through: a step right cuts a piece, one down inserts one, one of both keeps one. */
function script(a: readonly string[], b: readonly string[]): [number, number][] {
  const most = a.length + b.length;
  const furthest = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let steps = 0; steps <= Math.min(most, FARTHEST); steps++) {
    trace.push(new Map(furthest));
    for (let k = -steps; k <= steps; k += 2) {
      let x = isDown(furthest, k, steps) ? furthest.get(k + 1)! : furthest.get(k - 1)! + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) {
        x += 1;
      }
      furthest.set(k, x);
      if (x >= a.length && x - k >= b.length) {
        return back(trace, a.length, b.length);
      }
    }
  }
  // Too far: everything is cut, then everything inserted.
  return [
    ...a.map((_, at): [number, number] => [at + 1, 0]),
    ...b.map((_, at): [number, number] => [a.length, at + 1]),
  ];
}

function isDown(furthest: ReadonlyMap<number, number>, k: number, steps: number): boolean {
  return k === -steps || (k !== steps && furthest.get(k - 1)! < furthest.get(k + 1)!);
}

function back(
  trace: readonly ReadonlyMap<number, number>[],
  x: number,
  y: number,
): [number, number][] {
  const places: [number, number][] = [];
  for (let steps = trace.length - 1; steps >= 0; steps--) {
    const k = x - y;
    const down = isDown(trace[steps], k, steps);
    const before = down ? k + 1 : k - 1;
    const startX = steps === 0 ? 0 : trace[steps].get(before)!;
    const startY = steps === 0 ? 0 : startX - before;
    const [stepX, stepY] =
      steps === 0 ? [0, 0] : down ? [startX, startY + 1] : [startX + 1, startY];
    while (x > stepX && y > stepY) {
      places.push([x, y]);
      [x, y] = [x - 1, y - 1];
    }
    if (steps > 0) {
      places.push([x, y]);
      [x, y] = [startX, startY];
    }
  }
  return places.reverse();
}
