import { normalisePeriod, NOT_STATED, OVER_YEAR, periodBounds } from '@silkgauge/growth';
import { FaultList, pointerStep, shown, type Fault } from '../fault.ts';
import { nearestName } from '../nearest-name.ts';
import { bytesOf } from '../plan/bytes.ts';
import { Members } from '../plan/members.ts';
import { VERSION_FILTERS } from '../filter/table.ts';
import { readSeriesFilter } from '../plan/read-query.ts';
import { readGrace } from '../release/read-grace.ts';
import {
  AGAINST,
  LEAST_OTHERS,
  RULE_KINDS,
  SINCE,
  type AlertRule,
  type RuleKind,
  type StateRule,
} from './rule.ts';

export const LARGEST_RULE = 64 * 1024;
/** The most other periods that a record may have to be beyond. */
const MOST_OTHERS = 1000;

export type RuleReading =
  { readonly ok: true; readonly rule: AlertRule } | { readonly ok: false; readonly faults: readonly Fault[] };

const OF_STATES = ['series', 'periods'] as const;

/** Members that some kinds have and others have not. */
const MEMBERS: Readonly<Record<RuleKind, readonly string[]>> = {
  'growth-above': [...OF_STATES, 'threshold', 'comparison'],
  'growth-below': [...OF_STATES, 'threshold', 'comparison'],
  'sign-flip': [...OF_STATES, 'against', 'comparison'],
  revision: [...OF_STATES, 'than', 'member', 'against', 'comparison'],
  conflict: OF_STATES,
  'record-high': [...OF_STATES, 'atLeast', 'comparison'],
  'record-low': [...OF_STATES, 'atLeast', 'comparison'],
  'coverage-break': OF_STATES,
  silence: ['publisher', 'grace'],
};

/**
 * Reads a rule from parsed JSON, or tells all its faults, at most 100. Periods and areas get their one name;
 * unknown members are ignored, those of another kind are not. `root` is the pointer to the rule in its event.
 */
export function readRule(value: unknown, root = ''): RuleReading {
  const faults = new FaultList();
  if (bytesOf(value) > LARGEST_RULE) {
    const fix = `Write at most ${String(LARGEST_RULE)} bytes; make it two rules.`;
    faults.report(root, 'rule-size', 'The rule is too large.', fix);
    return { ok: false, faults: faults.faults };
  }
  const members = new Members(value, root, faults);
  const kind = readKind(members, faults);
  const told = {
    rule: members.name('rule'),
    ...(kind !== 'silence' && {
      series: readSeries(members, faults),
      periods: readPeriods(members, faults),
    }),
    since: members.has('since') ? members.oneOf('since', SINCE) : 'now',
    ...(kind && { kind, ...READERS[kind](members) }),
  };
  if (kind) reportOtherKinds(members, kind, faults);
  return faults.faults.length > 0
    ? { ok: false, faults: faults.faults }
    : { ok: true, rule: told as AlertRule };
}

function readKind(members: Members, faults: FaultList): RuleKind | null {
  const found = members.raw('kind');
  const known = RULE_KINDS.find((kind) => kind === found);
  if (known) return known;
  const all = RULE_KINDS.join(', ');
  if (typeof found !== 'string') return members.wrong('kind', 'unknown-kind', `one of ${all}`);
  const meant = nearestName(found, RULE_KINDS) ?? 'growth-above';
  const message = `There is no kind of rule ${shown(found)}.`;
  faults.report(members.at('kind'), 'unknown-kind', message, `Write "${meant}"; known: ${all}.`);
  return null;
}

function reportOtherKinds(members: Members, kind: RuleKind, faults: FaultList): void {
  for (const name of new Set(Object.values(MEMBERS).flat())) {
    if (!members.has(name) || MEMBERS[kind].includes(name)) continue;
    const owners = RULE_KINDS.filter((one) => MEMBERS[one].includes(name)).join(', ');
    const message = `A rule of the kind ${kind} has no ${name}.`;
    const fix = `Leave ${name} out, or write a kind that has it: ${owners}.`;
    faults.report(members.at(name), 'other-kind', message, fix);
  }
}

/** A rule judges what a state says, by its kind: its filters say which series. */
function readSeries(members: Members, faults: FaultList): StateRule['series'] | null {
  const found: unknown = members.raw('series');
  const ofStates = VERSION_FILTERS.filter(
    (name) => typeof found === 'object' && found !== null && Object.hasOwn(found, name),
  );
  for (const name of ofStates)
    faults.report(
      `${members.at('series')}${pointerStep(name)}`,
      'rule-filter',
      `A rule is about series, whatever their states say: it has no filter ${name}.`,
      `Leave ${name} out; the kinds conflict and coverage-break look for such states.`,
    );
  return ofStates.length > 0 ? null : readSeriesFilter(members, 'series');
}

function readPeriods(members: Members, faults: FaultList): StateRule['periods'] {
  if (!members.has('periods')) return null;
  const found = new Members(members.raw('periods'), members.at('periods'), faults);
  const [from, to] = (['from', 'to'] as const).map((name) =>
    found.has(name) ? found.statedPeriod(name) : null,
  );
  if (!found.has('from') && !found.has('to'))
    return members.wrong('periods', 'schema', '{ "from": "2020", "to": "2021" }, or one of the two');
  const [begin, end] = [from, to].map((period) => (period ? periodBounds(period) : null));
  if (begin && end && end.end < begin.start)
    return found.wrong('to', 'ends-before-it-begins', `a period that ends after ${String(from)} begins`);
  return { from: from ?? null, to: to ?? null };
}

type Read = Readonly<Record<string, unknown>>;

function thresholdOf(members: Members): Read {
  return { threshold: members.decimal('threshold', true), comparison: readComparison(members) };
}

function recordOf(members: Members): Read {
  const atLeast = members.has('atLeast') ? members.whole('atLeast', 1, MOST_OTHERS) : LEAST_OTHERS;
  return { atLeast, comparison: readComparison(members) };
}

const READERS: Readonly<Record<RuleKind, (members: Members) => Read>> = {
  'growth-above': thresholdOf,
  'growth-below': thresholdOf,
  'sign-flip': (members) => ({
    against: members.oneOf('against', AGAINST),
    comparison: readComparison(members),
  }),
  revision: (members) => {
    const member = members.oneOf('member', ['growth', 'level']);
    if (member === 'level' && members.has('comparison'))
      members.wrong('comparison', 'level-compares-nothing', 'nothing: a level has no comparison');
    return {
      member,
      than: members.decimal('than', false),
      against: members.oneOf('against', ['last', 'first']),
      comparison: member === 'level' ? null : readComparison(members),
    };
  },
  conflict: () => ({}),
  'record-high': recordOf,
  'record-low': recordOf,
  'coverage-break': () => ({}),
  silence: (members) => ({
    publisher: members.has('publisher') ? members.code('publisher', 'GACC') : null,
    graceMs: members.has('grace') ? readGrace(members) : null,
  }),
};

/** What growth is compared with; absent: over the year. Growth without a stated comparison is not judged. */
function readComparison(members: Members): string | null {
  if (!members.has('comparison')) return OVER_YEAR;
  if (members.raw('comparison') === NOT_STATED)
    return members.wrong('comparison', 'comparison', 'GY, G1 or a period');
  const found = members.comparison('comparison', null);
  return found && (normalisePeriod(found) ?? found);
}
