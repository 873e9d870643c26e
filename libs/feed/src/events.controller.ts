import { Readable } from 'node:stream';
import { Body, Controller, Header, HttpCode, Options, Post, Req, Res } from '@nestjs/common';
import { AccessGuard, callerOf, type Caller } from '@silkgauge/access';
import { embargoOf, traceContext, type DoorLimits } from '@silkgauge/contract';
import { leaveUntold, spanOf, withoutTimeLimit } from '@silkgauge/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { checkPush, requireRights, type FeedDefinition, type PushedEvent } from './check-push.ts';
import { LINES_TYPE } from './content-mode.ts';
import { EventSender, notTaken } from './event-sender.ts';
import { fatesOfLines } from './lines/fates-of-lines.ts';
import type { PaceLimits } from './lines/pace.ts';
import { isDryRun } from './door.ts';
import type { Rehearsals } from './rehearsals.ts';
import { TracedPush } from './traced-push.ts';
import { allowedWebhook } from './webhook.ts';
import { empty, modeOf, pushedAs, readPush } from './read-push.ts';

/** Settings of a feed, as a token of Nest. */
export abstract class FeedSettings {
  abstract readonly definition: FeedDefinition;
  abstract readonly limits: DoorLimits;
  /** Whether there are keys for what is under embargo. */
  abstract readonly canSeal: boolean;
  /** Null where the door does not know growth-api. */
  abstract readonly rehearsals: Rehearsals | null;
  /** Of uploads of lines. */
  abstract readonly pace: PaceLimits;
}

const NOTHING = Buffer.alloc(0);

@Controller('v1/events')
export class EventsController {
  readonly #settings: FeedSettings;
  readonly #sender: EventSender;

  readonly #guard: AccessGuard;

  constructor(settings: FeedSettings, sender: EventSender, guard: AccessGuard) {
    this.#guard = guard;
    this.#settings = settings;
    this.#sender = sender;
  }

  /** Accepts a push as a whole, 202 after all in-sync replicas have it; or a line at a time, 200 at once. */
  @Post()
  async push(
    @Req() request: FastifyRequest,
    @Body() body: Buffer | Readable | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const as = pushedAs(request.headers);
    const mode = modeOf(as);
    const caller = callerOf(request);
    const trace = traceOf(request);
    if (mode === 'lines') {
      await this.#pushLines(body instanceof Readable ? body : Readable.from([]), reply, caller, trace);
      return;
    }
    const { definition, limits, rehearsals, canSeal } = this.#settings;
    const push = { ...as, rawHeaders: request.raw.rawHeaders, body: Buffer.isBuffer(body) ? body : NOTHING };
    if (request.headers['content-length'] === undefined)
      await this.#guard.countBytes(caller, push.body.length);
    const events = checkPush(readPush(mode, push, limits), definition, canSeal);
    requireRights(events, caller.write);
    if (rehearsals && isDryRun(request)) {
      const { authorization } = request.headers;
      const told = await rehearsals.pass(push, { authorization, address: request.ip });
      void reply.code(told.status).headers(told.headers).send(told.body);
      return;
    }
    this.#takeRoom(events, request);
    const receipts = await this.#sender.send(events, caller, trace);
    const lost = events.filter((_, index) => receipts[index] === null);
    if (lost.length > 0) throw notTaken(lost.map(({ event }) => event.type));
    void reply.code(202).type('application/json; charset=utf-8').send(JSON.stringify({ receipts }));
  }

  /** Returns the allowed methods, and answers the handshake of CloudEvents webhooks. */
  @Options()
  @HttpCode(200)
  @Header('allow', 'OPTIONS, POST')
  options(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    void reply.headers(allowedWebhook(request.headers));
  }

  #takeRoom(events: readonly PushedEvent[], request: FastifyRequest): void {
    if (events.some(({ event }) => embargoOf(event))) leaveUntold(request);
    this.#sender.takeRoom(events, callerOf(request));
  }

  /** @throws ProblemError 400 for a body without a line, which ends before any fate is sent */
  async #pushLines(
    body: Readable,
    reply: FastifyReply,
    caller: Caller,
    trace: TracedPush | null,
  ): Promise<void> {
    const { definition, limits, pace, canSeal } = this.#settings;
    // The pace ends a slow sender; this ends what the pace does not see, such as a lost connection.
    withoutTimeLimit(reply, 2 * pace.patience);
    const write = () => callerOf(reply.request).write;
    const send = (events: readonly PushedEvent[]) =>
      this.#sender.send(events, { name: caller.name, write: write() }, trace);
    const takeRoom = (events: readonly PushedEvent[]) => {
      this.#takeRoom(events, reply.request);
    };
    const taken = (bytes: number) => this.#guard.takeBytes(caller, bytes);
    const cutOff = () => {
      reply.raw.destroy();
    };
    const found = fatesOfLines(body, {
      definition,
      canSeal,
      limits,
      pace,
      write,
      takeRoom,
      send,
      taken,
      cutOff,
    });
    const first = await found.next();
    if (first.done) throw empty('upload');
    const fates = async function* () {
      yield* resumed(first.value, found);
      // The last fates wait in the response.
      const timer = setTimeout(cutOff, pace.patience);
      reply.raw.once('close', () => {
        clearTimeout(timer);
      });
    };
    const { raw } = reply.request;
    reply.raw.once('finish', () => {
      // What a late sender still sends is not read.
      if (!raw.complete) raw.socket.destroySoon();
    });
    void reply
      .code(200)
      .headers({ 'content-type': LINES_TYPE, 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
      .send(Readable.from(fates()));
  }
}

/** Values of which the first was taken; a reader that leaves ends the rest. */
async function* resumed<T>(first: T, rest: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return();
  }
}

/** The trace of a push: of its span, else by its headers (W3C Trace Context); null where there is none. */
const traceOf = (request: FastifyRequest): TracedPush | null => {
  const { headers } = request;
  const given = traceContext(headers['traceparent'], headers['tracestate']);
  // Without a trace that was given, `tracestate` is of none.
  const context = traceContext(spanOf(request).traceparent, given?.tracestate) ?? given;
  return context && new TracedPush(context);
};
