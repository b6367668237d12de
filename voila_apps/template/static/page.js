// @ts-check
/**
 * The audience's pages without a kernel: a model for each widget, all fed with one session from the hub's socket.
 * @typedef {import('./session').Session} Session
 */
import { stamped } from './times.js';
import { LANGUAGES, prefer, preferred, speak, t, told } from './words.js';

/** Milliseconds from a lost connection to the first words about it: a hiccup is not worth any. */
const PATIENCE = 1200;
/** Milliseconds until it connects again, in the middle; thousands who lost one hub at once must not come back at once. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 8000;
/** Milliseconds asleep after which a connection is not believed, though it looks open: nobody tells who sleeps. */
const ASLEEP = 20_000;

/** @type {Session} */
let session = {
  online: false,
  now: null,
  transport: null,
  polls: [],
  votes: {},
  steering: {},
  score: null,
  reactions: null,
  hall: null,
  asked: null,
  question: null,
  own_question: null,
  canvas: null,
  canvas_now: null,
  canvas_own: null,
  melody: null,
  suggested: null,
  stage: null,
};

/** A widget's model as anywidget knows it, whose changes stay on the page. */
class Model {
  /** @type {Map<string, Set<(message?: unknown) => void>>} */
  #listeners = new Map();

  /** @param {Record<string, unknown>} state */
  constructor(state) {
    this.state = state;
  }

  /** @param {string} key */
  get(key) {
    return this.state[key];
  }

  /**
   * @param {string} key
   * @param {unknown} value
   */
  set(key, value) {
    this.state[key] = value;
    this.emit(`change:${key}`);
  }

  save_changes() {}

