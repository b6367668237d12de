// @ts-check
// In the page itself, before anything else is fetched: on a slow line the socket is open by the time that the page's scripts are there.
(() => {
  const page = document.documentElement.dataset.page === 'stage' ? '/ws/stage' : '/ws';
  const socket = new WebSocket(
    `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${page}`,
  );
  /** @type {{socket: WebSocket, told: string[]}} */
  const early = { socket, told: [] };
  socket.onmessage = ({ data }) => early.told.push(data);
  Object.assign(globalThis, { antiphonEarly: early });
})();
