import { Readable } from 'node:stream';
import type { CheckedEvent, LineFate, Receipt } from '@silkgauge/contract';
import type { PushedEvent } from '../check-push.ts';
import { definition, sale } from '../feed.fixture.ts';
import { fatesOfLines } from './fates-of-lines.ts';

const limits = { eventBytes: 1_000, batchEvents: 10, batchBytes: 10_000 };

const receiptOf = ({ source, id }: CheckedEvent): Receipt => ({
  source,
  id,
  status: 'accepted',
  topic: 'platform.sales',
  partition: 0,
  offset: '0',
});

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
  return { sends, read, source, fates: fatesOfLines(source, { definition, limits, send }) };
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

  it('of no line are none', async () => {
    expect(await all(upload([]).fates)).toEqual([]);
    expect(await all(upload(['\n\r\n']).fates)).toEqual([]);
  });
});
