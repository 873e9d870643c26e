import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import pg from 'pg';
import { plainArray, textArray } from './arrays.ts';
import { BindMessage, isWritten, type BindConfig } from './bind-message.ts';

/** What pg's own connection sends. */
function boundByPg(config: BindConfig): Buffer {
  const stream = new PassThrough();
  const connection = new pg.Connection({ stream: stream as never });
  connection.bind(config as never, false);
  return stream.read() as Buffer;
}

const texts = fc.array(fc.option(fc.string({ unit: 'binary', maxLength: 300 })), { maxLength: 20 });
const value = fc.oneof(
  texts.map(textArray),
  fc.array(fc.integer()).map(plainArray),
  fc.string({ unit: 'binary' }),
  fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  fc.integer(),
  fc.constant(null),
  fc.constant(undefined),
);
const config = fc.record({
  portal: fc.constantFrom('', 'portal'),
  statement: fc.constantFrom('', 'apply-sales', 'größer'),
  binary: fc.boolean(),
  values: fc.array(value, { maxLength: 30 }),
});
/** As pg maps them. */
const valueMapper = (one: unknown): Buffer | string | null => {
  if (one === null || one === undefined) return null;
  if (isWritten(one)) return one.toPostgres();
  return Buffer.isBuffer(one) ? one : String(one as string | number);
};

describe('BindMessage', () => {
  it('writes the very bytes that pg does, message after message', () => {
    const message = new BindMessage();
    fc.assert(
      fc.property(config, (given) => {
        const mapped = { ...given, valueMapper };
        expect(message.write(mapped).equals(boundByPg(mapped))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the memory of a message for the next, and none of one beyond 4 MiB', () => {
    const message = new BindMessage();
    const memoryFor = (bytes: number) => message.write({ values: [Buffer.alloc(bytes)] }).buffer;
    const first = memoryFor(2_000_000);
    expect(memoryFor(2_000_000)).toBe(first);
    expect(memoryFor(9_000_000)).not.toBe(first);
    expect(memoryFor(1_000)).toBe(first);
  });
});
