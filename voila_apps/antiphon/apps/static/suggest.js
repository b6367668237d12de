// @ts-check
/**
 * Suggesting a melody: a small keyboard, up to sixteen notes, heard here before they are sent.
 * @typedef {import('./session').Session} Session
 * @typedef {import('./suggest_tone.js').Note} Note
 */
import { make } from './ballots.js';
import { piano } from './suggest_piano.js';
import { Tone, lengthHeld } from './suggest_tone.js';
import { learn, markPreview, n, t, told } from './words.js';

const SKELETON = () => `
  <section class="antiphon-suggest" aria-label="${t('Suggest a melody')}">
    <div class="antiphon-card">
      <h2>${t('Suggest a melody')}</h2>
      <p class="how">${t('Play up to {most} notes. The artist may put them into the piece.', { most: MOST_NOTES })}</p>
      <div class="roll"></div>
      <div class="lengths" role="group" aria-label="${t('Length of the notes')}"></div>
      <div class="keys"></div>
      <div class="hands">
        <button type="button" class="listen"></button>
        <button type="button" class="back">${t('Undo')}</button>
        <button type="button" class="send"></button>
      </div>
      <p class="note" role="status" aria-live="polite"></p>
    </div>
    <p class="said" role="status" aria-live="polite"></p>
  </section>`;

const MOST_NOTES = 16;
/** Quarter notes a second, while nothing plays. */
const RATE = 2;
/** @type {() => [number | null, string, string][]} a length in quarter lengths, its sign, its name; null: as it is held */
const LENGTHS = () => [
  [null, '', t('As held')],
  [0.5, 'eighth', t('Short')],
  [1, 'quarter', t('Medium')],
  [2, 'half', t('Long')],
];
/** @type {Record<string, string>} */
const NOTE_SIGNS = {
  eighth: '<ellipse cx="9" cy="18" rx="4.2" ry="3.2"/><path d="M13 18V4c1 3 5 4 4 9"/>',
  quarter: '<ellipse cx="10" cy="18" rx="4.2" ry="3.2"/><path d="M14 18V4"/>',
  half: '<ellipse class="open" cx="10" cy="18" rx="4" ry="3"/><path d="M14 18V4"/>',
};

