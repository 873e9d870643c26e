import { parseSeriesKey } from '@silkgauge/contract';
import { normalisePeriod } from '@silkgauge/growth';

/** What an address of this product leads to. */
export type LinkedTo =
  | { readonly bulletin: string; readonly asOf: string }
  | {
      readonly state: { readonly key: string; readonly period: string };
      readonly asOf: string;
      readonly isHeadline: boolean;
    };

/** Why an address leads to nothing that is pinned. */
export type LinkFault = 'not-pinned' | 'unknown-link';

const BULLETIN = /^\/(?:v1\/)?bulletins\/([A-Za-z0-9_-]+)(?:\.(?:md|txt))?$/;
const STATE = /^\/v1\/growth\/([^/]+)\/(.+?)(?:\/(explain|headline))?$/;

/**
 * Reads an address of a bulletin, a state, its explanation or its headline, or of the page with a figure in the
 * drawer, each with a place in the log (`asOf`). Its host says nothing: the product may stand behind any.
 */
export function readPinnedLink(link: string): LinkedTo | LinkFault {
  const url = URL.parse(link, 'http://silkgauge.invalid');
  if (!url) return 'unknown-link';
  const found = targetOf(url);
  if (!found) return 'unknown-link';
  const asOf = url.searchParams.get('asOf') ?? '';
  return /^\d{1,18}$/.test(asOf) ? { ...found, asOf } : 'not-pinned';
}

function targetOf({ pathname, searchParams }: URL) {
  const path = decoded(pathname);
  const [, bulletin] = BULLETIN.exec(path) ?? [];
  if (bulletin !== undefined) return { bulletin };
  const [, key, period, part] = STATE.exec(path) ?? [];
  if (key !== undefined) return stateIn(`${key}/${period ?? ''}`, part === 'headline');
  const why = searchParams.get('why');
  return why === null ? null : stateIn(why, false);
}

function stateIn(name: string, isHeadline: boolean) {
  const slash = name.indexOf('/');
  const key = name.slice(0, Math.max(0, slash));
  const period = normalisePeriod(name.slice(slash + 1));
  return parseSeriesKey(key) && period !== undefined ? { state: { key, period }, isHeadline } : null;
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '';
  }
}
