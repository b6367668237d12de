// @ts-check
/**
 * How a phone answers: one way for each kind of poll. `antiphon.apps.bundle` puts this into `poll.js`.
 * @typedef {import('./session').Poll} Poll
 * @typedef {import('./session').Ballot} Ballot
 * @typedef {{cast: (ballot: Ballot) => void, tell: (text: string) => void}} Voice
 * @typedef {{show: (ballot: Ballot | null, closed: boolean) => void}} Answer
 */
import { SIGNS, make, percent, placeWords, settle, shown, sign, tempoOf } from './ballots.js';
import { shake, tiltButton } from './shaking.js';
import { t } from './words.js';

/** Milliseconds without a tap after which the tapping begins anew: slower than the slowest tempo. */
const TAPS_END = 2500;
/**
 * @param {Poll} poll
 * @param {HTMLElement} el
 * @param {(id: string) => void} press
 */
function buttons(poll, el, press) {
  const options = poll.options ?? [];
  el.classList.toggle(
    'long',
    options.some(({ label }) => label.length > 9) || options.length > 6,
  );
  return options.map(({ id, label }) => {
    const button = make('button', { type: 'button' });
    button.dataset.option = id;
    if (poll.steers?.target === 'tempo' && SIGNS[id]) button.append(sign(id));
    button.append(make('span', { textContent: label }));
    button.addEventListener('click', () => press(id));
    el.append(button);
    return button;
  });
}

/** @type {(poll: Poll, el: HTMLElement, voice: Voice) => Answer} */
function single(poll, el, { cast }) {
  const made = buttons(poll, el, cast);
  return {
    show(ballot, closed) {
      for (const button of made) {
        button.setAttribute('aria-pressed', String(button.dataset.option === ballot));
        button.disabled = closed;
      }
    },
  };
}

/** @type {(poll: Poll, el: HTMLElement, voice: Voice) => Answer} */
function multiple(poll, el, { cast, tell }) {
  const most = poll.most ?? poll.options?.length ?? 1;
  /** @type {string[]} */
  let chosen = [];
  const made = buttons(poll, el, (id) => {
    if (chosen.includes(id)) chosen = chosen.filter((other) => other !== id);
    else if (chosen.length < most) chosen = [...chosen, id];
    else return tell(t('You can choose {most} at most: take one away first.', { most }));
    const inOrder = (poll.options ?? []).filter((option) => chosen.includes(option.id));
    return cast(inOrder.map((option) => option.id));
  });
  return {
    show(ballot, closed) {
      chosen = [.../** @type {string[]} */ (ballot ?? [])];
      for (const button of made) {
        const on = chosen.includes(button.dataset.option ?? '');
        button.setAttribute('aria-pressed', String(on));
        button.disabled = closed;
      }
    },
  };
}

/** @type {(poll: Poll, el: HTMLElement, voice: Voice) => Answer} */
function ranked(poll, el, { cast, tell }) {
  const all = (poll.options ?? []).map(({ id }) => id);
  let order = [...all];
  let moved = false;
  const settled = settle((ballot) => {
    moved = false;
    cast(ballot);
  });
  const list = make('ol', { className: 'ranks' });
  const send = make('button', { type: 'button', className: 'send' }, t('Send this order'));
  /** @type {Map<string, HTMLLIElement>} */
  const rows = new Map();
  for (const { id, label } of poll.options ?? []) {
    /** @param {'up' | 'down'} way */
    const mover = (way) => {
      const name = way === 'up' ? t('Move “{name}” up', { name: label }) : t('Move “{name}” down', { name: label });
      const button = make('button', { type: 'button', 'aria-label': name });
      button.append(sign(way));
      button.addEventListener('click', () => {
        const from = order.indexOf(id);
        const to = from + (way === 'up' ? -1 : 1);
        if (button.getAttribute('aria-disabled') === 'true' || !order[to]) return;
        [order[from], order[to]] = [order[to], order[from]];
        moved = true;
        draw();
        // A row that moves takes the focus along.
        button.focus();
        tell(t('“{name}” is now number {place} of {count}.', { name: label, place: to + 1, count: order.length }));
        settled([...order]);
      });
      return button;
    };
    const name = make('span', { className: 'name', textContent: label });
    rows.set(id, make('li', {}, name, mover('up'), mover('down')));
  }
  send.addEventListener('click', () => cast([...order]));
  el.append(list, send);

  function draw() {
    const wanted = order.map((id) => /** @type {HTMLLIElement} */ (rows.get(id)));
    if (wanted.some((row, place) => list.children[place] !== row)) list.replaceChildren(...wanted);
    wanted.forEach((row, place) => {
      const [up, down] = row.querySelectorAll('button');
      up.setAttribute('aria-disabled', String(place === 0 || send.disabled));
      down.setAttribute('aria-disabled', String(place === wanted.length - 1 || send.disabled));
    });
  }

  return {
    show(ballot, closed) {
      if (ballot && !moved) {
        const ranking = /** @type {string[]} */ (ballot);
        order = [...ranking, ...all.filter((id) => !ranking.includes(id))];
      }
      send.disabled = closed;
      // It must not go while it has the focus; whoever sent by it finds it there, saying so.
      send.textContent = ballot ? t('Order sent') : t('Send this order');
      draw();
    },
  };
}

