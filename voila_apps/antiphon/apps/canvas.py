"""The canvas at the hub: a stretch of a part, or a few knobs, that the audience edits together.

What everybody sees is two keys of the phones' frames, each a whole value, so that a slow phone skips to the newest:

```
canvas      null, or what is open; it changes seldom
            {id, kind: "notes", name, mode: direct|reviewed, quota: places a person may hold (0: any number),
             part: the part's name, steps: 1 to 64, rows: [label, …] lowest first, 1 to 16, such as "F#4" or "Snare drum",
             tonics: [row, …] those of the key's first note, measures: [[number, its first step], …],
             beats: [step, …] those on a beat, length: quarter lengths of a step, at: quarter lengths from the piece's
             beginning to step 0, held: GRID what sounds there but cannot be touched: longer notes, ties, tuplets …}
            {id, kind: "knobs", name, mode, quota,
             knobs: [{name, of: the node's name, unit, minimum, maximum, scale: linear|log}, …] 1 to 12}
canvas_now  null, or {canvas: its id, cells: what the piece has, theirs: what of it the audience made,
             asked: what the audience asks for while it waits for the artist (mode reviewed; as direct: nothing),
             people: how many have changed something that stands}
            notes: each a GRID; of `asked`, the cells that would become the other way round
            knobs: `cells` and `asked` LEVELS, `theirs` FLAGS; of `asked`, a knob that nobody asks for is ".."
canvas_own  null, or {canvas, mine: GRID|FLAGS what one changed oneself and nobody since, left: places one may still
             change | null (any number)}: one's own, sent with the first frame and when it changes
```

GRID is hexadecimal digits, four a step: bit 0 is the lowest row.
`parseInt(cells.slice(4 * step, 4 * step + 4), 16) >> row & 1` is the cell. LEVELS are two hexadecimal digits a knob,
00 at its minimum, ff at its maximum (along `scale`); FLAGS are one character a knob, 0 or 1.

A phone says `paint {canvas, cell: [step, row], on: bool}`, `turn {canvas, knob: its place in the list, value: 0..1}` and
`undo_mine {canvas}`, and may draw what it said at once: it stands in the next `canvas_now` or the one after, some tenths of
a second later. Where it was refused, the answer is `{sorry: sentence, values: {…}, canvas_now, canvas_own}`, by which it
draws what is true again. It says no more than five things a second for long (`turn`: at most some four a second while a
thumb moves, and the last value when it rests): more is refused, and much more ends the connection.

A cell is a note as long as a step. Who changes a place holds it until they change it back, undo it, or somebody else
changes it: of these a person has `quota`.
"""