/** @param {import('./session').Render} context */
function render({ model, el }) {
  el.classList.add('antiphon');
  el.innerHTML = SKELETON();
  /** @param {string} selector */
  const part = (selector) => /** @type {HTMLElement} */ (el.querySelector(selector));
  const [listen, back, send] = ['.listen', '.back', '.send'].map(
    (name) => /** @type {HTMLButtonElement} */ (part(name)),
  );
  const tone = new Tone();
  /** @type {Note[]} */
  let notes = [];
  /** @type {number | null} */
  let length = null;
  /** @type {{pitch: number, since: number} | null} a key that is held down */
  let held = null;
  /** @type {string | null} what is on its way */
  let pending = null;
  let online = model.get('session').online;
  let note = '';
  /** The note that is played back; -1 while none is. */
  let sounding = -1;
  let known = '';
  let growing = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let ticking;

  const keys = piano({
    down(pitch) {
      up();
      tone.stop();
      if (notes.length >= MOST_NOTES) return tell(t('These are as many as fit. Send them, or undo some.'));
      note = '';
      held = { pitch, since: performance.now() };
      tone.begin(pitch);
      grow();
      return undefined;
    },
    up,
    press(pitch) {
      // Of a screen reader: it has no length.
      if (notes.length >= MOST_NOTES) return tell(t('These are as many as fit. Send them, or undo some.'));
      add(pitch, length ?? 1);
      tone.play([[pitch, length ?? 1]], RATE, () => {});
      return undefined;
    },
  });
  part('.keys').append(keys.el);

  part('.lengths').append(
    ...LENGTHS().map(([value, sign, name]) => {
      const button = make('button', { type: 'button' });
      if (sign)
        button.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true">${NOTE_SIGNS[sign]}</svg>`;
      button.append(make('span', { textContent: name }));
      button.addEventListener('click', () => {
        length = value;
        update();
      });
      button.dataset.length = String(value);
      return button;
    }),
  );

  /** How fast the music goes, for how long a held note is. */
  function rate() {
    const { transport } = model.get('session');
    return transport?.playing && transport.rate ? transport.rate : RATE;
  }

  function up() {
    if (!held) return;
    const { pitch, since } = held;
    held = null;
    cancelAnimationFrame(growing);
    tone.end();
    add(pitch, length ?? lengthHeld((performance.now() - since) / 1000, rate()));
  }

  /** @param {number} pitch @param {number} quarters */
  function add(pitch, quarters) {
    notes = [...notes, [pitch, quarters]];
    // What was sent is sent; this is the next one.
    note = '';
    update();
    part('.said').textContent = n('{count} note', '{count} notes', notes.length);
  }

  /** Draw the note that is held as long as it is by now. */
  function grow() {
    draw();
    if (held) growing = requestAnimationFrame(grow);
  }

  /** @param {string} text */
  function tell(text) {
    note = text;
    update();
  }

  function draw() {
    /** @type {Note[]} */
    const shown = held
      ? [...notes, [held.pitch, length ?? lengthHeld((performance.now() - held.since) / 1000, rate())]]
      : notes;
    const text = JSON.stringify([shown, sounding, notes.length]);
    if (text === known) return;
    known = text;
    const roll = part('.roll');
    const pitches = shown.map(([pitch]) => pitch);
    const [low, high] = [Math.min(...pitches), Math.max(...pitches)];
    const all = Math.max(
      8,
      shown.reduce((sum, [, quarters]) => sum + quarters, 0),
    );
    let at = 0;
    roll.replaceChildren(
      ...shown.map(([pitch, quarters], of) => {
        const bar = make('i', {});
        bar.style.left = `${1.5 + (97 * at) / all}%`;
        bar.style.width = `${(97 * quarters) / all}%`;
        bar.style.bottom = `${high === low ? 42 : 6 + (72 * (pitch - low)) / (high - low)}%`;
        bar.classList.toggle('sounding', of === sounding);
        bar.classList.toggle('held', of === notes.length);
        at += quarters;
        return bar;
      }),
    );
    roll.setAttribute('role', 'img');
    roll.setAttribute(
      'aria-label',
      shown.length
        ? t('Your melody: {names}', { names: pitches.map((pitch) => keys.name(pitch)).join(t(', ')) })
        : t('Your melody is empty.'),
    );
    roll.dataset.empty = shown.length ? '' : t('Your melody appears here.');
  }

  /** Seconds until another may be sent. @param {Session} session */
  function wait({ suggested }) {
    if (!suggested) return 0;
    return Math.max(0, suggested.wait - (performance.now() - (suggested.at ?? 0)) / 1000);
  }

  /** @param {Session} session */
  function isSent({ suggested }) {
    return notes.length > 0 && JSON.stringify(suggested?.notes) === JSON.stringify(notes);
  }

  /** @param {Session} session */
  function status(session) {
    if (note) return note;
    if (pending)
      return session.online
        ? t('Sending…')
        : t('Your melody goes out as soon as you are connected.');
    if (isSent(session)) return t('✓ Sent. Thank you! The artist may listen to it.');
    const seconds = Math.ceil(wait(session));
    if (notes.length && seconds)
      return n(
        'You can send this one in {count} second.',
        'You can send this one in {count} seconds.',
        seconds,
      );
    return n('{count} of {most} notes', '{count} of {most} notes', notes.length, {
      most: MOST_NOTES,
    });
  }

  function update() {
    const session = model.get('session');
    markPreview(el, session);
    const asked = Boolean(session.asked?.suggestions);
    el.hidden = !asked;
    if (!asked) {
      up();
      tone.stop();
    }
    if (pending && JSON.stringify(session.suggested?.notes) === pending) pending = null;
    if (pending && session.online && !online) out(pending);
    online = session.online;
    keys.show(session.melody ?? null);
    draw();
    const sent = isSent(session);
    const seconds = wait(session);
    const sentence = status(session);
    if (part('.note').textContent !== sentence) part('.note').textContent = sentence;
    part('.note').classList.toggle('sent', sent && !note);
    part('.note').classList.toggle('refused', Boolean(note));
    listen.disabled = !notes.length;
    listen.textContent = sounding < 0 ? t('Play') : t('Stop');
    back.disabled = !notes.length;
    back.textContent = sent ? t('New') : t('Undo');
    send.disabled = !notes.length || sent || Boolean(pending) || seconds > 0;
    send.textContent = sent ? t('Sent') : t('Send');
    for (const button of part('.lengths').querySelectorAll('button'))
      button.setAttribute('aria-pressed', String(button.dataset.length === String(length)));
    clearInterval(ticking);
    if (seconds > 0 && notes.length && !sent) ticking = setInterval(update, 1000);
  }

  /** @param {string} melody */
  function out(melody) {
    model.send({ type: 'suggest', notes: JSON.parse(melody) });
  }

  /** @param {{sorry?: string, about?: string, values?: Record<string, string | number>}} message */
  function hear(message) {
    if (!message.sorry || message.about !== 'suggest') return;
    pending = null;
    tell(told(message.sorry, message.values));
  }

  listen.addEventListener('click', () => {
    if (sounding >= 0) return tone.stop();
    tone.play(notes, rate(), (of) => {
      sounding = of;
      update();
    });
    return undefined;
  });
  back.addEventListener('click', () => {
    tone.stop();
    notes = isSent(model.get('session')) ? [] : notes.slice(0, -1);
    note = '';
    pending = null;
    update();
    part('.said').textContent = n('{count} note', '{count} notes', notes.length);
  });
  send.addEventListener('click', () => {
    tone.stop();
    note = '';
    if (model.get('session').preview)
      return tell(t('Here is only a preview; the audience’s page sends it.'));
    pending = JSON.stringify(notes);
    if (online) out(pending);
    update();
    return undefined;
  });
  model.on('change:session', update);
  model.on('msg:custom', hear);
  update();
  return () => {
    clearInterval(ticking);
    cancelAnimationFrame(growing);
    tone.close();
    model.off('change:session', update);
    model.off('msg:custom', hear);
  };
}

export default { initialize: learn, render };