/** @type {(poll: Poll, el: HTMLElement, voice: Voice) => Answer} */
function scale(poll, el, { cast }) {
  const { low = 0, high = 1, step = 0.1, labels = [] } = poll;
  const input = make('input', { type: 'range', 'aria-label': poll.question });
  Object.assign(input, { min: String(low), max: String(high), step: String(step) });
  const value = make('output', { className: 'value', 'aria-hidden': 'true', textContent: '?' });
  const ends = make('div', { className: 'ends', 'aria-hidden': 'true' });
  ends.append(
    make('span', {}, labels[0] ? `${shown(low)} ${labels[0]}` : shown(low)),
    make('span', {}, labels[1] ? `${labels[1]} ${shown(high)}` : shown(high)),
  );
  let held = false;
  let own = false;
  const read = () => {
    const end =
      input.value === input.min ? labels[0] : input.value === input.max ? labels[1] : '';
    value.textContent = shown(Number(input.value));
    input.setAttribute('aria-valuetext', [value.textContent, end].filter(Boolean).join(' '));
  };
  input.value = String(low + Math.round((high - low) / step / 2) * step);
  input.addEventListener('input', () => {
    held = true;
    read();
  });
  const say = () => {
    held = false;
    read();
    cast(Number(Number(input.value).toFixed(9)));
  };
  input.addEventListener('change', say);
  // Whoever means the middle taps it: nothing changes then, and not every browser makes a click of a touch there.
  for (const event of ['pointerup', 'click']) input.addEventListener(event, () => own || say());
  el.append(value, input, ends);
  return {
    show(ballot, closed) {
      own = ballot !== null;
      if (ballot !== null && !held) {
        input.value = String(ballot);
        read();
      }
      input.disabled = closed;
    },
  };
}

