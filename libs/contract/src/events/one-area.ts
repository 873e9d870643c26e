import { oneArea } from '../code-lists.ts';
import type { EventType } from './families.ts';

/** A code that an event gives, with the code that is kept. */
export interface TakenCode {
  /** From the event's root, such as `/data/series/area`. */
  readonly pointer: string;
  readonly given: string;
  readonly taken: string;
}

const ofSeries = (series: string) => [`${series}/area`, `${series}/counterpart`];

/** Members of data that hold area codes; `*` stands for each item of a list. */
const AREAS: Readonly<Record<EventType, readonly string[]>> = {
  'silkgauge.figure.reported.v1': ofSeries('series'),
  'silkgauge.figure.withdrawn.v1': [],
  'silkgauge.claim.reported.v1': [...ofSeries('series'), ...ofSeries('comparedTo')],
  'silkgauge.reporter.described.v1': [],
  'silkgauge.sale.recorded.v1': ['sellerCountry', 'buyerCountry'],
  'silkgauge.notice.published.v1': ['scope/areas/*'],
  'silkgauge.notice.withdrawn.v1': [],
  'silkgauge.statement.attributed.v1': ofSeries('about/series'),
  'silkgauge.statement.withdrawn.v1': [],
  'silkgauge.bulletin.planned.v1': [],
  'silkgauge.bulletin.dropped.v1': [],
  'silkgauge.alert.defined.v1': [],
  'silkgauge.alert.dropped.v1': [],
  'silkgauge.release.scheduled.v1': [],
  'silkgauge.release.cancelled.v1': [],
  'silkgauge.release.opened.v1': [],
  'silkgauge.sentence.printed.v1': [],
  'silkgauge.sentence.dropped.v1': [],
  'silkgauge.clock.ticked.v1': [],
  'silkgauge.embargoed.v1': [],
  'silkgauge.job.reported.v1': [],
};

const PATHS: ReadonlyMap<string, readonly (readonly string[])[]> = new Map(
  Object.entries(AREAS).map(([type, members]) => [type, members.map((member) => member.split('/'))]),
);

/** Data with the code that is kept for each area, and the codes that differ. Data without aliases is the same object. */
export function underOneArea<Data>(
  type: EventType,
  data: Data,
): { readonly data: Data; readonly taken: readonly TakenCode[] } {
  const taken: TakenCode[] = [];
  let said: unknown = data;
  for (const path of PATHS.get(type) ?? []) said = renamed(said, path, '/data', taken);
  return { data: said as Data, taken };
}

/** A copy with the area at the path renamed; the value itself where nothing changes. */
function renamed(value: unknown, path: readonly string[], pointer: string, taken: TakenCode[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined) {
    if (typeof value !== 'string') return value;
    const code = oneArea(value);
    if (code !== value) taken.push({ pointer, given: value, taken: code });
    return code;
  }
  if (name === '*') {
    if (!Array.isArray(value)) return value;
    const items = value.map((item: unknown, at) => renamed(item, rest, `${pointer}/${String(at)}`, taken));
    return items.some((item, at) => item !== value[at]) ? items : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const before = (value as Readonly<Record<string, unknown>>)[name];
  const after = renamed(before, rest, `${pointer}/${name}`, taken);
  return after === before ? value : { ...value, [name]: after };
}
