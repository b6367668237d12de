// @vitest-environment jsdom
import { type SplitPanel, Widget } from '@lumino/widgets';
import { beforeEach, expect, test, vi } from 'vitest';

// jsdom has no drags.
vi.hoisted(() => vi.stubGlobal('DragEvent', MouseEvent));

import { PANES, readArrangement, USUAL, Workbench } from '../../src/piece/workbench';

let resized: () => void;

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(hear: () => void) {
        resized = hear;
      }
      observe(): void {}
      disconnect(): void {}
    },
  );
});

function bench(width = 1200): Workbench {
  const workbench = new Workbench(new Widget());
  for (const pane of ['graph', 'code', 'mixer'] as const) {
    workbench.offer(pane, () => new Widget());
  }
  Object.defineProperty(workbench.node, 'clientWidth', { value: width });
  Widget.attach(workbench, document.body);
  resized();
  return workbench;
}

const shown = (of: Workbench) => PANES.filter((pane) => of.isShown(pane));
const seen = (of: Workbench) => PANES.filter((pane) => of.pane(pane)?.isVisible);

test('a workbench begins with the score alone, and makes a pane when it is first shown', () => {
  const workbench = bench();
  expect(seen(workbench)).toEqual(['score']);
  expect(workbench.pane('graph')).toBeNull();
  workbench.toggle('graph');
  workbench.toggle('mixer');
  expect(seen(workbench)).toEqual(['score', 'graph', 'mixer']);
  workbench.toggle('graph');
  expect(seen(workbench)).toEqual(['score', 'mixer']);
});

test('panes stand in their order, whichever was shown first', () => {
  const workbench = bench();
  workbench.toggle('code');
  workbench.toggle('graph');
  const row = workbench.pane('score')!.parent!.layout!;
  expect([...row]).toEqual(['score', 'graph', 'code'].map((of) => workbench.pane(of as 'score')));
});

test('one pane is always there', () => {
  const workbench = bench();
  workbench.toggle('score');
  expect(shown(workbench)).toEqual(['graph']);
  workbench.toggle('graph');
  expect(shown(workbench)).toEqual(['score']);
});

test('a narrow page shows one pane at a time', () => {
  const workbench = bench(500);
  workbench.toggle('graph');
  expect(seen(workbench)).toEqual(['graph']);
  workbench.toggle('mixer');
  expect(seen(workbench)).toEqual(['mixer']);
  workbench.toggle('mixer');
  expect(seen(workbench)).toEqual(['score']);
});

test('this browser remembers what was shown', () => {
  bench().toggle('graph');
  expect(shown(bench())).toEqual(['score', 'graph']);
});

test('anything may have been kept', () => {
  for (const kept of [null, 3, [], { shown: 'score' }, { shown: [], shares: [] }]) {
    expect(readArrangement(kept)).toEqual(USUAL);
  }
  expect(
    readArrangement({ shown: ['mixer', 'x', 'graph'], shares: { graph: 2, code: 0.3 } }),
  ).toEqual({ shown: ['graph', 'mixer'], shares: { code: 0.3 } });
});

test('the bar between two panes is moved by keys, says where it is, and where it was left is kept', () => {
  const workbench = bench();
  workbench.toggle('graph');
  const row = workbench.widgets[0] as SplitPanel;
  const [bar] = row.handles;
  let at = 600;
  Object.defineProperties(bar, { offsetLeft: { get: () => at }, offsetWidth: { value: 5 } });
  Object.defineProperty(row.node, 'clientWidth', { value: 1205 });
  const moved = vi.spyOn(row.layout, 'moveHandle').mockImplementation((_, to) => {
    at = Math.min(1080, Math.max(120, to));
  });
  vi.spyOn(row, 'relativeSizes').mockReturnValue([0.25, 0.75]);
  bar.focus();
  expect(document.activeElement).toBe(bar);
  expect(bar.getAttribute('role')).toBe('separator');
  expect(bar.getAttribute('aria-label')).toBe('Bar between Score and Graph');
  expect(bar.getAttribute('aria-orientation')).toBe('vertical');
  expect(bar.getAttribute('aria-valuenow')).toBe('50');
  const press = (key: string, more = {}): boolean =>
    bar.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }),
    );
  expect(press('ArrowLeft')).toBe(false);
  expect(at).toBe(560);
  press('ArrowRight', { shiftKey: true });
  expect(at).toBe(568);
  press('Home');
  expect(bar.getAttribute('aria-valuenow')).toBe('10');
  press('End');
  expect(bar.getAttribute('aria-valuenow')).toBe('90');
  const times = moved.mock.calls.length;
  expect(press('ArrowUp')).toBe(true);
  expect(press('ArrowLeft', { ctrlKey: true })).toBe(true);
  expect(moved.mock.calls.length).toBe(times);
  expect(JSON.parse(localStorage.getItem('antiphon:workbench')!)).toMatchObject({
    shares: { score: 0.25, graph: 0.75 },
  });
});
