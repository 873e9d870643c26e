import { withPartial, type StateBody } from '@silkgauge/growth';
import {
  findLatestMonths,
  readSaleMonths,
  type AsOf,
  type Queryable,
  type StateChange,
} from '@silkgauge/read-model';

/** At the end of what a state says; no text holds a quote that is not escaped. */
const SALES_END = /"counts":\{[^{}]*\},"flags":\[([^\]]*)\]$/;

/** The platform reports its own sales. */
const platformOf = (key: string): string => key.slice(0, key.indexOf('.'));

/**
 * What is said of a month of sales, with `partial-period` while nothing of its platform is known to have been ordered
 * after it; `latest` is the latest month known, of which nothing is known where no month is. Of other states as it is.
 */
export function saidOfMonth(said: string, period: string, latest: string | undefined): string {
  const flags = SALES_END.exec(said)?.[1];
  if (flags === undefined) return said;
  const told = JSON.parse(`[${flags}]`) as StateBody['flags'];
  const isPartial = latest === undefined || latest <= period;
  return `${said.slice(0, said.length - flags.length - 1)}${JSON.stringify(withPartial(told, isPartial)).slice(1)}`;
}

/** By platform the latest month known to have a sale, as of a clock: of the platforms of those rows. */
export async function latestMonths(
  db: Queryable,
  rows: readonly StateChange[],
  asOf: AsOf | null,
): Promise<(key: string) => string | undefined> {
  const ofPlatforms = rows.filter(({ domain }) => domain === 'platform');
  const found = await findLatestMonths(db, [...new Set(ofPlatforms.map(({ key }) => platformOf(key)))], asOf);
  const latest = new Map(found.map(({ platform, month }) => [platform, month]));
  return (key) => latest.get(platformOf(key));
}

/** The months that platforms have sales of, by what was ordered by an instant. */
export class PublishedMonths {
  readonly #months: ReadonlyMap<string, readonly string[]>;

  private constructor(months: ReadonlyMap<string, readonly string[]>) {
    this.#months = months;
  }

  static async read(db: Queryable, keys: readonly string[]): Promise<PublishedMonths> {
    const months = new Map<string, string[]>(keys.map((key) => [platformOf(key), []]));
    for (const { platform, month } of await readSaleMonths(db, [...months.keys()]))
      months.get(platform)?.push(month);
    return new PublishedMonths(months);
  }

  /**
   * The flags of a state as of an instant (ISO): of a month of sales whether none of its platform's had been ordered after it.
   * Only by month is kept when sales were ordered, so a month counts from its beginning.
   */
  flags(key: string, period: string, { counts, flags }: StateBody, until: string): StateBody['flags'] {
    if (!counts) return flags;
    const months = this.#months.get(platformOf(key)) ?? [];
    return withPartial(flags, !months.some((month) => month > period && month <= until.slice(0, 7)));
  }
}
