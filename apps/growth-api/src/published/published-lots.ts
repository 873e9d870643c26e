import { publishedUntil, type FigureIdentity } from '@silkgauge/growth';
import { Newest, PublishedMonths } from '@silkgauge/known';
import {
  readEvidence,
  readNewestPeriods,
  readPrintedBy,
  type Turns,
  type Candidate,
  type PrintedBy,
  type PrintedEvidence,
} from '@silkgauge/read-model';
import {
  TooMuchPublished,
  type PublishedFacts,
  type Publications,
  type PublishedSeries,
} from './published-figures.ts';
import { PublishedNotices } from './published-notices.ts';
import type { PublishedJoins } from './published-state.ts';

/** Series whose prints are read at once. */
const AT_A_TIME = 20;
/** Lots in memory; each is bounded by the budget of an answer. */
const MOST_LOTS = 4;
/** Newest states of one series, as many as bulletins look at where they are told from the log. */
const MOST_PERIODS = 2_000;

/** What had been published of some series, and of those that bear on them. */
export interface PublishedLot {
  readonly published: PublishedSeries;
  readonly facts: PublishedFacts;
  readonly joins: PublishedJoins;
  /** All prints of these series, withdrawn ones and later ones too. */
  evidence(): Promise<readonly PrintedEvidence[]>;
  /** The events of the prints that had been published. */
  events(): Promise<readonly PrintedBy[]>;
  /** States that the series ever had, each with the newest periods first. */
  states(): Promise<readonly Candidate[]>;
}

/** What had been published by an instant (ISO), read in lots of the series that are expected to be asked for. */
export class PublishedLots {
  /** Turns of all work on these lots. */
  readonly turns: Turns;
  readonly #publications: Publications;
  readonly #until: string;
  readonly #lots = new Newest<PublishedLot | null>(MOST_LOTS);
  readonly #expected = new Map<string, readonly string[]>();
  #notices: Promise<PublishedNotices> | null = null;

  constructor(publications: Publications, until: string, expected: readonly string[]) {
    this.turns = publications.turns();
    this.#publications = publications;
    this.#until = until;
    for (let at = 0; at < expected.length; at += AT_A_TIME) {
      const keys = expected.slice(at, at + AT_A_TIME);
      for (const key of keys) this.#expected.set(key, keys);
    }
  }

  /** @throws TooMuchPublished where the prints of one series are too many */
  async of(key: string): Promise<PublishedLot> {
    const keys = this.#expected.get(key) ?? [key];
    const lot = await this.#lots.of(keys.join(' '), () => this.#read(keys));
    if (lot) return lot;
    for (const each of keys) this.#expected.set(each, [each]);
    return this.of(key);
  }

  /** Null where the prints of several series are too many. */
  async #read(keys: readonly string[]): Promise<PublishedLot | null> {
    const { db } = this.#publications;
    try {
      const published = await this.#publications.around(keys, this.#until);
      this.#notices ??= PublishedNotices.read(db);
      const joins = { notices: await this.#notices, months: await PublishedMonths.read(db, keys) };
      const evidence = once(async () => {
        const { prints, isTooMuch } = await readEvidence(db, [...published.series.keys()]);
        if (isTooMuch) throw new TooMuchPublished();
        return prints;
      });
      return {
        ...{ published, joins, facts: await this.#publications.factsOf(published, this.turns), evidence },
        events: once(async () => readPrintedBy(db, this.#publishedOf(await evidence()))),
        states: once(() => readNewestPeriods(db, keys, MOST_PERIODS)),
      };
    } catch (error) {
      if (error instanceof TooMuchPublished && keys.length > 1) return null;
      throw error;
    }
  }

  #publishedOf(evidence: readonly PrintedEvidence[]): FigureIdentity[] {
    return evidence.flatMap(({ print }) => (isPublished(print.publishedAt, this.#until) ? [print] : []));
  }
}

/** Whether something had been published by an instant (ISO); what has no time of publication never had. */
export const isPublished = (publishedAt: string, until: string): boolean =>
  publishedAt !== '_U' && publishedUntil(publishedAt) <= until;

function once<Found>(read: () => Promise<Found>): () => Promise<Found> {
  let found: Promise<Found> | undefined;
  return () => (found ??= read());
}
