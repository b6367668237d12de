import { describe, expect, it } from 'vitest';

import { empty } from '../../src/document';
import { printGraph, readGraph } from '../../src/graph/code';
import { changed } from '../../src/graph/code/merge';
import { random } from './desk';
import { randomGraph } from './graphs';

const mint = (prefix: string): string => `${prefix}${++minted}x`;
let minted = 0;

/** Press what mends the first problem. */
function mended(text: string): { text: string; title: string } {
  const [{ mend }] = readGraph(text, empty(), mint).problems;
  return { text: changed(text, mend!.changes), title: mend!.title };
}

describe('a line that names what comes further down', () => {
  it('has it moved above, with all that it needs', () => {
    const text =
      'osc = Sine(gain=6 + lfo)\nslow = LFO()\nLabel("x")\nlfo = LFO(rate=slow)  # a wave';
    expect(mended(text)).toEqual({
      title: 'Move lines 2 and 4 above line 1',
      text: 'slow = LFO()\nlfo = LFO(rate=slow)  # a wave\nosc = Sine(gain=6 + lfo)\nLabel("x")\n',
    });
  });

  it.each([
    ['echo = Echo(filter)', 'echo = Echo()', 'filter.connect(echo)'],
    ['echo = Echo(filter, time=1)', 'echo = Echo(time=1)', 'filter.connect(echo)'],
    ['echo = Echo(filter + filter.out)', 'echo = Echo(filter.out)', 'filter.connect(echo)'],
    [
      'echo = Echo(time=0.1 + filter, mix=1)',
      'echo = Echo(time=0.1, mix=1)',
      'filter.connect(echo.time)',
    ],
    ['echo = Echo(mix=1, time=filter)', 'echo = Echo(mix=1)', 'filter.connect(echo.time)'],
  ])('lays the cable below both, where that needs it: %s', (line, without, cable) => {
    expect(mended(`${line}\nfilter = LowPassFilter(echo)`)).toEqual({
      title: 'Lay this cable below line 2',
      text: `${without}\nfilter = LowPassFilter(echo)\n${cable}\n`,
    });
  });

  it('goes below itself, where it gives no name', () => {
    const text = 'lfo = LFO()\nlfo.connect(echo.time)\nflute = Flute()\necho = Echo(flute)';
    expect(mended(text)).toEqual({
      title: 'Move line 2 below line 4',
      text: 'lfo = LFO()\nflute = Flute()\necho = Echo(flute)\nlfo.connect(echo.time)\n',
    });
  });

  it('is left alone where nothing would do', () => {
    const [problem] = readGraph('a = Group(group=b)\nb = Group(group=a)', empty(), mint).problems;
    expect(problem.mend).toBeUndefined();
  });
});

it('puts any lines in order, press by press, and changes nothing of the graph', () => {
  for (let seed = 0; seed < 60; seed++) {
    const graph = randomGraph(seed);
    const printed = printGraph(graph);
    const next = random(seed);
    const lines = printed.text.split('\n').filter((line) => line && !line.startsWith('#'));
    let text = lines
      .map((line) => ({ line, at: next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ line }) => line)
      .join('\n');
    let reading = readGraph(text, graph, mint, printed);
    for (let presses = 0; reading.problems.length > 0; presses++) {
      expect(presses, text).toBeLessThan(lines.length);
      const { mend, message } = reading.problems[0];
      expect(mend, message).toBeDefined();
      text = changed(text, mend!.changes);
      reading = readGraph(text, graph, mint, printed);
    }
    expect(text.split('\n').filter(Boolean).sort()).toEqual([...lines].sort());
    expect(reading.edits, text).toEqual([]);
  }
});
