// @ts-check
/**
 * Widgets in a notebook cell: the kernel follows the hub (`antiphon.apps.follow`) and says when each value was true, by its own
 * clock; a widget finds the session as on a page. `antiphon.apps.bundle` puts this into each module.
 * @typedef {import('./session').Session} Session
 * @typedef {import('./session').Model} Model
 * @typedef {{initialize?: (context: any) => any, render: (context: any) => any}} AnyWidget
 */
import { stamped } from './times.js';

/**
 * A model whose session has the times of this browser. A value that was not told again is the same object as before.
 * @param {Model} model
 * @returns {Model}
 */
function timed(model) {
  /** Seconds from the kernel's clock to this browser's; what came quickest tells it best. */
  let ahead = Infinity;
  /** @type {Session | null} */
  let raw = null;
  /** @type {Record<string, any>} */
  let seen = {};
  /** @type {Record<string, number>} */
  let since = {};

  function session() {
    const told = model.get('session');
    if (!told.told) return told;
    if (told === raw) return /** @type {Session} */ (/** @type {unknown} */ (seen));
    const now = Date.now() / 1000;
    ahead = Math.min(ahead, now - told.told.now);
    /** @type {Record<string, any>} */
    const next = {};
    for (const [key, value] of Object.entries(told)) {
      const at = told.told.at[key];
      if (at === undefined) next[key] = value;
      else if (at === since[key]) next[key] = seen[key];
      else next[key] = stamped(key, value, performance.now() - 1000 * Math.max(0, now - ahead - at));
    }
    [raw, seen, since] = [told, next, told.told.at];
    return /** @type {Session} */ (/** @type {unknown} */ (seen));
  }

  return new Proxy(model, {
    get(target, name) {
      if (name === 'get')
        return (/** @type {string} */ key) => (key === 'session' ? session() : target.get(key));
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/**
 * @param {AnyWidget} widget
 * @returns {AnyWidget}
 */
export function inCell({ initialize, render }) {
  /** @param {any} context */
  const of = (context) => ({ ...context, model: timed(context.model) });
  return {
    initialize: (context) => initialize?.(of(context)),
    render: (context) => render(of(context)),
  };
}
