import { Readable } from 'node:stream';
import { callerOf } from '@silkgauge/access';
import { failure } from '@silkgauge/calls';
import { addVary } from '@silkgauge/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { KeptFile } from './kept-files.ts';
import { partOf } from './ranges.ts';
import { KEPT_HEADER, type ExportHead } from './told.ts';

/** Headers that are those of the connection, or of the file. */
const NOT_PASSED: ReadonlySet<string> = new Set([
  ...['connection', 'date', 'keep-alive', 'transfer-encoding', 'content-length', 'accept-ranges'],
  ...['vary', 'link', KEPT_HEADER],
]);

/** Sends a short answer of the thread: a problem, what is known, or a list. */
export function sendBody(reply: FastifyReply, head: ExportHead): void {
  passHeaders(reply, head);
  if (head.status === 200 && head.headers['etag'] !== undefined) void reply.header('accept-ranges', 'none');
  const body = Buffer.from(head.body ?? []);
  void reply.code(head.status).send(head.status === 304 || head.status === 204 ? undefined : body);
}

export interface SentFile {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly head: ExportHead;
  readonly file: KeptFile;
  /** Whether the answer stays the same for ever, and is sent in parts, too. */
  readonly isPinned: boolean;
  /** Milliseconds after which a reader that takes nothing is cut off. */
  readonly stalledAfter: number;
}

/** Sends a file, or a part of it. @throws ProblemError 416 for a part that is not there */
export function sendFile({ request, reply, head, file, isPinned, stalledAfter }: SentFile): void {
  passHeaders(reply, head);
  void reply.header('accept-ranges', isPinned ? 'bytes' : 'none');
  if (isPinned && callerOf(request).kind !== 'anonymous') keepPrivate(reply);
  const part = isPinned && request.method === 'GET' ? partOf(request.headers, file) : null;
  if (part === 'unsatisfiable') throw noSuchPart(file);
  const { from, to } = part ?? { from: 0, to: file.state === 'whole' ? file.bytes : undefined };
  if (to !== undefined) void reply.header('content-length', to - from);
  if (part)
    void reply
      .code(206)
      .header('content-range', `bytes ${String(part.from)}-${String(part.to - 1)}/${String(file.bytes)}`);
  // Cuts off a stalled reader, as on the stream.
  reply.raw.setTimeout(stalledAfter);
  void reply.send(Readable.from(request.method === 'HEAD' ? [] : file.read(from, to)));
}

function passHeaders(reply: FastifyReply, { headers }: ExportHead): void {
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !NOT_PASSED.has(name)) void reply.header(name, value);
  const { vary, link } = headers;
  if (typeof vary === 'string') addVary(reply, ...vary.split(', '));
  if (typeof link === 'string') {
    const before = reply.getHeader('link');
    void reply.header('link', typeof before === 'string' ? `${before}, ${link}` : link);
  }
}

/** What a key lets its holder read is in no cache of others. */
function keepPrivate(reply: FastifyReply): void {
  const said = reply.getHeader('cache-control');
  if (typeof said === 'string') void reply.header('cache-control', said.replace(/^public\b/, 'private'));
}

const noSuchPart = ({ bytes }: KeptFile) =>
  failure('range-not-satisfiable', `The file has ${String(bytes)} bytes. Ask for a part of them.`, {
    headers: { 'content-range': `bytes */${String(bytes)}`, 'accept-ranges': 'bytes' },
  });
