/** Run a task once the browser has nothing to do, within five seconds; in browsers that do not say so, in one. */
export function whenIdle(task: () => void): void {
  if (typeof requestIdleCallback === 'function') {
    requestIdleCallback(task, { timeout: 5000 });
  } else {
    setTimeout(task, 1000);
  }
}
