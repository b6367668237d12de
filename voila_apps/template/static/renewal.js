// @ts-check
/**
 * The page after its notebook was edited: what stayed the same stays as it is, votes, sound and all; the rest is exchanged while
 * nobody touches anything.
 * @typedef {{module: string, part: string, state: Record<string, unknown>}} Stored
 * @typedef {{stored: string, end: () => void}} Alive
 * @typedef {{alive: Map<HTMLElement, Alive>, hydrate: (el: HTMLElement, stored: Stored) => Promise<void>}} Widgets
 */
import { told } from './words.js';

/** Milliseconds without a touch or key before anything may move. */
const QUIET = 2500;
/** Milliseconds until it is tried again. */
const AGAIN = 10_000;

let touched = performance.now();
for (const event of ['pointerdown', 'pointermove', 'touchmove', 'wheel', 'keydown', 'input'])
  addEventListener(event, () => (touched = performance.now()), { capture: true, passive: true });

/** @param {number} milliseconds */
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Whether somebody is in the middle of something. */
function busy() {
  const field = document.activeElement;
  const writing =
    field instanceof HTMLTextAreaElement ||
    (field instanceof HTMLInputElement && /^(text|search|)$/.test(field.type));
  return (writing && field.value !== '') || performance.now() - touched < QUIET;
}

async function quiet() {
  while (busy()) await pause(250);
}

/**
 * Make the children of an element those of another one; equal ones, and widgets that go on, are not touched.
 * @param {Element} old
 * @param {Element} made
 * @param {Map<Element, Element>} kept which widget goes on in the place of which
 */
function morph(old, made, kept) {
  const staying = new Set(kept.values());
  let next = old.firstElementChild;
  for (const child of [...made.children]) {
    const stays = kept.get(child);
    if (stays) {
      while (next && next !== stays && !staying.has(next)) next = drop(next);
      if (next === stays) next = stays.nextElementSibling;
      else old.insertBefore(stays, next);
      staying.delete(stays);
    } else if (next && next.className === child.className && child.classList.contains('place')) {
      morph(next, child, kept);
      next = next.nextElementSibling;
    } else if (next?.isEqualNode(child)) next = next.nextElementSibling;
    else old.insertBefore(child, next);
  }
  while (next) next = drop(next);
}

/** @param {Element} element */
function drop(element) {
  const next = element.nextElementSibling;
  element.remove();
  return next;
}

/**
 * Which widgets go on: those of the same module and state, in their order.
 * @param {Element[]} places
 * @param {Record<string, Stored>} stored
 * @param {Map<HTMLElement, Alive>} alive
 */
function matched(places, stored, alive) {
  const free = [...document.querySelectorAll('main [data-widget]')];
  /** @type {Map<Element, HTMLElement>} */
  const kept = new Map();
  for (const place of places) {
    const name = /** @type {HTMLElement} */ (place).dataset.widget ?? '';
    const { part, state } = stored[name] ?? {};
    const wanted = JSON.stringify([part, state]);
    const at = free.findIndex(
      (el) => alive.get(/** @type {HTMLElement} */ (el))?.stored === wanted,
    );
    if (at < 0) continue;
    const [stays] = /** @type {HTMLElement[]} */ (free.splice(at, 1));
    stays.dataset.widget = name;
    kept.set(place, stays);
  }
  return kept;
}

/**
 * @param {Document} page
 * @param {Widgets} widgets
 */
async function exchange(page, { alive, hydrate }) {
  const stored = JSON.parse(page.getElementById('models')?.textContent ?? '{}');
  const made = document.importNode(/** @type {Element} */ (page.querySelector('main')), true);
  const places = [
    .../** @type {NodeListOf<HTMLElement>} */ (made.querySelectorAll('[data-widget]')),
  ];
  const kept = matched(places, stored, alive);
  for (const el of made.querySelectorAll('[data-ours]')) {
    el.textContent = told(el.textContent ?? '');
    el.removeAttribute('lang');
  }
  const styles = [...document.head.querySelectorAll('style')];
  const wanted = [...page.head.querySelectorAll('style')];
  if (styles.map((el) => el.textContent).join() !== wanted.map((el) => el.textContent).join()) {
    const last = document.head.querySelector('link[href="/static/stage.css"]');
    for (const el of styles) el.remove();
    for (const el of wanted) document.head.insertBefore(document.importNode(el, true), last);
  }
  morph(/** @type {Element} */ (document.querySelector('main')), made, kept);
  document.title = page.title;
  for (const [el, widget] of alive) {
    if (el.isConnected) continue;
    widget.end();
    alive.delete(el);
  }
  const fresh = places.filter((place) => !kept.has(place));
  await Promise.all(fresh.map((el) => hydrate(el, stored[el.dataset.widget ?? ''])));
  document.documentElement.dataset.version = page.documentElement.dataset.version;
}

/**
 * Renew the page quietly.
 * @param {Widgets} widgets
 * @param {number} spread seconds over which a hall's phones ask for it
 */
export async function renew(widgets, spread) {
  await pause(1000 * spread * Math.random());
  for (;;) {
    await quiet();
    try {
      const answer = await fetch(location.pathname);
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      await quiet();
      return await exchange(page, widgets);
    } catch (error) {
      console.warn(error);
      await pause(AGAIN);
    }
  }
}
