import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckedEvent, LineFate, Receipt } from '@silkgauge/contract';
import type { PushedEvent } from '../check-push.ts';
import { definition, sale } from '../feed.fixture.ts';
import { fatesOfLines, type LineUpload } from './fates-of-lines.ts';

const limits = { eventBytes: 1_000, batchEvents: 10, batchBytes: 10_000 };
const pace = { leastRate: 128, patience: 30_000 };

const receiptOf = ({ source, id }: CheckedEvent): Receipt => ({
  source,
  id,
  status: 'accepted',
  topic: 'platform.sales',
  partition: 0,
  offset: '0',
});

const cutOff = () => undefined;
/** Of a sender who may write everything, without a limit of bytes. */
const free = {
  ...{ write: () => null, canSeal: false, taken: () => Promise.resolve() },
  takeRoom: () => undefined,
};

/** An upload with the sizes of the sends, and the bytes of its body that were read. */
function upload(body: Iterable<string>, fails: (event: CheckedEvent) => boolean = () => false) {
  const sends: number[] = [];
  const read = { chunks: 0 };
  function* chunks() {
    for (const chunk of body) {
      read.chunks += 1;
      yield Buffer.from(chunk);
    }
  }
  const source = Readable.from(chunks(), { highWaterMark: 1 });
  const send = (events: readonly PushedEvent[]) => {
    sends.push(events.length);
    return Promise.resolve(events.map(({ event }) => (fails(event) ? null : receiptOf(event))));
  };
  return {
    sends,
    read,
    source,
    fates: fatesOfLines(source, { definition, limits, pace, send, cutOff, ...free }),
  };
}

async function all(fates: AsyncIterable<string>): Promise<LineFate[]> {
  let text = '';
  for await (const part of fates) text += part;
  if (text !== '') expect(text.endsWith('\n')).toBe(true);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LineFate);
}

const line = (event: object) => `${JSON.stringify(event)}\n`;

describe('the fates of lines', () => {
  it('are a receipt or the problem of the line alone, in order', async () => {
    const [first, last] = [sale(), sale()];
    const wrong = sale({}, { amount: 'x' });
    const { fates } = upload([
      line(first),
      '{"half":\n',
      '\n',
      line(wrong),
      `${'x'.repeat(1_001)}\n`,
      JSON.stringify(last),
    ]);
    const found = await all(fates);
    expect(found.map((fate) => [fate.line, fate.receipt?.id ?? fate.problem?.status])).toEqual([
      [1, first.id],
      [2, 400],
      [4, 422],
      [5, 413],
      [6, last.id],
    ]);
    expect(found[2]?.problem?.errors?.[0]).toMatchObject({ index: 0, pointer: '/data/amount' });
    expect(found[3]?.problem?.detail).toContain('1000 bytes');
  });

  it('tell of a broker that is away by line, and go on', async () => {
    const events = Array.from({ length: 25 }, () => sale());
    const lost = new Set(events.slice(10, 20).map(({ id }) => id));
    const { fates, sends } = upload([events.map(line).join('')], ({ id }) => lost.has(id));
    const found = await all(fates);
    expect(found.map(({ problem }) => problem?.status ?? 202)).toEqual(
      events.map(({ id }) => (lost.has(id) ? 503 : 202)),
    );
    expect(sends).toEqual([10, 10, 5]);
  });

  it('come while the upload goes on', async () => {
    const { fates } = upload([line(sale()), line(sale())]);
    const first = await fates.next();
    expect((JSON.parse(String(first.value)) as LineFate).line).toBe(1);
    expect((await all(fates)).map((fate) => fate.line)).toEqual([2]);
  });

  it('are not worked out before they are taken, and no more of the body is read', async () => {
    const endless = function* () {
      for (;;) yield line(sale());
    };
    const { fates, sends, read } = upload(endless());
    await fates.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(sends).toEqual([1]);
    expect(read.chunks).toBeLessThan(5);
    await fates.return();
  });

  it('are none of the half line of a sender that was cut off', async () => {
    const { fates, source, sends } = upload([line(sale()), JSON.stringify(sale()).slice(0, 40)]);
    await fates.next();
    source.destroy(new Error('aborted'));
    expect(await all(fates)).toEqual([]);
    expect(sends).toEqual([1]);
  });

  describe('of a sender with a least rate', () => {
    /** Sends a piece now and then, for ever; waits where nothing more is read. */
    const dribbling = (piece: string, every: number) =>
      Readable.from(
        (async function* () {
          for (;;) {
            yield Buffer.from(piece);
            await sleep(every);
          }
        })(),
        { highWaterMark: 1 },
      );
    const taken: LineUpload['send'] = (events) =>
      Promise.resolve(events.map(({ event }) => receiptOf(event)));
    const paced = { definition, limits, pace: { leastRate: 1_000, patience: 200 }, cutOff, ...free };

    it('end with 408 after those of the lines that were sent, once the sender falls behind', async () => {
      const source = dribbling('x', 50);
      source.unshift(Buffer.from(line(sale())));
      const fates = await all(fatesOfLines(source, { ...paced, send: taken }));
      expect(fates).toHaveLength(2);
      expect(fates[0]).toMatchObject({ line: 1, receipt: { status: 'accepted' } });
      expect(fates[1]).toMatchObject({
        line: 2,
        problem: { status: 408, type: 'urn:silkgauge:problem:too-slow', errors: [{ rule: 'upload-rate' }] },
      });
      expect(fates[1]?.problem?.detail).toMatch(
        /0\.2 s behind 1000 bytes a second, the time to take its answers included.*Upload the rest/,
      );
      // A socket that is destroyed takes no answer.
      expect(source.destroyed).toBe(false);
      source.destroy();
    });

    it('end with 408 for a sender that keeps the rate and takes its fates too late', async () => {
      const source = dribbling(line(sale({ id: 'x'.repeat(200) })), 100);
      const fates = fatesOfLines(source, { ...paced, send: taken });
      const found: LineFate[] = [];
      for await (const text of fates) {
        found.push(JSON.parse(text) as LineFate);
        await sleep(1_000);
      }
      expect(found.map(({ problem }) => problem?.status)).toEqual([undefined, 408]);
      source.destroy();
    });

    it('cut off a sender that takes none, and no other one', async () => {
      let isCutOff = false;
      const cut = { ...paced, send: taken, cutOff: () => (isCutOff = true) };
      const fates = fatesOfLines(Readable.from([Buffer.from(line(sale()))]), cut);
      await fates.next();
      expect(isCutOff).toBe(false);
      await sleep(400);
      expect(isCutOff).toBe(true);
      isCutOff = false;
      // The body has ended: all of the upload has its fates.
      expect(await fates.next()).toEqual({ done: true, value: undefined });
      await sleep(400);
      expect(isCutOff).toBe(false);
    });

    it('go on at that rate, and while the broker takes its time', async () => {
      const source = dribbling(line(sale({ id: 'x'.repeat(200) })), 100);
      const send: LineUpload['send'] = async (events) => {
        await sleep(300);
        return taken(events);
      };
      const fates = fatesOfLines(source, { ...paced, send });
      for (let count = 0; count < 5; count += 1) {
        const { value } = await fates.next();
        expect((JSON.parse(String(value)) as LineFate).receipt).toBeDefined();
      }
      await fates.return();
      expect(source.destroyed).toBe(true);
    });
  });

  it('of no line are none', async () => {
    expect(await all(upload([]).fates)).toEqual([]);
    expect(await all(upload(['\n\r\n']).fates)).toEqual([]);
  });
});
