// @ts-check
/** The way in for the audience: a code to scan, and how many have come. */

import { learn, markPreview, n, t } from './words.js';

const SKELETON = () => `
  <section class="antiphon-invitation antiphon-card" aria-label="${t('Take part')}">
    <img alt="${t('Code that leads to the audience’s page')}" hidden>
    <div>
      <h2>${t('Take part')}</h2>
      <p class="how"></p>
      <p class="people antiphon-quiet"></p>
    </div>
  </section>`;

/** @param {import('./session').Render} context */
function render({ model, el }) {
  el.classList.add('antiphon');
  el.innerHTML = SKELETON();
  const picture = /** @type {HTMLImageElement} */ (el.querySelector('img'));
  const how = /** @type {HTMLElement} */ (el.querySelector('.how'));
  const people = /** @type {HTMLElement} */ (el.querySelector('.people'));
  let shown = '';

  function update() {
    const session = model.get('session');
    const { stage } = session;
    markPreview(el, session);
    const code = stage?.qr ?? '';
    if (code !== shown) {
      shown = code;
      const svg = code.includes('xmlns=') ? code : code.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
      picture.src = code && `data:image/svg+xml,${encodeURIComponent(svg)}`;
    }
    picture.hidden = !code;
    how.textContent = code
      ? t('Point your phone’s camera at the code.')
      : t('The code for the phones appears here.');
    const count = stage?.people;
    const text = count ? n('{count} person is here', '{count} people are here', count) : '';
    if (people.textContent !== text) people.textContent = text;
  }

  model.on('change:session', update);
  update();
  return () => model.off('change:session', update);
}

export default { initialize: learn, render };
