import { shown, type FaultList } from '../fault.ts';
import { nearestName } from '../nearest-name.ts';
import { parseSeriesKey, seriesKey } from '../series-key.ts';
import type { Members } from './members.ts';
import { SAYS, TELLS, type SayName, type SentencePlan, type Tell } from './plan.ts';
import { readStateFilter } from './read-query.ts';

/** Default and largest number of matches of `each`. */
const MOST_EACH = 20;
const MOST_COMPARED = 10;
const MOST_BESIDE = 10;

/** A sentence of a plan; null where it has a fault, which is reported. */
export function readSentence(members: Members, faults: FaultList): SentencePlan | null {
  const id = members.name('id');
  const say = readSay(members, faults);
  if (say === null) return null;
  const told = READERS[say](members);
  return id === null || told === null ? null : ({ id, say, ...told } as SentencePlan);
}

function readSay(members: Members, faults: FaultList): SayName | null {
  const found = members.raw('say');
  const known = SAYS.find((say) => say === found);
  if (known) return known;
  if (typeof found !== 'string') return members.wrong('say', 'unknown-say', `one of ${SAYS.join(', ')}`);
  faults.report(
    members.at('say'),
    'unknown-say',
    `There is no say ${shown(found)}.`,
    `Write "${nearestName(found, SAYS) ?? 'figure'}"; known: ${SAYS.join(', ')}.`,
  );
  return null;
}

type Read = Readonly<Record<string, unknown>>;

const FLOW_CODES = { total: '_T', exports: 'X', imports: 'M' } as const;

/** Whether three series differ in their flow alone, each in its place; those that do not are reported. */
function areFlowsOfOne(
  members: Members,
  keys: Readonly<Record<keyof typeof FLOW_CODES, string | null | undefined>>,
): boolean {
  const total = parseSeriesKey(keys.total ?? '');
  const wrong = (Object.keys(FLOW_CODES) as (keyof typeof FLOW_CODES)[]).filter((name) => {
    const must = total && seriesKey({ ...total, flow: FLOW_CODES[name] });
    if (must === undefined || keys[name] === must) return false;
    members.wrong(
      name,
      'schema',
      `"${must}", a series of the flow ${FLOW_CODES[name]} and else as the total`,
    );
    return true;
  });
  return wrong.length === 0;
}

/** Members that are all there, or null. */
const whole = (members: Read, ...mayBeNull: readonly string[]): Read | null =>
  Object.entries(members).every(([name, value]) => value !== null || mayBeNull.includes(name))
    ? members
    : null;

const periodOf = (key: string | null): string | null => key && key.slice(key.indexOf('/') + 1);

/** The comparison that all keys have; a period that is another one for some of them is reported. */
function comparisonOfAll(members: Members, keys: readonly string[] | null): string | null {
  const comparison = members.comparison('comparison', periodOf(keys?.[0] ?? null));
  if (comparison === null || keys === null) return comparison;
  const isOne = keys.every((key) => members.comparison('comparison', periodOf(key)) === comparison);
  return isOne
    ? comparison
    : members.wrong('comparison', 'comparison', 'one comparison for all keys, such as "GY"');
}

const eventReader = (members: Members): Read | null => whole({ event: members.event('event') });

const READERS: Readonly<Record<SayName, (members: Members) => Read | null>> = {
  figure: (members) => {
    const of = members.key('of');
    const comparison = members.comparison('comparison', periodOf(of));
    return whole({ of, tell: readTell(members), comparison }, 'comparison');
  },
  flows: (members) => {
    const [total, exports, imports] = ['total', 'exports', 'imports'].map((name) => members.series(name));
    const period = members.period('period');
    const comparison = members.comparison('comparison', period);
    const told = whole({ total, exports, imports, period, comparison }, 'comparison');
    return told && areFlowsOfOne(members, { total, exports, imports }) ? told : null;
  },
  each: (members) => {
    const limit = members.has('limit') ? members.whole('limit', 1, MOST_EACH) : MOST_EACH;
    return whole({
      query: readStateFilter(members, 'query'),
      period: members.period('period'),
      tell: readTell(members),
      limit,
    });
  },
  compare: (members) => {
    const of = members.keys('of', 2, MOST_COMPARED);
    const comparison = comparisonOfAll(members, of);
    return whole({ of, by: members.oneOf('by', ['growth', 'level']), comparison }, 'comparison');
  },
  revision: (members) => {
    const of = members.key('of');
    const comparison = members.comparison('comparison', periodOf(of));
    return whole({ of, member: members.oneOf('member', ['level', 'growth']), comparison }, 'comparison');
  },
  claim: eventReader,
  opinion: eventReader,
  policy: (members) =>
    whole({
      notice: members.text('notice', 'the name of a notice'),
      beside: members.has('beside') ? members.keys('beside', 0, MOST_BESIDE) : [],
    }),
  cause: (members) => {
    const notice = members.has('notice') ? members.text('notice', 'the name of a notice') : null;
    const event = notice === null ? members.event('event') : null;
    const by = notice === null ? event && { event } : { notice };
    return whole({ by, of: members.key('of') });
  },
};

function readTell(members: Members): readonly Tell[] | null {
  if (!members.has('tell')) return ['level', 'growth'];
  const found = members.raw('tell');
  const isList = Array.isArray(found) && found.length > 0 && found.length <= TELLS.length;
  const told = isList ? TELLS.filter((tell) => found.includes(tell)) : [];
  return isList && found.every((one: unknown) => TELLS.some((tell) => tell === one))
    ? told
    : members.wrong('tell', 'schema', `a list of ${TELLS.join(', ')}`);
}
