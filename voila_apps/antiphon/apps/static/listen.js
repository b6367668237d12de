// @ts-check
/** @typedef {'off' | 'connecting' | 'listening' | 'blocked' | 'unavailable'} State */
import { learn, markPreview, t, told } from './words.js';

const SKELETON = () => `
  <section class="antiphon-listen" aria-label="${t('Listen')}">
    <div class="off">
      <button type="button">
        <span class="waves" aria-hidden="true"><i></i><i></i><i></i><i></i></span>
        <span class="label"></span>
      </button>
      <p role="status" aria-live="polite"></p>
    </div>
    <audio playsinline></audio>
  </section>`;

/** @type {() => Record<State, [string, string]>} what is on the button, and what is said below it */
const STATES = () => ({
  off: [t('Listen'), ''],
  connecting: [t('Connecting…'), t('Tap again to stop.')],
  listening: [t('Stop listening'), t('Your phone’s own buttons set the volume.')],
  blocked: [t('Tap to hear'), t('Your browser asks for one more tap.')],
  unavailable: [t('Try again'), ''],
});

const CONNECT_SECONDS = 15;

/**
 * Ask for stereo (RFC 7587): a browser's own offer takes mono.
 * @param {string} sdp
 */
function inStereo(sdp) {
  const opus = /a=rtpmap:(\d+) opus\/48000\/2/i.exec(sdp)?.[1];
  return opus ? sdp.replace(new RegExp(`(a=fmtp:${opus} .*)`), '$1;stereo=1') : sdp;
}

/**
 * Wait until the browser knows its addresses, but not for long.
 * @param {RTCPeerConnection} peer
 */
function gathered(peer) {
  return new Promise((resolve) => {
    const done = () => peer.iceGatheringState === 'complete' && resolve(null);
    peer.addEventListener('icegatheringstatechange', done);
    setTimeout(resolve, 1000);
    done();
  });
}

/** @param {import('./session').Render} context */
function render({ model, el }) {
  el.classList.add('antiphon');
  el.innerHTML = SKELETON();
  const box = /** @type {HTMLElement} */ (el.querySelector('.off'));
  const button = /** @type {HTMLButtonElement} */ (el.querySelector('button'));
  const label = /** @type {HTMLElement} */ (el.querySelector('.label'));
  const status = /** @type {HTMLElement} */ (el.querySelector('p'));
  const audio = /** @type {HTMLAudioElement} */ (el.querySelector('audio'));

  /** @type {State} */
  let state = 'off';
  /** @type {RTCPeerConnection | null} */
  let peer = null;
  let wanted = false;
  let online = model.get('session').online;
  let playing = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /**
   * @param {State} next
   * @param {string} [reason]
   */
  function show(next, reason) {
    state = next;
    box.className = next;
    const [name, below] = STATES()[next];
    label.textContent = name;
    status.textContent = reason ?? below;
    button.setAttribute('aria-pressed', String(next === 'listening'));
  }

  function drop() {
    clearTimeout(timer);
    peer?.close();
    peer = null;
    audio.srcObject = null;
  }

  /** @param {string} reason */
  function fail(reason) {
    drop();
    show('unavailable', reason);
  }

  async function play() {
    try {
      await audio.play();
      if (wanted && peer) show('listening');
    } catch (error) {
      if (!wanted || !peer) return;
      if (error instanceof DOMException && error.name === 'NotAllowedError') show('blocked');
      else if (error instanceof DOMException && error.name === 'AbortError') return;
      else fail(t('This browser cannot play the stream.'));
    }
  }

  async function connect() {
    drop();
    if (!('RTCPeerConnection' in window)) {
      fail(t('This browser cannot play a live stream; a current one can.'));
      return;
    }
    if (!online) {
      show('connecting', t('Waiting for the connection.'));
      return;
    }
    show('connecting');
    const mine = (peer = new RTCPeerConnection());
    mine.addTransceiver('audio', { direction: 'recvonly' });
    mine.addEventListener('track', ({ track }) => {
      audio.srcObject = new MediaStream([track]);
      void play();
    });
    mine.addEventListener('connectionstatechange', () => {
      if (mine !== peer || !wanted) return;
      if (mine.connectionState === 'connected') clearTimeout(timer);
      if (mine.connectionState === 'failed' || mine.connectionState === 'closed') {
        show('connecting', t('The sound broke off; connecting again.'));
        drop();
        timer = setTimeout(connect, 2000);
      }
    });
    timer = setTimeout(
      () => fail(t('The sound does not come through; are you on the same network?')),
      CONNECT_SECONDS * 1000,
    );
    try {
      const offer = await mine.createOffer();
      await mine.setLocalDescription({ type: 'offer', sdp: inStereo(offer.sdp ?? '') });
      await gathered(mine);
      if (mine === peer) model.send({ type: 'offer', sdp: mine.localDescription?.sdp ?? '' });
    } catch {
      if (mine === peer) fail(t('This browser could not prepare to listen.'));
    }
  }

  /** @param {{answer?: string, refused?: string, values?: Record<string, string | number>}} message */
  async function hear(message) {
    if (message.refused && wanted && state !== 'listening') fail(told(message.refused, message.values));
    if (!message.answer || peer?.signalingState !== 'have-local-offer') return;
    try {
      await peer.setRemoteDescription({ type: 'answer', sdp: message.answer });
    } catch {
      fail(t('The stream’s answer was not understood; reload the page.'));
    }
  }

  function press() {
    if (model.get('session').preview) {
      show('unavailable', t('Here is only a preview; the audience’s page has the sound.'));
      return;
    }
    if (state === 'blocked') {
      void play();
      return;
    }
    wanted = state === 'off' || state === 'unavailable';
    if (wanted) {
      // Inside the tap: some browsers allow sound only to an element that was started by one.
      audio.play().catch(() => {});
      void connect();
    } else {
      drop();
      model.send({ type: 'hangup' });
      show('off');
    }
  }

  function update() {
    const session = model.get('session');
    const began = session.online && !online;
    const started = Boolean(session.transport?.playing) && !playing;
    online = session.online;
    playing = Boolean(session.transport?.playing);
    markPreview(el, session);
    // Who wanted to hear hears as soon as there is something to hear.
    if (wanted && !peer && (began || (started && state === 'unavailable'))) void connect();
  }

  button.addEventListener('click', press);
  model.on('change:session', update);
  model.on('msg:custom', hear);
  show('off');
  update();
  return () => {
    wanted = false;
    drop();
    model.off('change:session', update);
    model.off('msg:custom', hear);
  };
}

export default { initialize: learn, render };
