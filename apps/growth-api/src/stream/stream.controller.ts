import {
  Controller,
  Headers,
  Res,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { badRequest, Call, failure } from '@silkgauge/calls';
import { CALLS, sequence as readSequence, STREAM_KINDS, type In } from '@silkgauge/contract';
import { lastSequence } from '@silkgauge/read-model';
import { Gauge, Registry } from '@silkgauge/service';
import type { FastifyReply } from 'fastify';
import { Database } from '../database.ts';
import { requireReached } from '../log/log-end.ts';
import { askedOf } from '../log/subject.ts';
import { ChangeFeed } from './change-feed.ts';
import { follow, StreamTimeouts } from './follow.ts';
import { opening } from './sse-frame.ts';

/** The live stream: the change log from a position on, as server-sent events. */
@Controller()
export class StreamController implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #db: Database['pool'];
  readonly #feed: ChangeFeed;
  readonly #patience: StreamTimeouts;
  readonly #stopping = new AbortController();
  /** Open streams; a stop awaits their ends before HTTP closes. */
  readonly #streams = new Set<Promise<void>>();

  constructor(database: Database, feed: ChangeFeed, patience: StreamTimeouts, registry: Registry) {
    this.#db = database.pool;
    this.#feed = feed;
    this.#patience = patience;
    measureStreams(feed, registry);
  }

  onApplicationBootstrap(): void {
    this.#feed.open();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#streams);
    await this.#feed.close();
  }

  @Call(CALLS.stream)
  async stream(
    { filter, kinds, after }: In<typeof CALLS.stream>,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const position = await this.#position(lastEventId, after);
    if (this.#stopping.signal.aborted)
      throw failure('unavailable', 'The service stops.', { headers: { 'retry-after': '1' } });
    reply.hijack();
    const response = reply.raw;
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    if (reply.request.method === 'HEAD') {
      response.end();
      return;
    }
    response.write(opening(position));
    const following = follow(response, {
      feed: this.#feed,
      asked: askedOf(filter, kinds, STREAM_KINDS),
      position: BigInt(position),
      stopping: this.#stopping.signal,
      patience: this.#patience,
    }).catch((error: unknown) => {
      reply.log.warn({ err: error }, 'a stream failed; its reader can resume by Last-Event-ID');
    });
    this.#streams.add(following);
    await following;
    this.#streams.delete(following);
  }

  /** Start of a stream: `Last-Event-ID`, else `after`, else the present end of the log. */
  async #position(lastEventId: string | undefined, after: string | null): Promise<string> {
    if (lastEventId === undefined) {
      if (after === null) return lastSequence(this.#db);
      await requireReached(this.#db, 'after', { sequence: after });
      return after;
    }
    const reading = readSequence(lastEventId);
    if ('refused' in reading) throw badRequest([{ parameter: 'Last-Event-ID', ...reading.refused }]);
    await requireReached(this.#db, 'Last-Event-ID', { sequence: reading.value });
    return reading.value;
  }
}

function measureStreams(feed: ChangeFeed, registry: Registry): void {
  new Gauge({
    name: 'silkgauge_stream_readers',
    help: 'Readers of the live stream at this moment',
    registers: [registry],
    collect() {
      this.set(feed.followers);
    },
  });
  new Gauge({
    name: 'silkgauge_stream_resyncs',
    help: 'Readers of the live stream told to take a snapshot, since the start',
    registers: [registry],
    collect() {
      this.set(feed.resyncs);
    },
  });
  new Gauge({
    name: 'silkgauge_stream_ring_bytes',
    help: 'Bytes of recent changes in memory, shared by all readers of the live stream',
    registers: [registry],
    collect() {
      this.set(feed.ringBytes);
    },
  });
}
