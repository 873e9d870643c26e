import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { callerOf, type AccessGuard } from '@silkgauge/access';
import { failure } from '@silkgauge/calls';
import { FairRoom, type Leave } from '@silkgauge/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sequenceIn } from '../http/log-answers.ts';
import { goneSignal } from '../http/client-gone.ts';
import type { StreamTimeouts } from '../stream/follow.ts';
import type { Export, ExportThread } from './export-thread.ts';
import { KeptFiles, type KeptFile } from './kept-files.ts';
import { sendBody, sendFile } from './send-export.ts';
import { KEPT_HEADER } from './told.ts';

/** Milliseconds that an export waits for its turn. */
const PATIENCE = 20_000;
/** As many reads as an export that is made counts as: a table of some thousand states takes the time of many. */
const WEIGHT = 20;

export interface ExportBounds {
  /** Exports of a caller at once. */
  readonly perCaller: number;
  /** Exports that are made at once. */
  readonly atOnce: number;
  /** Bytes of the files that are kept. */
  readonly bytes: number;
}

/**
 * Answers that read many states. A thread of its own makes them, so that no other answer waits for them, and writes each
 * to a file without a name, from which it is sent: whoever reads slowly holds no connection to the database. A file is
 * kept by its entity tag. What is pinned to a sequence is sent once it is whole, also in parts.
 */
@Injectable()
export class Exports implements OnApplicationShutdown {
  readonly #thread: ExportThread;
  readonly #guard: AccessGuard;
  readonly #patience: StreamTimeouts;
  readonly #limit: { readonly q: number };
  readonly #room: FairRoom;
  readonly #files: KeptFiles;

  constructor(thread: ExportThread, bounds: ExportBounds, guard: AccessGuard, patience: StreamTimeouts) {
    this.#thread = thread;
    this.#guard = guard;
    this.#patience = patience;
    this.#limit = { q: bounds.perCaller };
    const { atOnce: places, perCaller: each } = bounds;
    this.#room = new FairRoom({ places, each, waiting: each, patience: PATIENCE });
    this.#files = new KeptFiles(bounds.bytes);
  }

  /** @throws ProblemError 429 beyond the limits of the caller; 503 where there is no room or no answer */
  async answer(request: FastifyRequest, reply: FastifyReply, readsForHead = false): Promise<void> {
    const { counted } = callerOf(request);
    const gone = goneSignal(reply.raw);
    // An export counts until its answer has been taken, and until it is made.
    const end = allOf(2, this.#guard.begin(request, reply, 'export', this.#limit));
    onceGone(gone, end);
    const leave = await this.#room.enter(counted, gone);
    if (leave === null) {
      end();
      throw noTurn();
    }
    await this.#answer(request, reply, {
      gone,
      readsForHead,
      left: () => {
        leave();
        end();
      },
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#thread.close();
    await this.#files.close();
  }

  async #answer(request: FastifyRequest, reply: FastifyReply, work: Work): Promise<void> {
    let isMade = false;
    try {
      const isPinned = sequenceIn(request.query as Readonly<Record<string, unknown>>) !== null;
      const asked = await this.#ask(request, isPinned, work.readsForHead);
      const { head } = asked;
      if (head.body !== null && head.headers[KEPT_HEADER] === undefined) {
        sendBody(reply, head);
        return;
      }
      const tag = String(head.headers['etag']);
      if (!this.#files.at(tag)) await this.#count(request, reply, asked);
      // Another request may have begun it meanwhile.
      const kept = this.#files.at(tag);
      const file = kept ?? this.#files.begin(tag);
      if (kept) asked.end();
      else {
        isMade = true;
        this.#make(file, asked, { ...work, isPinned });
      }
      const used = this.#files.use(file);
      onceGone(work.gone, used);
      if (isPinned) await file.settled();
      if (file.state === 'no-room' || file.state === 'broken') throw notMade(file);
      const { stalledAfter } = this.#patience;
      sendFile({ request, reply, head, file, isPinned, stalledAfter });
    } finally {
      if (!isMade) work.left();
    }
  }

  /** The thread's answer to a request, which is of a file that is kept where it says so. */
  async #ask(request: FastifyRequest, isPinned: boolean, readsForHead: boolean): Promise<Export> {
    const { headers, method, originalUrl: url } = request;
    const passed = PASSED.flatMap((name): [string, string][] => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    });
    const asked = {
      url,
      // How long a pinned answer is tells only the file.
      method: method === 'HEAD' && (isPinned || readsForHead) ? 'GET' : method,
      headers: {
        ...Object.fromEntries(passed),
        'x-forwarded-host': request.host,
        'x-forwarded-proto': request.protocol,
        // Parts are of the file as it is: what is packed is another one.
        ...(isPinned && headers.range !== undefined && { 'accept-encoding': 'identity' }),
        [KEPT_HEADER]: this.#files.tags().join(' '),
      },
    };
    const answer = await this.#thread.ask(asked);
    const { headers: said } = answer.head;
    if (said[KEPT_HEADER] === undefined || this.#files.at(String(said['etag']))) return answer;
    // The file went meanwhile.
    return this.#thread.ask({ ...asked, headers: { ...asked.headers, [KEPT_HEADER]: '' } });
  }

  async #count(request: FastifyRequest, reply: FastifyReply, asked: Export): Promise<void> {
    try {
      await this.#guard.takeMore(request, reply, 'data', WEIGHT - 1);
    } catch (error) {
      asked.end();
      throw error;
    }
  }

  /** Has a file written. One that nobody waits for is given up, but a pinned one, which is asked for again. */
  #make(file: KeptFile, asked: Export, { gone, left, isPinned }: Work & { isPinned: boolean }): void {
    const giveUp = () => {
      if (!isPinned && file.users === 0) asked.end();
    };
    // Behind the end of its use.
    onceGone(gone, () => setImmediate(giveUp));
    asked.write((step) => {
      if ('handle' in step) file.handle = step.handle;
      else if ('bytes' in step) {
        if (file.state !== 'written' || this.#files.grow(file, step.bytes)) return;
        this.#files.end(file, 'no-room');
        asked.end();
      } else {
        if (file.state === 'written') this.#files.end(file, step.end === 'whole' ? 'whole' : 'broken');
        left();
      }
    });
  }
}

interface Work {
  /** Aborts once the client has gone. */
  readonly gone: AbortSignal;
  /** Whether HEAD is answered by what GET reads. */
  readonly readsForHead: boolean;
  /** Gives back what making takes. */
  readonly left: Leave;
}

/** Headers of a request that an answer is chosen by. */
const PASSED = [
  'accept',
  'accept-encoding',
  'accept-language',
  'if-none-match',
  'if-modified-since',
] as const;

/** Calls back once a client has gone, or took its answer. */
function onceGone(gone: AbortSignal, then: () => void): void {
  if (gone.aborted) then();
  else gone.addEventListener('abort', then, { once: true });
}

/** Calls `end` once it was called as often as this itself. */
function allOf(times: number, end: () => void): () => void {
  let left = times;
  return () => {
    left -= 1;
    if (left === 0) end();
  };
}

const noTurn = () =>
  failure('unavailable', 'So many tables are made that the turn of this one did not come. Ask later.', {
    headers: { 'retry-after': '5' },
  });

const notMade = ({ state }: KeptFile) =>
  state === 'no-room'
    ? failure('unavailable', 'There is no room for a table of this length. Filter, or ask later.', {
        headers: { 'retry-after': '60' },
      })
    : failure('unavailable', 'The table could not be read to its end. Ask again.', {
        headers: { 'retry-after': '2' },
      });
