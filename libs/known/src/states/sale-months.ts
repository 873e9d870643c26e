import { withPartial, type StateBody } from '@silkgauge/growth';
import {
  findLatestMonths,
  readSaleMonths,
  type AsOf,
  type Queryable,
  type StateChange,
} from '@silkgauge/read-model';

/** Members `counts` and `flags` at the end of a state. Texts escape their quotes, so no text matches. */
const SALES_END = /"counts":\{[^{}]*\},"flags":\[([^\]]*)\]$/;

/** The reporter of a series of sales is its platform. */
const platformOf = (key: string): string => key.slice(0, key.indexOf('.'));

/**
 * Adds `partial-period` to a month of sales unless its platform is known to have a sale in a later month;
 * `latest` is the platform's latest known month. Other states are unchanged.
 */
export function saidOfMonth(said: string, period: string, latest: string | undefined): string {
  const flags = SALES_END.exec(said)?.[1];
  if (flags === undefined) return said;
  const told = JSON.parse(`[${flags}]`) as StateBody['flags'];
  const isPartial = latest === undefined || latest <= period;
  return `${said.slice(0, said.length - flags.length - 1)}${JSON.stringify(withPartial(told, isPartial)).slice(1)}`;
}

/** Latest month known to have a sale, by series key, as of `asOf`, for the platforms of `rows`. */
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

/** Months that have sales, by platform. */
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
   * Flags of a state as of `until` (ISO instant): a month of sales is partial unless its platform has sales
   * of a later month begun by `until`. Order times are stored by month only.
   */
  flags(key: string, period: string, { counts, flags }: StateBody, until: string): StateBody['flags'] {
    if (!counts) return flags;
    const months = this.#months.get(platformOf(key)) ?? [];
    return withPartial(flags, !months.some((month) => month > period && month <= until.slice(0, 7)));
  }
}
