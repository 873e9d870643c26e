import { digestOf, type PublishedBulletin, type Telling } from '@silkgauge/bulletin';
import { readPlan, type BulletinPlanned, type ListedBulletin, type Plan } from '@silkgauge/contract';
import { databaseWorld, type Moment, readTelling } from '@silkgauge/known';
import {
  lastEventId,
  lastSequence,
  readBulletinPlans,
  readLogMomentAfter,
  type AsOf,
  type BulletinPlanRow,
} from '@silkgauge/read-model';
import type { Database } from '../database.ts';
import { failure } from '../http/problems.ts';
import { requireReached } from '../log/log-end.ts';
import type { Publications } from '../published/published-figures.ts';
import { sequenceOf } from '../table/pinned.ts';
import { Newest } from './newest.ts';

/** Tellings in memory: of a plan of the largest size some hundred kilobytes. */
const MOST_KEPT = 16;

/** Plans of bulletins, and what they tell. */
export class Bulletins {
  readonly #db: Database['pool'];
  readonly #searches: Database['searches'];
  readonly #smallBases: Publications['smallBases'];
  /** By the plan, the place in the log, and what was known beside it. */
  readonly #tellings = new Newest<Telling>(MOST_KEPT);

  constructor(
    { pool, searches }: Pick<Database, 'pool' | 'searches'>,
    smallBases: Publications['smallBases'],
  ) {
    this.#db = pool;
    this.#searches = searches;
    this.#smallBases = smallBases;
  }

  /** The newest plan of each name after a name. */
  plans(after: string | null, limit: number): Promise<BulletinPlanRow[]> {
    return readBulletinPlans(this.#searches, { bulletins: null, after, knownBy: null }, limit);
  }

  /** @throws ProblemError 404 for a name without a plan */
  async plan(name: string, knownBy: string | null = null): Promise<BulletinPlanRow> {
    const [row] = await readBulletinPlans(this.#searches, { bulletins: [name], after: null, knownBy }, 1);
    if (row && !row.withdrawn) return row;
    const gone = row ? `The bulletin ${name} was dropped.` : 'There is no bulletin of that name.';
    throw failure('not-found', `${gone} /v1/bulletins lists those there are.`);
  }

  /** Tells the plan of a name. @throws ProblemError 404 as `plan`, 400 for a place that the log has not reached */
  async tell(name: string, asOf: AsOf | null): Promise<PublishedBulletin> {
    const end = await lastSequence(this.#db);
    await requireReached(this.#db, 'asOf', asOf, end);
    const moment = await this.#momentOf(asOf, end);
    const row = await this.plan(name, moment.knownBy);
    const telling = await this.#tellings.of(
      `${row.event_id} ${moment.sequence} ${moment.knownBy ?? (await lastEventId(this.#db))}`,
      () => {
        const sources = { db: this.#searches, smallBases: this.#smallBases };
        return readTelling(planIn(row), databaseWorld(sources, moment));
      },
    );
    return {
      ...{ bulletin: row.bulletin, told: moment.sequence, plan: planOf(row) },
      ...{ version: null, sequence: null, knownAt: null, kind: null, corrections: [] },
      ...telling,
      digest: digestOf(telling),
    };
  }

  /** @throws ProblemError 400 for an instant that no place in the log says the same as */
  async #momentOf(asOf: AsOf | null, end: string): Promise<Moment> {
    const sequence = await sequenceOf(this.#db, asOf, end);
    if (sequence === null)
      throw failure(
        'invalid-request',
        'No place in the log says what was known at that instant: name a sequence.',
      );
    if (asOf === null) return { sequence, knownBy: null };
    if ('instant' in asOf) return { sequence, knownBy: asOf.instant };
    // Orders and statements have no place in the log: all count that were known before the next change.
    const next = await readLogMomentAfter(this.#db, sequence);
    return { sequence, knownBy: next && new Date(next.known_at.getTime() - 1).toISOString() };
  }
}

const planOf = ({ source, id, plans }: BulletinPlanRow): ListedBulletin['plan'] => ({
  source,
  id,
  version: plans,
});

export function listed(row: BulletinPlanRow): ListedBulletin {
  const { title } = JSON.parse(row.data ?? '{}') as BulletinPlanned['data'];
  return { bulletin: row.bulletin, title, plan: planOf(row), knownAt: row.known_at.toISOString() };
}

/** The plan of an accepted event. */
function planIn({ data }: BulletinPlanRow): Plan {
  const reading = readPlan(JSON.parse(data ?? 'null'));
  if (reading.ok) return reading.plan;
  throw new Error(`An accepted plan cannot be read: ${JSON.stringify(reading.faults)}`);
}
