import { Readable, pipeline } from 'node:stream';
import { createGzip } from 'node:zlib';
import { acceptedCoding, addVary, entityTag, isKnown, NO_CODING, notModified } from '@silkgauge/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { failure } from '../http/problems.ts';

/** A long answer that is sent as it is read. */
export interface Streamed {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly type: string;
  /** Text that is the same for equal answers alone. */
  readonly version: string;
  readonly lastModified: string | undefined;
  /** Parts of the answer; the next one is read when the last one was taken. */
  readonly text: AsyncGenerator<string, void>;
  /** Milliseconds after which a reader that takes nothing is cut off. */
  readonly stalledAfter: number;
}

/** gzip at this level takes a third of the time of the default, for a tenth more bytes. */
const LEVEL = 3;

/**
 * Sends a long answer with its validators, gzipped where that is accepted. HEAD and 304 read nothing. The first
 * parts are read before the headers go out: a database error gives a problem, not half an answer.
 */
export async function sendStreamed(streamed: Streamed): Promise<void> {
  const { request, reply, type, version, lastModified, text, stalledAfter } = streamed;
  const coding = acceptedCoding(request.headers['accept-encoding'], ['gzip']);
  if (coding === null) throw failure('not-acceptable', NO_CODING);
  const tag = entityTag(version, coding === 'gzip' ? coding : 'identity');
  addVary(reply, 'accept-encoding');
  // Without a known time the answer may have changed until now.
  void reply.headers({ etag: tag, 'last-modified': lastModified ?? new Date().toUTCString() });
  if (isKnown(request.headers, { tag, lastModified })) {
    void notModified(reply).send();
    return;
  }
  void reply.headers({
    'content-type': type,
    'accept-ranges': 'none',
    'x-content-type-options': 'nosniff',
    ...(coding === 'gzip' && { 'content-encoding': coding }),
  });
  if (request.method === 'HEAD') {
    void reply.send(Readable.from([]));
    return;
  }
  const begun = await beginning(text);
  // Cuts off a stalled reader, as on the stream.
  reply.raw.setTimeout(stalledAfter);
  const plain = Readable.from(following(begun, text));
  const sent = coding === 'gzip' ? pipeline(plain, createGzip({ level: LEVEL }), () => undefined) : plain;
  void reply.send(sent);
}

/** The first two parts: a header and what was read first. */
async function beginning(text: AsyncIterator<string>): Promise<string> {
  const [header, first] = [await text.next(), await text.next()];
  return [header, first].map((step) => (step.done === true ? '' : step.value)).join('');
}

async function* following(first: string, rest: AsyncIterable<string>): AsyncGenerator<string, void> {
  yield first;
  yield* rest;
}
