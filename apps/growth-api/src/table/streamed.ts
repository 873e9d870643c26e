import { Readable, pipeline } from 'node:stream';
import { createGzip } from 'node:zlib';
import { failure } from '@silkgauge/calls';
import {
  acceptedCoding,
  addVary,
  entityTag,
  isKnown,
  LAST_CHANGES,
  NO_CODING,
  notModified,
} from '@silkgauge/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { KEPT_HEADER } from '../exports/told.ts';

/** Text, or bytes of a file. */
type Part = string | Uint8Array;

/** A long answer that is sent as it is read. */
export interface Streamed {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly type: string;
  /** Text that is the same for equal answers alone. */
  readonly version: string;
  readonly lastModified: string | undefined;
  /** When the answer began to be read; without it, now. Where no time of a change is known, it is then the same since. */
  readonly begun?: Date;
  /** Parts of the answer; the next one is read when the last one was taken. */
  readonly parts: AsyncGenerator<Part, void>;
  /** Whether HEAD reads the first parts, too: only they tell whether there is an answer. */
  readonly readsForHead?: true;
}

/** gzip at this level takes a third of the time of the default, for a tenth more bytes. */
const LEVEL = 3;

/**
 * Sends a long answer with its validators, gzipped where that is accepted. 304 reads nothing. The first
 * parts are read before the headers go out: a database error gives a problem, not half an answer. Of an answer whose
 * bytes are kept where it goes to, the headers alone are sent.
 */
export async function sendStreamed(
  streamed: Streamed,
  sending: Sending | null = sendKnown(streamed),
): Promise<void> {
  if (sending === null) return;
  const { request, reply, type, parts } = streamed;
  const { coding, tag } = sending;
  void reply.headers({ etag: tag, 'last-modified': sending.lastModified });
  void reply.headers({
    'content-type': type,
    'x-content-type-options': 'nosniff',
    ...(coding === 'gzip' && { 'content-encoding': coding }),
  });
  if (isKept(request, tag)) {
    await parts.return();
    void reply.header(KEPT_HEADER, 'yes').send(Buffer.of());
    return;
  }
  if (request.method === 'HEAD') {
    if (streamed.readsForHead) await beginning(parts);
    void reply.send(Readable.from([]));
    return;
  }
  const begun = await beginning(parts);
  const plain = Readable.from(following(begun, parts));
  const sent = coding === 'gzip' ? pipeline(plain, createGzip({ level: LEVEL }), () => undefined) : plain;
  void reply.send(sent);
}

/** How an answer is sent that its client does not have. */
export interface Sending {
  readonly coding: NonNullable<ReturnType<typeof acceptedCoding>>;
  readonly tag: string;
  readonly lastModified: string;
}

/** Sends 304 where the client has the answer, and gives null then. Nothing is read for that. */
export function sendKnown(
  answer: Pick<Streamed, 'request' | 'reply' | 'version' | 'lastModified' | 'begun'>,
): Sending | null {
  const { request, reply, version, lastModified: proved, begun = new Date() } = answer;
  const coding = acceptedCoding(request.headers['accept-encoding'], ['gzip']);
  if (coding === null) throw failure('not-acceptable', NO_CODING);
  const tag = entityTag(version, coding === 'gzip' ? coding : 'identity');
  addVary(reply, 'accept-encoding');
  const { told, lastModified } = LAST_CHANGES.of(request, tag, proved, begun.getTime());
  if (!isKnown(request.headers, { tag, lastModified: proved, told })) return { coding, tag, lastModified };
  void reply.headers({ etag: tag, 'last-modified': lastModified });
  void notModified(reply).send();
  return null;
}

/** Whether the bytes of a tag are kept where this answer goes to. */
const isKept = ({ headers }: FastifyRequest, tag: string): boolean =>
  String(headers[KEPT_HEADER] ?? '')
    .split(' ')
    .includes(tag);

/** The first two parts: a header and what was read first. */
async function beginning(parts: AsyncIterator<Part>): Promise<readonly Part[]> {
  const [header, first] = [await parts.next(), await parts.next()];
  return [header, first].flatMap((step) => (step.done === true ? [] : [step.value]));
}

async function* following(begun: readonly Part[], rest: AsyncIterable<Part>): AsyncGenerator<Part, void> {
  yield* begun;
  yield* rest;
}
