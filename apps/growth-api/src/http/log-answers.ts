import { CALLS, routesOf } from '@silkgauge/contract';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { readLogTime, type LogTime } from '@silkgauge/read-model';
import { startedAt } from '@silkgauge/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, switchMap, tap, type Observable } from 'rxjs';
import { Database } from '../database.ts';

/** What the change log and the release decide alone, and no clock. */
const OF_THE_LOG: ReadonlySet<string> = new Set(
  [CALLS.growth, CALLS.wholeSeries, CALLS.state, CALLS.history, CALLS.changes, CALLS.availability].flatMap(
    (call) => routesOf(call),
  ),
);

/** A publication may leave all present states as they are, and so the log. */
const OF_PUBLICATIONS = ['publishedBy', 'release'];

export const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * Gives the answers from the change log their time of the last change, which is read before the answer, so that
 * it is never too late. Answers pinned to a sequence may be kept for ever.
 */
@Injectable()
export class LogAnswers implements NestInterceptor {
  readonly #db: Database['pool'];

  constructor(database: Database) {
    this.#db = database.pool;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const query = request.query as Readonly<Record<string, unknown>>;
    const isOfLog = OF_THE_LOG.has(request.routeOptions.url ?? '');
    if (!isOfLog || OF_PUBLICATIONS.some((name) => name in query)) return next.handle();
    const sequence = sequenceIn(query);
    return from(readLogTime(this.#db, sequence)).pipe(
      switchMap((time) => {
        const lastModified = lastModifiedBy(time);
        return next.handle().pipe(
          tap(() => {
            if (lastModified !== undefined) void reply.header('last-modified', lastModified);
            if (sequence !== null) void reply.header('cache-control', FOR_EVER);
          }),
        );
      }),
    );
  }
}

/** The sequence of `asOf`. Changes and series of a log that goes on are never pinned. */
export const sequenceIn = ({ asOf }: Readonly<Record<string, unknown>>): string | null =>
  typeof asOf === 'string' && /^\d{1,18}$/.test(asOf) ? asOf : null;

/**
 * `Last-Modified` of a place in the log: a full second after the mark behind it, so that no change of the same
 * second is missed, and the start of the process at the least, which decides names and notices in force. Undefined
 * as long as that lies ahead.
 */
export function lastModifiedBy({ by }: LogTime): string | undefined {
  if (by === null) return undefined;
  const second = Math.floor(by.getTime() / 1_000) * 1_000 + 1_000;
  const last = Math.max(second, startedAt.getTime());
  return last > Date.now() ? undefined : new Date(last).toUTCString();
}