/** @type {(poll: Poll, el: HTMLElement, voice: Voice) => Answer} */
function pad(poll, el, { cast, tell }) {
  const [left = '', right = '', below = '', above = ''] = poll.labels ?? [];
  const place = [0.5, 0.5];
  let held = false;
  const dot = make('span', { className: 'dot', hidden: true });
  /** @param {string} label */
  const axis = (label) => {
    const input = make('input', { type: 'range', 'aria-label': label });
    return Object.assign(input, { min: '0', max: '100', step: '1' });
  };
  const inputs = [
    axis(t('From {low} to {high}', { low: left || t('left'), high: right || t('right') })),
    axis(t('From {low} to {high}', { low: below || t('bottom'), high: above || t('top') })),
  ];
  const square = make('div', { className: 'square' }, dot, ...inputs);
  const settled = settle((ballot) => {
    held = false;
    cast(ballot);
  });

  function draw() {
    dot.style.left = `${100 * place[0]}%`;
    dot.style.bottom = `${100 * place[1]}%`;
    inputs.forEach((input, of) => {
      input.value = String(percent(place[of]));
      input.setAttribute('aria-valuetext', placeWords(poll, place));
    });
  }

  const here = () => place.map((value) => percent(value) / 100);

  /** @param {number} x @param {number} y */
  function put(x, y) {
    [place[0], place[1]] = [x, y].map((value) => Math.min(1, Math.max(0, value)));
    held = true;
    dot.hidden = false;
    draw();
  }

  /** @param {number} x @param {number} y */
  function move(x, y) {
    put(x, y);
    settled(here());
  }

  const tilt = tiltButton(
    put,
    () => {
      held = false;
      cast(here());
    },
    tell,
  );

  /** @param {PointerEvent} event */
  function point(event) {
    if (inputs[0].disabled) return;
    const { left: x, bottom, width, height } = square.getBoundingClientRect();
    move((event.clientX - x) / width, (bottom - event.clientY) / height);
  }
  square.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    square.setPointerCapture(event.pointerId);
    inputs[0].focus({ preventScroll: true });
    point(event);
  });
  square.addEventListener('pointermove', (event) => {
    if (square.hasPointerCapture(event.pointerId)) point(event);
  });
  /** @type {Record<string, [number, number]>} */
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };
  inputs.forEach((input, of) => {
    input.addEventListener('keydown', (event) => {
      const step = steps[event.key];
      if (!step) return;
      event.preventDefault();
      const by = event.shiftKey ? 0.01 : 0.05;
      move(place[0] + step[0] * by, place[1] + step[1] * by);
    });
    input.addEventListener('input', () => {
      const value = Number(input.value) / 100;
      move(of ? place[0] : value, of ? value : place[1]);
    });
  });
  const sides = [above, left, right, below].map((text, side) =>
    make('span', { className: `side s${side}`, 'aria-hidden': 'true', textContent: text }),
  );
  el.append(make('div', { className: 'pad' }, sides[0], square, ...sides.slice(1)), tilt.button);
  draw();
  return {
    show(ballot, closed) {
      if (ballot && !held) {
        [place[0], place[1]] = /** @type {number[]} */ (ballot);
        dot.hidden = false;
        draw();
      }
      square.classList.toggle('over', closed);
      tilt.button.disabled = closed;
      if (closed) tilt.stop();
      for (const input of inputs) input.disabled = closed;
    },
  };
}

/** @type {(poll: Poll, el: HTMLElement, voice: Voice) => Answer} */
function tap(poll, el, { cast, tell }) {
  const { low = 30, high = 300 } = poll;
  const number = make('b', { textContent: t('Tap') });
  const hint = make('span', { textContent: t('in your tempo') });
  const button = make('button', { type: 'button', className: 'tap' }, number, hint);
  /** @type {number[]} */
  let taps = [];
  let counted = false;
  const settled = settle((ballot) => {
    counted = false;
    cast(ballot);
  });

  /** @param {number} at */
  function beat(at) {
    if (button.disabled) return;
    if (taps.length && at - taps[taps.length - 1] > TAPS_END) taps = [];
    taps = [...taps, at].slice(-9);
    button.classList.toggle('beat', !button.classList.contains('beat'));
    const bpm = tempoOf(taps);
    if (bpm === null) {
      number.textContent = String(taps.length);
      hint.textContent = t('and on …');
    } else if (bpm < low || bpm > high) {
      tell(t('That is no tempo from {low} to {high} beats a minute; tap on.', { low, high }));
    } else {
      counted = true;
      number.textContent = String(Math.round(bpm));
      hint.textContent = t('beats a minute');
      settled(bpm);
    }
  }
  let touched = false;
  button.addEventListener('pointerdown', (event) => {
    touched = true;
    beat(event.timeStamp);
  });
  button.addEventListener('keydown', (event) => {
    if (event.repeat || (event.key !== ' ' && event.key !== 'Enter')) return;
    touched = true;
    beat(event.timeStamp);
  });
  button.addEventListener('click', (event) => {
    // A screen reader clicks without a finger or a key.
    if (!touched) beat(event.timeStamp);
    touched = false;
  });
  el.append(button);
  return {
    show(ballot, closed) {
      if (ballot !== null && !counted && !taps.length) {
        number.textContent = String(Math.round(Number(ballot)));
        hint.textContent = t('beats a minute');
      }
      button.disabled = closed;
    },
  };
}

/** How each kind is answered. */
export const ANSWERS = { single, multiple, ranked, scale, pad, tap, shake };
