// @vitest-environment jsdom
import * as React from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Mend, NodeLoad, ProbeView } from '../../../src/graph/inside';
import {
  bandHeight,
  heightOf,
  placeOfFrequency,
  wavePoints,
} from '../../../src/graph/inside/drawing';
import { GraphToolsContext, type GraphTools } from '../../../src/graph/tools';
import { KINDS } from '../../../src/panels/catalogue';
import { GUEST, PLAYER, Stage } from '../../panels/stage';

let stage: Stage;

beforeEach(() => {
  stage = new Stage();
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  HTMLCanvasElement.prototype.getContext = () => null;
});
afterEach(async () => {
  await stage.dispose();
  vi.unstubAllGlobals();
});

const AUDIO = {
  node: 'n1',
  output: 'out',
  signal: 'audio',
  peak: -6,
  rms: -9,
  wave: [0, 0.5, 0, -0.5],
  span: 0.01,
  spectrum: [-90, -6],
  pitch: 440,
};

describe('a probe', () => {
  const draw = (): Promise<void> =>
    stage.draw(<ProbeView session={stage.session} node="n1" output="out" title="Sine" />);

  it('is asked for while it is looked into, and says in words what it shows', async () => {
    await stage.state(PLAYER);
    await draw();
    expect(stage.sent).toEqual([{ type: 'probe', ports: [{ node: 'n1', output: 'out' }] }]);
    expect(stage.text).toContain('Nothing is heard here yet');
    await stage.say({ type: 'probes', at: 1, ports: [AUDIO, { ...AUDIO, node: 'n2' }] });
    expect(stage.text).toContain('peak −6 dB, average −9 dB, strongest at 440 Hz');
    expect(stage.get('canvas', 'Sine').getAttribute('aria-label')).toContain('440 Hz');
    await stage.draw(<p>Over</p>);
    expect(stage.sent.at(-1)).toEqual({ type: 'probe', ports: [] });
  });

  it('is asked for again when the line is back', async () => {
    await stage.state(PLAYER);
    await draw();
    await stage.lose();
    await stage.state(PLAYER);
    expect(stage.sent.filter((each) => 'ports' in each)).toHaveLength(2);
  });

  it.each([
    [{ signal: 'note', rate: 2, held: 1 }, '2 notes a second, 1 sounds'],
    [{ signal: 'control', least: -0.5, most: 0.5, value: 0.25, wave: [0] }, 'now 0.25, from -0.50'],
    [{ signal: null }, 'Nothing flows here now'],
    [{ signal: 'audio', pitch: 'x', wave: 3 }, 'silent'],
  ])('reads %j', async (probe, words) => {
    await stage.state(PLAYER);
    await draw();
    await stage.say({ type: 'probes', ports: [{ node: 'n1', output: 'out', ...probe }] });
    expect(stage.text.replace('−', '-')).toContain(words);
  });
});

it('draws waves and spectra in place', () => {
  expect(heightOf([0, 0.3, -0.2])).toBe(0.5);
  expect(heightOf([])).toBe(1 / 64);
  expect(heightOf([100])).toBe(4);
  const [[, middle], [end, top]] = wavePoints([0, 1], 100, 50, 1);
  expect([middle, end]).toEqual([25, 100]);
  expect(top).toBeCloseTo(2);
  expect(bandHeight(-200)).toBe(0);
  expect(bandHeight(20)).toBe(1);
  expect(placeOfFrequency(20)).toBe(0);
  expect(placeOfFrequency(20_000)).toBe(1);
});

it('says how many voices a node sounds and what it takes, while one is shown', async () => {
  await stage.state(PLAYER);
  const tools = { session: stage.session } as unknown as GraphTools;
  const drawn: string[] = [];
  const badge = (id: string): React.JSX.Element => (
    <React.Profiler id={id} onRender={(of) => drawn.push(of)}>
      <NodeLoad id={id} />
    </React.Profiler>
  );
  await stage.draw(
    <GraphToolsContext.Provider value={tools}>
      {badge('n1')}
      {badge('n2')}
    </GraphToolsContext.Provider>,
  );
  expect(stage.sent).toEqual([{ type: 'meters', on: false, nodes: true }]);
  const nodes = [
    { id: 'n1', share: 0.12, voices: 3 },
    { id: 'n2', share: 0, voices: null },
  ];
  await stage.say({ type: 'loads', nodes });
  expect(stage.text).toContain('12 % of a core, 3 voices');
  drawn.length = 0;
  await stage.say({ type: 'loads', nodes: [{ id: 'n1', share: 0.1201, voices: 3 }, nodes[1]] });
  expect(drawn).toEqual([]);
  await stage.draw(<p>Over</p>);
  expect(stage.sent.at(-1)).toEqual({ type: 'meters', on: false });
});

describe('a muted node', () => {
  const MUTED = {
    part: 'p1',
    stem: 0,
    name: 'Flute',
    node: 'n1',
    reason: 'too loud',
    message: 'The sound of Flute is muted: its Sine went out of bounds.',
  };
  const draw = async (you: object): Promise<void> => {
    stage.doc.put('nodes', 'n1', { kind: 'osc.sine', p_gain: 0 });
    stage.doc.clearUndoHistory();
    const { doc, session, permissions } = stage;
    await stage.draw(<Mend {...{ doc, session, permissions }} kinds={KINDS} id="n1" />);
    await stage.state(you, { engine: { status: 'on', problems: [MUTED] } });
  };

  it('says why, and is mended by a button, in one step to undo', async () => {
    await draw(PLAYER);
    expect(stage.text).toContain('its Sine went out of bounds');
    await stage.click('button', 'Turn it down');
    expect(stage.doc.document().nodes.n1.p_gain).toBe(-12);
    stage.doc.undo();
    expect(stage.doc.document().nodes.n1.p_gain).toBe(0);
    await stage.state(PLAYER, { engine: { status: 'on', problems: [] } });
    expect(stage.text).not.toContain('muted');
  });

  it('says to who may not mend it why not', async () => {
    await draw(GUEST);
    expect(stage.text).not.toContain('Turn it down');
    expect(stage.text).toContain('its Sine went out of bounds');
  });
});
