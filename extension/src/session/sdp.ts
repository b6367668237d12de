/**
 * The same session description with `stereo=1` for every Opus payload.
 *
 * A browser decodes to one channel unless its own offer says otherwise (RFC 7587, section 6.1). Other payloads,
 * and a description without Opus, stay as they are.
 */
export function stereo(sdp: string): string {
  const lines = sdp.split(/\r?\n/);
  const opus = lines
    .map((line) => /^a=rtpmap:(\d+) opus\//i.exec(line)?.[1])
    .filter((payload) => payload !== undefined);
  return lines
    .flatMap((line) => {
      const format = /^a=fmtp:(\d+) (.*)$/.exec(line);
      if (format && opus.includes(format[1])) {
        const kept = format[2].split(';').filter((one) => one && !/^\s*stereo=/.test(one));
        return [`a=fmtp:${format[1]} ${[...kept, 'stereo=1'].join(';')}`];
      }
      const map = /^a=rtpmap:(\d+) opus\//i.exec(line);
      const described = map && lines.some((other) => other.startsWith(`a=fmtp:${map[1]} `));
      return map && !described ? [line, `a=fmtp:${map[1]} stereo=1`] : [line];
    })
    .join('\r\n');
}
