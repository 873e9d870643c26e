import { digestOf, tellAlone, type Bulletin, type Telling, type Written } from '@silkgauge/bulletin';
import { failure } from '@silkgauge/calls';
import { isOrderName, type BulletinPlanned, type ListedBulletin } from '@silkgauge/contract';
import {
  bulletinIn,
  databaseWorld,
  Newest,
  planIn,
  readOnce,
  readTelling,
  readThrough,
  type WorldReader,
} from '@silkgauge/known';
import {
  lastSequence,
  readBulletinPlans,
  readListedBulletins,
  readNewestBulletins,
  readRegisterHistory,
  readRegisteredOf,
  sequenceKnownBy,
  stateKey,
  type AsOf,
  type BulletinPlanRow,
  type ListedBulletinRow,
  type NewestPage,
  type RegisterChange,
} from '@silkgauge/read-model';
import type { Database } from '../database.ts';
import { requireReached } from '../log/log-end.ts';
import type { Publications } from '../published/published-figures.ts';
import { publishedWorld, seriesNamed } from '../published/published-world.ts';
import { evidenceBy } from '../table/pinned.ts';
import type { StateName, StateQuery } from '../states/clocks.ts';
import { flowsOf, readHeadline, type Headline } from './headline.ts';

/** Tellings in memory: of a plan of the largest size some hundred kilobytes. */
const MOST_KEPT = 16;

/** Headlines in memory, some ten kilobytes each. */
const MOST_HEADLINES = 100;

/** Registers whose times a place in the log says the same of as an instant. */
const RESTED_ON = ['notice', 'order', 'statement'] as const;

/** Plans of bulletins, and what they tell. */
export class Bulletins {
  readonly #db: Database['pool'];
  readonly #searches: Database['searches'];
  readonly #publications: Publications;
  /** By the places in the log of the plan and of what it is told from. */
  readonly #tellings = new Newest<Telling>(MOST_KEPT);
  /** By state, and the place in the log that it is told from. */
  readonly #headlines = new Newest<Headline>(MOST_HEADLINES);

  constructor({ pool, searches }: Pick<Database, 'pool' | 'searches'>, publications: Publications) {
    this.#db = pool;
    this.#searches = searches;
    this.#publications = publications;
  }

