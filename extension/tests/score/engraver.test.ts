import { describe, expect, it } from 'vitest';

import {
  Engraver,
  type EngraveReply,
  type EngraveRequest,
} from '../../src/score/engraving/engraver';

const job = (mei: string) => ({ mei, width: 800, scale: 40, last: false });

/** Stands in for the worker; answers when told. */
class Stand {
  onmessage: ((event: { data: EngraveReply }) => void) | null = null;
  onerror: ((event: { message: string; preventDefault(): void }) => void) | null = null;
  readonly asked: EngraveRequest[] = [];
  ended = false;

  postMessage(request: EngraveRequest): void {
    this.asked.push(request);
  }

  terminate(): void {
    this.ended = true;
  }

  answer(reply: EngraveReply): void {
    this.onmessage?.({ data: reply });
  }

  die(message: string): void {
    this.onerror?.({ message, preventDefault: () => undefined });
  }
}

function stage(): { engraver: Engraver; workers: Stand[] } {
  const workers: Stand[] = [];
  const engraver = new Engraver(() => {
    const worker = new Stand();
    workers.push(worker);
    return worker as unknown as Worker;
  });
  return { engraver, workers };
}

describe('engraver', () => {
  it('starts its worker with the first system, and asks for the same one only once', async () => {
    const { engraver, workers } = stage();
    expect(workers).toHaveLength(0);
    const first = engraver.engrave(job('a'));
    workers[0].answer({ id: workers[0].asked[0].id, svg: '<svg/>' });
    expect(await first).toBe('<svg/>');
    expect(await engraver.engrave(job('a'))).toBe('<svg/>');
    expect(workers[0].asked).toHaveLength(1);
    void engraver.engrave({ ...job('a'), width: 900 });
    expect(workers[0].asked).toHaveLength(2);
  });

  it('gives each its own answer, in whatever order they come', async () => {
    const { engraver, workers } = stage();
    const answers = [engraver.engrave(job('a')), engraver.engrave(job('b'))];
    const [a, b] = workers[0].asked;
    workers[0].answer({ id: b.id, svg: 'b' });
    workers[0].answer({ id: a.id, error: 'no music' });
    await expect(answers[0]).rejects.toThrow('no music');
    expect(await answers[1]).toBe('b');
  });

  it('fails in words when the worker dies, and starts another for what comes next', async () => {
    const { engraver, workers } = stage();
    const lost = engraver.engrave(job('a'));
    workers[0].die('out of memory');
    await expect(lost).rejects.toThrow('out of memory');
    expect(workers[0].ended).toBe(true);
    const next = engraver.engrave(job('a'));
    workers[1].answer({ id: workers[1].asked[0].id, svg: 'again' });
    expect(await next).toBe('again');
  });

  it('fails in words when no worker can be started', async () => {
    const engraver = new Engraver(() => {
      throw new Error('workers are forbidden here');
    });
    await expect(engraver.engrave(job('a'))).rejects.toThrow('workers are forbidden here');
  });
});