  /**
   * @param {string} event
   * @param {(message?: unknown) => void} listener
   */
  on(event, listener) {
    if (!this.#listeners.has(event)) this.#listeners.set(event, new Set());
    this.#listeners.get(event)?.add(listener);
  }

  /**
   * @param {string} event
   * @param {(message?: unknown) => void} listener
   */
  off(event, listener) {
    this.#listeners.get(event)?.delete(listener);
  }

  /**
   * @param {string} event
   * @param {unknown} [message]
   */
  emit(event, message) {
    for (const listener of this.#listeners.get(event) ?? []) {
      try {
        listener(message);
      } catch (error) {
        console.error(error);
      }
    }
  }

  /** @param {object} message */
  send(message) {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  }
}

/** @type {Model[]} */
const models = [];
/** @type {Map<HTMLElement, import('./renewal.js').Alive>} */
const alive = new Map();
/** Widgets that are not fetched before there is something for them. @type {Map<HTMLElement, import('./renewal.js').Stored>} */
const resting = new Map();
const root = document.documentElement;
/** Which of the hub's pages this is. */
const name = root.dataset.page ?? 'audience';
/** @type {string | null} its newest version, as the hub says */
let newest = null;
let within = 0;
let renewing = false;
/** @type {WebSocket | null} */
let socket = null;
let pause = FIRST_PAUSE;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let retry;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let worry;
const banner = /** @type {HTMLElement} */ (document.querySelector('.connection'));

/** @param {Partial<Session>} change */
function spread(change) {
  session = { ...session, ...change };
  for (const model of models) model.set('session', session);
  for (const [el, stored] of resting) {
    if (isWanted(stored)) void wake(el, stored);
  }
}

/**
 * Whether there is something for a widget.
 * @param {import('./renewal.js').Stored} stored
 */
function isWanted({ state: { when } }) {
  if (!Array.isArray(when) || !when.length) return true;
  return when.some((path) =>
    path
      .split('.')
      .reduce((/** @type {any} */ value, /** @type {string} */ key) => value?.[key], session),
  );
}

/** @param {Record<string, any>} frame */
function receive(frame) {
  const at = performance.now();
  /** @type {Record<string, any>} */
  const change = {};
  for (const [key, value] of Object.entries(frame)) {
    // What goes on by itself is worth as much as when it was true.
    if (key in session) change[key] = stamped(key, value, at);
  }
  if (Object.keys(change).length) spread(change);
  if (frame.page) {
    newest = frame.page[name] ?? newest;
    within = frame.page.spread;
    void renew();
  }
  if ('answer' in frame || 'refused' in frame || 'sorry' in frame) {
    for (const model of models) model.emit('msg:custom', frame);
  }
}

/** Make the page what its notebook is now. */
async function renew() {
  if (renewing || root.dataset.ready === undefined) return;
  renewing = true;
  while (newest && newest !== root.dataset.version)
    await (await import('./renewal.js')).renew({ alive, hydrate }, within);
  renewing = false;
}

/** The socket that the page itself has opened, with what was told (`early.js`); taken once. */
const { antiphonEarly } = /** @type {{antiphonEarly: {socket: WebSocket, told: string[]}}} */ (
  /** @type {unknown} */ (globalThis)
);
/** @type {typeof antiphonEarly | null} */
let early = antiphonEarly;

function connect() {
  clearTimeout(retry);
  const first = early && early.socket.readyState <= WebSocket.OPEN ? early : null;
  early = null;
  const mine = (socket = first?.socket ?? new WebSocket(antiphonEarly.socket.url));
  mine.onmessage = null;
  const opened = () => {
    clearTimeout(worry);
    banner.textContent = '';
    spread({ online: true });
  };
  /** @param {{data: string}} message */
  const hear = ({ data }) => {
    // Only who was told something is back: a hub that takes everybody in and ends is not worth a storm.
    pause = FIRST_PAUSE;
    receive(JSON.parse(data));
  };
  mine.addEventListener('open', opened);
  mine.addEventListener('message', hear);
  mine.addEventListener('close', () => {
    if (mine !== socket) return;
    if (session.online || !banner.textContent) {
      clearTimeout(worry);
      worry = setTimeout(() => {
        banner.textContent = t('Reconnecting…');
      }, PATIENCE);
    }
    spread({ online: false });
    retry = setTimeout(connect, pause * (0.25 + 1.5 * Math.random()));
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  });
  if (mine.readyState === WebSocket.OPEN) opened();
  for (const data of first?.told ?? []) hear({ data });
}

let asleepSince = Infinity;

/** Try at once when the phone is back. */
function awake() {
  if (document.visibilityState !== 'visible') {
    asleepSince = Date.now();
    return;
  }
  const stale = Date.now() - asleepSince > ASLEEP;
  asleepSince = Infinity;
  if (stale || socket?.readyState === WebSocket.CLOSED) {
    pause = FIRST_PAUSE;
    const old = socket;
    connect();
    old?.close();
    spread({ online: false });
  }
}

/**
 * What makes a widget the same one after an edit: its part of whichever module, and its state.
 * @param {import('./renewal.js').Stored} stored
 */
const asStored = ({ part, state }) => JSON.stringify([part, state]);

/**
 * Make a widget live, now or as soon as there is something for it.
 * @param {HTMLElement} el
 * @param {import('./renewal.js').Stored} stored
 */
async function hydrate(el, stored) {
  if (isWanted(stored)) return start(el, stored);
  resting.set(el, stored);
  alive.set(el, { stored: asStored(stored), end: () => resting.delete(el) });
}

/**
 * @param {HTMLElement} el
 * @param {import('./renewal.js').Stored} stored
 */
async function wake(el, stored) {
  resting.delete(el);
  try {
    await start(el, stored);
  } catch (error) {
    // The line broke off: it is asked for again when the next thing is told.
    console.error(error);
    if (el.isConnected) resting.set(el, stored);
  }
}

/**
 * @param {HTMLElement} el
 * @param {import('./renewal.js').Stored} stored
 */
async function start(el, stored) {
  const { default: all } = await import(`/module/${stored.module}`);
  const made = all[stored.part] ?? all;
  const model = new Model({ ...stored.state, session });
  models.push(model);
  const widget = typeof made === 'function' ? await made() : made;
  await widget.initialize?.({ model });
  const stop = await widget.render?.({ model, el });
  alive.set(el, {
    stored: asStored(stored),
    end() {
      stop?.();
      models.splice(models.indexOf(model), 1);
    },
  });
}

/** Milliseconds to wait for the words; then it is in English. */
const WORDS_PATIENCE = 5000;

/** Speak the reader's language, before anything is said. */
async function learnWords() {
  const language = preferred();
  if (language !== 'en') {
    try {
      const signal = AbortSignal.timeout(WORDS_PATIENCE);
      speak(language, await (await fetch(`/static/words/${language}.json`, { signal })).json());
    } catch (error) {
      console.error(error);
      return;
    }
  }
  document.documentElement.lang = language;
}

/** The reader may choose another language than the browser's. */
function offerLanguages() {
  const choice = document.createElement('select');
  for (const [language, name] of Object.entries(LANGUAGES)) {
    const option = new Option(name, language, false, language === document.documentElement.lang);
    option.lang = language;
    choice.add(option);
  }
  choice.addEventListener('change', () => {
    prefer(choice.value);
    location.reload();
  });
  const label = document.createElement('label');
  label.append(t('Language'), choice);
  document.querySelector('.languages')?.append(label);
}

addEventListener('online', awake);
addEventListener('pageshow', awake);
document.addEventListener('visibilitychange', awake);

const learnt = learnWords();
const stored = JSON.parse(document.getElementById('models')?.textContent ?? '{}');
await learnt;
connect();
offerLanguages();
for (const el of document.querySelectorAll('[data-ours]')) {
  el.textContent = told(el.textContent ?? '');
  el.removeAttribute('lang');
}
const hydrated = [
  .../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-widget]')),
]
  .filter((el) => el.dataset.widget && stored[el.dataset.widget])
  .map((el) =>
    hydrate(el, stored[el.dataset.widget ?? '']).catch((error) => {
      console.error(error);
      el.textContent = t('This part of the page could not be shown; please reload it.');
    }),
  );
await Promise.all(hydrated);
root.dataset.ready = '';
void renew();

export {};