  /** The newest plan of each name, in order of name. */
  plans(limit: number): Promise<BulletinPlanRow[]> {
    return readBulletinPlans(this.#searches, { names: null, after: null, asOf: null }, limit);
  }

  /** Those that have a version or can be told, newest first. */
  async list(page: Omit<NewestPage, 'until'> & { readonly until: string | null }): Promise<ListedPage> {
    const until = page.until ?? (await lastSequence(this.#db));
    return { until, rows: await readListedBulletins(this.#searches, { ...page, until }) };
  }

  /** The newest version of each as of a place in the log, newest first. */
  async newest(until: string, limit: number): Promise<readonly Bulletin[]> {
    return (await readNewestBulletins(this.#searches, until, limit)).map(bulletinIn);
  }

  /**
   * Versions after a version, oldest first.
   * @throws ProblemError 404 as `plan`, where there is no version either
   */
  async history(name: string, after: number | null, limit: number): Promise<RegisterChange[]> {
    if (!isOrderName(name)) throw notServed(UNKNOWN);
    const rows = await readRegisterHistory(this.#searches, 'bulletin', name, after ?? 0, limit);
    if (rows.length === 0 && after === null) await this.plan(name);
    return rows;
  }

  /** @throws ProblemError 404 for a name without a plan */
  async plan(name: string, asOf: string | null = null): Promise<BulletinPlanRow> {
    if (!isOrderName(name)) throw notServed(UNKNOWN);
    const [row] = await readBulletinPlans(this.#searches, { names: [name], after: null, asOf }, 1);
    if (row && !row.dropped) return row;
    throw notServed(row ? `The bulletin ${name} was dropped.` : UNKNOWN);
  }

  /**
   * The version that stood then; where the desk has written none, the plan told as of that place. By a day of
   * publication the present plan, told from what had been published.
   * @throws ProblemError 404 as `plan`, 400 for a place that the log has not reached
   */
  async tell(name: string, { asOf, publishedBy }: StateQuery): Promise<Written> {
    if (!isOrderName(name)) throw notServed(UNKNOWN);
    const end = await lastSequence(this.#db);
    if (publishedBy !== null) return this.#tellPublished(name, publishedBy, end);
    await requireReached(this.#db, 'asOf', asOf, end);
    const [version] = await readRegisteredOf(this.#db, 'bulletin', [name], asOf ?? { sequence: end });
    if (version) return bulletinIn(version);
    const sequence = await this.#placeOf(asOf, end);
    const row = await this.plan(name, sequence);
    const telling = await this.#tellings.of(`${row.sequence} ${sequence}`, () =>
      readTelling(planIn(row), this.#worldOf(sequence)),
    );
    return { ...unwritten(row, telling), told: sequence };
  }

  async #tellPublished(name: string, publishedBy: string, end: string): Promise<Written> {
    const row = await this.plan(name, end);
    const plan = planIn(row);
    const telling = await this.#tellings.of(`${row.sequence} ${await this.#known(publishedBy, end)}`, () =>
      readTelling(plan, this.#publishedWorld(publishedBy, end, seriesNamed(plan))),
    );
    return { ...unwritten(row, telling), told: null, publishedBy };
  }

  /**
   * A state in one sentence, as of a place in the log or by a day of publication.
   * @throws ProblemError 404 for a state of which nothing was known then, 400 for a place that the log has not reached
   */
  async headline(
    state: StateName,
    { asOf, publishedBy }: StateQuery,
  ): Promise<Headline & { readonly told: string | null }> {
    if (publishedBy !== null) return this.#publishedHeadline(state, publishedBy);
    const told = await this.#reachedPlace(asOf);
    const headline = await this.#headlines.of(`${nameOf(state)} ${told}`, async () =>
      readHeadline(state, await this.#withState(state, told)),
    );
    return { told, ...headline };
  }

  /**
   * Level and growth of a state in one sentence, as of a place in the log.
   * @throws ProblemError as `headline`
   */
  async figure(state: StateName, asOf: AsOf): Promise<Headline & { readonly told: string }> {
    const told = await this.#reachedPlace(asOf);
    const reader = await this.#withState(state, told);
    const of = nameOf(state);
    const plan = { say: 'figure', id: 'figure', of, tell: ['level', 'growth'], comparison: null } as const;
    return { told, ...(await readThrough(reader, (world) => tellAlone(plan, world))) };
  }

  /** @throws ProblemError 400 for a place that the log has not reached */
  async #reachedPlace(asOf: AsOf | null): Promise<string> {
    const end = await lastSequence(this.#db);
    await requireReached(this.#db, 'asOf', asOf, end);
    return this.#placeOf(asOf, end);
  }

  /** What was known at a place in the log. @throws ProblemError 404 where the state was not there */
  async #withState(state: StateName, place: string): Promise<WorldReader> {
    const reader = readOnce(this.#worldOf(place));
    if (await reader.state(nameOf(state))) return reader;
    throw failure('not-found', `${nameOf(state)} has no version yet, or had none at that time.`);
  }

  async #publishedHeadline(
    state: StateName,
    publishedBy: string,
  ): Promise<Headline & { readonly told: null }> {
    const end = await lastSequence(this.#db);
    const name = nameOf(state);
    const headline = await this.#headlines.of(`${name} ${await this.#known(publishedBy, end)}`, async () => {
      const reader = readOnce(this.#publishedWorld(publishedBy, end, seriesNamed(flowsOf(state) ?? name)));
      if (await reader.state(name)) return readHeadline(state, reader);
      throw failure('not-found', `Nothing published by ${publishedBy} says anything about ${name}.`);
    });
    return { told: null, ...headline };
  }

  /** What had been published by a day, which prints that change no state are of, too. */
  async #known(publishedBy: string, end: string): Promise<string> {
    return `${publishedBy} ${end} ${await evidenceBy(this.#db, publishedBy)}`;
  }

  #publishedWorld(until: string, end: string, expected: readonly string[]): WorldReader {
    const sources = { publications: this.#publications, present: this.#worldOf(end) };
    return publishedWorld(sources, until, expected);
  }

  #worldOf(sequence: string): WorldReader {
    return databaseWorld({ db: this.#searches, smallBases: this.#publications.smallBases }, sequence);
  }

  /** @throws ProblemError 400 for an instant that no place in the log says the same as */
  async #placeOf(asOf: AsOf | null, end: string): Promise<string> {
    const sequence =
      asOf !== null && 'instant' in asOf
        ? await sequenceKnownBy(this.#db, asOf.instant, end, RESTED_ON)
        : (asOf?.sequence ?? end);
    if (sequence !== null) return sequence;
    throw failure(
      'invalid-request',
      'No place in the log says what was known at that instant: name a sequence.',
    );
  }
}

const nameOf = ({ key, period }: StateName): string => stateKey(key, period);

/** A telling without a step of the log behind it. */
const unwritten = (row: BulletinPlanRow, telling: Telling) => ({
  ...{ bulletin: row.name, plan: planOf(row) },
  ...{ version: null, sequence: null, knownAt: null, kind: null, corrections: [] },
  ...telling,
  digest: digestOf(telling),
});

export const planOf = ({
  source,
  id,
  times,
}: Pick<BulletinPlanRow, 'source' | 'id' | 'times'>): ListedBulletin['plan'] => ({
  source,
  id,
  version: times,
});

const UNKNOWN = 'There is no bulletin of that name.';

const notServed = (why: string) => failure('not-found', `${why} /v1/bulletins lists those there are.`);

/** A page of the list, as of a place in the log. */
export interface ListedPage {
  readonly until: string;
  readonly rows: readonly ListedBulletinRow[];
}

export function listed(row: ListedBulletinRow): ListedBulletin {
  const { bulletin, title, version, kind, headline, known_at } = row;
  return {
    bulletin,
    title: JSON.parse(title) as ListedBulletin['title'],
    ...{ version, kind: kind as ListedBulletin['kind'] },
    headline: headline === null ? null : (JSON.parse(headline) as ListedBulletin['headline']),
    ...{ plan: planOf(row), knownAt: known_at.toISOString() },
  };
}

export const titleIn = ({ data }: BulletinPlanRow): ListedBulletin['title'] =>
  (JSON.parse(data) as BulletinPlanned['data']).title;
