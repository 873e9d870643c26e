import { partOfMonth, withPartial, type StateBody } from '@silkgauge/growth';
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
 * A month of sales without its growth and with `partial-period`, unless its platform is known to have a sale in a
 * later month; `latest` is the platform's latest known month. Other states are unchanged.
 */
export function saidOfMonth(said: string, period: string, latest: string | undefined): string {
  const flags = SALES_END.exec(said)?.[1];
  if (flags === undefined) return said;
  if (latest === undefined || latest <= period) {
    const whole = JSON.parse(`${said}}`) as StateBody;
    return JSON.stringify({ ...whole, ...partOfMonth(whole) }).slice(0, -1);
  }
  const told = JSON.parse(`[${flags}]`) as StateBody['flags'];
  return `${said.slice(0, said.length - flags.length - 1)}${JSON.stringify(withPartial(told, false)).slice(1)}`;
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
   * Growth and flags of a state as of `until` (ISO instant): a month of sales is partial unless its platform has
   * sales of a later month begun by `until`. Order times are stored by month only.
   */
  told(
    key: string,
    period: string,
    { counts, growth, flags }: StateBody,
    until: string,
  ): Pick<StateBody, 'growth' | 'flags'> {
    if (!counts) return { growth, flags };
    const months = this.#months.get(platformOf(key)) ?? [];
    const isOver = months.some((month) => month > period && month <= until.slice(0, 7));
    return isOver ? { growth, flags: withPartial(flags, false) } : partOfMonth({ growth, flags });
  }
}
