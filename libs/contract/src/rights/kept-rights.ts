import type { EventType } from '../events/families.ts';
import { DIMENSIONS } from '../series-key.ts';
import type { KeptRights, SeriesPattern, WriteRights } from './write-rights.ts';

/** Bytes of the series and names of rights, as JSON: records keep them. */
export const MOST_RIGHTS_BYTES = 32 * 1024;

/** Types that act on what an event before them holds: the series of a print, or a publisher. */
const ACTS_ON_OTHERS: ReadonlySet<EventType> = new Set<EventType>([
  'silkgauge.figure.withdrawn.v1',
  'silkgauge.statement.withdrawn.v1',
  'silkgauge.release.scheduled.v1',
  'silkgauge.release.cancelled.v1',
]);

/** Whether the decision on an event of this type looks at the rights of whoever pushed it. */
export const isJudgedLater = (type: EventType): boolean => ACTS_ON_OTHERS.has(type);

/** Rights without those to all series and names, which no record needs to keep. */
export function keptRights(write: KeptRights | null): KeptRights | null {
  if (write === null) return null;
  const { series, names } = write;
  const isAll = names.includes('*') && series.some((pattern) => Object.keys(pattern).length === 0);
  return isAll ? null : { series, names };
}

/** Rights to nothing: those of a text that no door wrote. */
const NOTHING: KeptRights = { series: [], names: [] };

/** The rights that a record says as JSON; rights to nothing where it says no rights. */
export function readKeptRights(text: string): KeptRights {
  try {
    const { series, names } = JSON.parse(text) as Partial<KeptRights>;
    return isTexts(names) && Array.isArray(series) && series.every(isPattern) ? { series, names } : NOTHING;
  } catch {
    return NOTHING;
  }
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

const isPattern = (value: unknown): value is SeriesPattern =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.entries(value).every(([name, codes]) => DIMENSIONS.some((one) => one === name) && isTexts(codes));

/** Whether rights are small enough for a record to keep them. */
export const areKeepable = ({ series, names }: Pick<WriteRights, 'series' | 'names'>): boolean =>
  Buffer.byteLength(JSON.stringify({ series, names })) <= MOST_RIGHTS_BYTES;
