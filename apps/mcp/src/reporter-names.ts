import type { ListedCode, Page } from '@silkgauge/contract';
import type { ReporterNames } from './compact.ts';
import { NoAnswer, type GrowthApi } from './growth-api.ts';

/** For how long names are kept, in milliseconds: they change with a new register alone. */
const KEPT_FOR = 3_600_000;

/** More than the register has. */
const MOST_REPORTERS = 1000;

let kept: { readonly names: ReporterNames; readonly until: number } | null = null;

/** Names of the bodies that count, which tools tell instead of codes; without an answer there are codes alone. */
export async function reporterNames(api: GrowthApi, now = Date.now()): Promise<ReporterNames> {
  if (kept && now < kept.until) return kept.names;
  try {
    const { items } = await api.get<Page<ListedCode>>('/v1/codes/reporter', { limit: MOST_REPORTERS });
    const names = new Map(items.flatMap(({ code, names: one }) => (one ? [[code, one] as const] : [])));
    kept = { names, until: now + KEPT_FOR };
    return names;
  } catch (error) {
    if (error instanceof NoAnswer) return new Map();
    throw error;
  }
}
