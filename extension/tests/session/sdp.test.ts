import { expect, it } from 'vitest';

import { stereo } from '../../src/session/sdp';

const OFFER = [
  'v=0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 63 9',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  'a=rtpmap:63 red/48000/2',
  'a=fmtp:63 111/111',
  'a=rtpmap:9 G722/8000',
  '',
].join('\r\n');

it('asks for stereo of Opus alone', () => {
  const lines = stereo(OFFER).split('\r\n');
  expect(lines).toContain('a=fmtp:111 minptime=10;useinbandfec=1;stereo=1');
  expect(lines).toContain('a=fmtp:63 111/111');
  expect(lines).toHaveLength(OFFER.split('\r\n').length);
});

it('does not ask twice, and overrides mono', () => {
  expect(stereo(stereo(OFFER))).toBe(stereo(OFFER));
  expect(stereo(OFFER.replace('useinbandfec=1', 'stereo=0'))).toContain('minptime=10;stereo=1\r\n');
});

it('adds the line where Opus has none', () => {
  const bare = OFFER.replace('a=fmtp:111 minptime=10;useinbandfec=1\r\n', '');
  expect(stereo(bare)).toContain('a=rtpmap:111 opus/48000/2\r\na=fmtp:111 stereo=1\r\n');
});

it('leaves a description without Opus as it is', () => {
  const other = OFFER.replaceAll('opus', 'pcmu');
  expect(stereo(other)).toBe(other);
});
