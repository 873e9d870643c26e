import { BY_KEY } from '@silkgauge/contract';
import { isKnownServer, readLogMoment, readLogPlace, type AsOf, type Queryable } from '@silkgauge/read-model';
import { aheadOfLog, databaseAway, type DataQuery, type LogPoint } from '@silkgauge/sdmx';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pinnedAt } from '../table/pinned.ts';

/** What an answer of one moment is made from and known by. */
export interface Moment {
  /** Null where the answer is worked out from what was published. */
  readonly asOf: AsOf | null;
  /** Sequence of the last change that the answer knows. */
  readonly sequence: string;
  /** Last sequence of the log when the answer began. */
  readonly end: string;
  /** When that change became known; RFC 3339. */
  readonly prepared: string;
  /** Text that is the same for equal answers to one query alone. */
  readonly version: string;
  readonly lastModified: string | undefined;
}

const BEFORE_ALL = new Date(0);

/**
 * The moment of an answer, pinned to a sequence wherever one says the same as the clock of the query. Sets the headers
 * that tell of it.
 *
 * @throws SdmxFault 400 for a sequence ahead of the log, 503 while the end of the log may be lost
 */
export async function momentOf(
  db: Queryable,
  { asOf, publishedBy }: Pick<DataQuery, 'asOf' | 'publishedBy'>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Moment> {
  const place = await readLogPlace(db);
  await requireReached(db, 'asOf', asOf, place.last);
  const whole = { filter: {}, notice: null, asOf, publishedBy, release: null, sort: BY_KEY };
  const answer = await pinnedAt(db, place, whole, request, reply);
  const { pinned, version, lastModified, sequence, end } = answer;
  const last = await readLogMoment(db, sequence ?? end);
  return {
    asOf: pinned.asOf,
    sequence: sequence ?? end,
    end,
    prepared: (sequence === null && asOf !== null && 'instant' in asOf
      ? new Date(asOf.instant)
      : (last?.known_at ?? BEFORE_ALL)
    ).toISOString(),
    version,
    lastModified,
  };
}

/** @throws SdmxFault 400 for a sequence ahead of the log, 503 while the end of the log may be lost */
export async function requireReached(
  db: Queryable,
  parameter: string,
  point: LogPoint | null,
  last: string,
): Promise<void> {
  if (point === null || !('sequence' in point)) return;
  if (BigInt(point.sequence) <= BigInt(last)) return;
  throw (await isKnownServer(db)) ? aheadOfLog(parameter, point.sequence, last) : databaseAway();
}
