import { Controller, Param, Query, Res } from '@nestjs/common';
import { digestOf, toMarkdown, toText, type PublishedBulletin } from '@silkgauge/bulletin';
import {
  readPlan,
  type BulletinPlanned,
  type ListedBulletin,
  type Plan,
  type ServedBulletin,
} from '@silkgauge/contract';
import {
  lastSequence,
  readBulletinPlans,
  readLogMoment,
  type AsOf,
  type BulletinPlanRow,
} from '@silkgauge/read-model';
import type { FastifyReply } from 'fastify';
import { Database } from '../database.ts';
import { JsonGet, pageJson } from '../http/json-answer.ts';
import { failure } from '../http/problems.ts';
import { requireReached } from '../log/log-end.ts';
import { Publications } from '../published/published-figures.ts';
import {
  readBulletinQuery,
  readBulletinsQuery,
  type BulletinQuery,
  type BulletinsQuery,
} from '../query/bulletin-queries.ts';
import { writeCursor } from '../query/cursor.ts';
import { readNoQuery } from '../query/queries.ts';
import { queryOf } from '../query/query-pipe.ts';
import { JoinedStates } from '../states/joined-states.ts';
import type { Language } from '../table/column.ts';
import { sequenceOf } from '../table/pinned.ts';
import { databaseWorld, type Moment } from './database-world.ts';
import { readTelling } from './read-telling.ts';

/** Plans of bulletins, told from what is known. */
@Controller('v1/bulletins')
export class BulletinsController {
  readonly #db: Database['pool'];
  readonly #searches: Database['searches'];
  readonly #joined: JoinedStates;
  readonly #smallBases: Publications['smallBases'];

  constructor(database: Database, joined: JoinedStates, { smallBases }: Publications) {
    this.#db = database.pool;
    this.#searches = database.searches;
    this.#joined = joined;
    this.#smallBases = smallBases;
  }

  @JsonGet()
  async list(@Query(queryOf(readBulletinsQuery)) { after, limit }: BulletinsQuery): Promise<string> {
    const rows = await readBulletinPlans(
      this.#searches,
      { bulletins: null, after, knownBy: null },
      limit + 1,
    );
    return pageJson(
      rows,
      limit,
      (row) => JSON.stringify(listed(row)),
      (last) => writeCursor('bulletins', [last.bulletin]),
    );
  }

  @JsonGet(':name')
  async one(
    @Param('name') name: string,
    @Query(queryOf(readBulletinQuery)) query: BulletinQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const [, bulletin = name, form] = WRITTEN.exec(name) ?? [];
    const told = await this.#tell(bulletin, query.asOf);
    const language = query.language ?? 'en';
    if (form === undefined) return JSON.stringify(served(told, query.language));
    void reply.header('content-language', language);
    void reply.header(
      'content-type',
      form === 'md' ? 'text/markdown; charset=utf-8' : 'text/plain; charset=utf-8',
    );
    return form === 'md' ? toMarkdown(told, language) : toText(told, language);
  }

  @JsonGet(':name/plan')
  async plan(@Param('name') name: string, @Query(queryOf(readNoQuery)) _: object): Promise<string> {
    const row = await this.#find(name, null);
    const { title: _title, ...head } = listed(row);
    return `${JSON.stringify(head).slice(0, -1)},"data":${row.data ?? 'null'}}`;
  }

  async #tell(name: string, asOf: AsOf | null): Promise<PublishedBulletin> {
    const end = await lastSequence(this.#db);
    await requireReached(this.#db, 'asOf', asOf, end);
    const moment = await this.#momentOf(asOf, end);
    const row = await this.#find(name, moment.knownBy);
    const sources = { searches: this.#searches, joined: this.#joined, smallBases: this.#smallBases };
    const telling = await readTelling(planIn(row), databaseWorld(sources, moment));
    return {
      ...{
        bulletin: row.bulletin,
        version: null,
        sequence: null,
        told: moment.sequence,
        knownAt: null,
        kind: null,
      },
      ...{ plan: planOf(row), ...telling, digest: digestOf(telling), corrections: [] },
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
    const last = await readLogMoment(this.#db, sequence);
    return { sequence, knownBy: last ? last.known_at.toISOString() : LONG_AGO };
  }

  /** @throws ProblemError 404 for a name without a plan */
  async #find(name: string, knownBy: string | null): Promise<BulletinPlanRow> {
    const [row] = await readBulletinPlans(this.#searches, { bulletins: [name], after: null, knownBy }, 1);
    if (row && !row.withdrawn) return row;
    const gone = row ? `The bulletin ${name} was dropped.` : `There is no bulletin of that name.`;
    throw failure('not-found', `${gone} /v1/bulletins lists those there are.`);
  }
}

/** A name, and the form that it is written in. */
const WRITTEN = /^(.*)\.(md|txt)$/;

const LONG_AGO = '0001-01-01T00:00:00Z';

const planOf = ({ source, id, plans }: BulletinPlanRow): ListedBulletin['plan'] => ({
  source,
  id,
  version: plans,
});

function listed(row: BulletinPlanRow): ListedBulletin {
  const { title } = JSON.parse(row.data ?? '{}') as BulletinPlanned['data'];
  return { bulletin: row.bulletin, title, plan: planOf(row), knownAt: row.known_at.toISOString() };
}

/** The plan of an accepted event. */
function planIn({ data }: BulletinPlanRow): Plan {
  const reading = readPlan(JSON.parse(data ?? 'null'));
  if (reading.ok) return reading.plan;
  throw new Error(`An accepted plan cannot be read: ${JSON.stringify(reading.faults)}`);
}

function served(
  { bulletin, told, plan, digest, lead, en, zh, refused }: PublishedBulletin,
  language: Language | null,
): ServedBulletin {
  return {
    ...{ bulletin, told: told ?? '', plan, digest, lead },
    ...(language !== 'zh' && { en }),
    ...(language !== 'en' && { zh }),
    refused,
  };
}
