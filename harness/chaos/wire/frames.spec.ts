import type { Framer } from './frames.ts';
import { KafkaFrames } from './kafka-frames.ts';
import { PostgresFrames } from './postgres-frames.ts';

function message(type: string, ...texts: string[]): Buffer {
  const body = Buffer.concat(texts.map((text) => Buffer.from(`${text}\0`)));
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}

function startup(): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeInt32BE(12);
  bytes.writeInt32BE(196_608, 4);
  return bytes;
}

const query = (text: string) => message('Q', text);
const prepared = (name: string, text: string) =>
  Buffer.concat([message('P', name, text), message('B', '', name)]);
const again = (name: string) => message('B', '', name);
const LOCK = 'select pg_advisory_xact_lock($1)';
const LOCK_SHARED = 'select pg_advisory_xact_lock_shared($1)';

function stepsOf(framer: Framer, bytes: Buffer, pieceSize: number): string[] {
  const frames = [];
  for (let at = 0; at < bytes.length; at += pieceSize) {
    frames.push(...framer.push(bytes.subarray(at, at + pieceSize)));
  }
  expect(Buffer.concat(frames.map((frame) => frame.bytes))).toEqual(bytes);
  return frames.flatMap(({ step }) => step ?? []);
}

it.each([1, 3, 7, 1_000])('recognises statements and their transactions, in pieces of %d bytes', (size) => {
  const said = Buffer.concat([
    startup(),
    query('begin'),
    prepared('', LOCK_SHARED),
    prepared('advance-position', 'update consumer_position'),
    message('S'),
    query('commit'),
    query('begin'),
    prepared('', LOCK),
    prepared('', LOCK_SHARED),
    again('advance-position'),
    query('rollback'),
    query('begin'),
    prepared('move-desk', 'update desk_position'),
    query('commit'),
    again('read-changes'),
  ]);
  expect(stepsOf(new PostgresFrames(), said, size)).toEqual([
    'begin',
    'sales/lock',
    'sales/advance-position',
    'sales/commit',
    'begin',
    'facts/lock',
    'facts/lock',
    'facts/advance-position',
    'facts/rollback',
    'begin',
    'desk/move-desk',
    'desk/commit',
    'read-changes',
  ]);
});

it('accepts a request for TLS before the startup message', () => {
  const tls = Buffer.alloc(8);
  tls.writeInt32BE(8);
  tls.writeInt32BE(80_877_103, 4);
  expect(stepsOf(new PostgresFrames(), Buffer.concat([tls, startup(), query('begin')]), 5)).toEqual([
    'begin',
  ]);
});

it.each([1, 5, 1_000])("recognises Kafka's requests, in pieces of %d bytes", (size) => {
  const request = (key: number, length: number) => {
    const bytes = Buffer.alloc(4 + length);
    bytes.writeInt32BE(length);
    bytes.writeInt16BE(key, 4);
    return bytes;
  };
  const said = Buffer.concat([request(3, 20), request(0, 700), request(26, 12), request(18, 9)]);
  expect(stepsOf(new KafkaFrames(), said, size)).toEqual(['produce', 'end-txn']);
});
