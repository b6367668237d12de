// @ts-check
/** A question to the artist: a short text that nobody else sees before it is on the stage. */
import { learn, markPreview, t, told } from './words.js';

const SKELETON = () => `
  <section class="antiphon-ask" aria-label="${t('A question of yours')}">
    <div class="antiphon-card shown" hidden>
      <p class="antiphon-quiet"></p>
      <blockquote></blockquote>
    </div>
    <form class="antiphon-card" hidden>
      <label></label>
      <textarea rows="2" maxlength="200" enterkeyhint="send" autocomplete="off"></textarea>
      <div class="under"><span class="left antiphon-quiet" aria-hidden="true"></span><button type="submit">${t('Send')}</button></div>
      <p class="note" role="status" aria-live="polite"></p>
    </form>
    <p class="said" role="status" aria-live="polite"></p>
  </section>`;

/** Characters of a question; below so many left, they are counted. */
const ROOM = 200;
const SCARCE = 60;

let asks = 0;

/** @param {import('./session').Render} context */
function render({ model, el }) {
  el.classList.add('antiphon');
  el.innerHTML = SKELETON();
  /** @param {string} selector */
  const part = (selector) => /** @type {HTMLElement} */ (el.querySelector(selector));
  const form = /** @type {HTMLFormElement} */ (part('form'));
  const label = /** @type {HTMLLabelElement} */ (part('label'));
  const field = /** @type {HTMLTextAreaElement} */ (part('textarea'));
  const button = /** @type {HTMLButtonElement} */ (part('button'));
  label.htmlFor = field.id = `antiphon-ask-${(asks += 1)}`;
  label.textContent = t('Ask the artist something');
  /** @type {string | null} the text on its way, and what was asked before it */
  let sending = null;
  let before = '';
  let sorry = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let ticking;

  /** Seconds until another may be asked. */
  function wait() {
    const own = model.get('session').own_question;
    return own ? Math.max(0, own.wait - (performance.now() - (own.at ?? performance.now())) / 1000) : 0;
  }

  function send() {
    const { preview, online, own_question: own } = model.get('session');
    const text = field.value.trim();
    if (preview || sending !== null || wait() > 0) return;
    if (!text) sorry = t('Write a few words first.');
    else if (!online) sorry = t('You are not connected; your text stays here.');
    else {
      sorry = '';
      sending = text;
      before = own?.id ?? '';
      model.send({ type: 'ask', text });
    }
    update();
  }

  function note() {
    if (sorry) return sorry;
    if (sending !== null) return t('Sending…');
    const seconds = Math.ceil(wait());
    if (seconds > 0) return t('✓ Sent. You can ask again in {seconds} s.', { seconds });
    return t('Only the artist reads it, without your name, and may show it to all.');
  }

  function update() {
    const session = model.get('session');
    const { asked, own_question: own, question, preview, online } = session;
    markPreview(el, session);
    if (sending !== null && own && own.id !== before) {
      // What was written meanwhile stays.
      if (field.value.trim() === sending) field.value = '';
      sending = null;
      part('.said').textContent = t('Your question was sent.');
    } else if (sending !== null && !online) {
      sending = null;
      sorry = t('The connection broke; please send it again.');
    }
    form.hidden = !asked?.questions;
    part('.shown').hidden = !question;
    if (question) {
      const mine = question.id === own?.id;
      part('.shown p').textContent = mine ? t('Your question is on the stage') : t('A question on the stage');
      // Whatever it looks like, it is text.
      part('.shown blockquote').textContent = question.text;
    }
    el.hidden = !preview && !asked?.questions && !question;
    const waits = wait() > 0;
    button.disabled = waits || sending !== null;
    const left = ROOM - field.value.length;
    part('.left').textContent = left < SCARCE ? t('{count} left', { count: left }) : '';
    // Its seconds would be read out all the time.
    part('.note').setAttribute('aria-live', waits ? 'off' : 'polite');
    const text = note();
    if (part('.note').textContent !== text) part('.note').textContent = text;
    clearTimeout(ticking);
    if (waits) ticking = setTimeout(update, 1000);
  }

  /** @param {{sorry?: string, about?: string, values?: Record<string, string | number>}} message */
  function hear(message) {
    if (!message.sorry || message.about !== 'ask') return;
    sending = null;
    sorry = told(message.sorry, message.values);
    update();
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  field.addEventListener('input', () => {
    sorry = '';
    update();
  });
  model.on('change:session', update);
  model.on('msg:custom', hear);
  update();
  return () => {
    clearTimeout(ticking);
    model.off('change:session', update);
    model.off('msg:custom', hear);
  };
}

export default { initialize: learn, render };
