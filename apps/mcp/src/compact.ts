import { type Language, SIDES } from '@silkgauge/codelists';
import type {
  DraftFinding,
  ExplainedEdge,
  ExplainedNode,
  ExplainedPrint,
  GrowthState,
  ListedCode,
  PublishedVintage,
  RegisteredClaim,
  ServedState,
} from '@silkgauge/contract';
import { figureVerdict } from '@silkgauge/growth';
import { chainOf, type CodeNames } from '@silkgauge/words';
import { cut } from './answer.ts';

type Sides = ServedState['level'];
type Measurement = NonNullable<Sides['reported']>;
type Other = NonNullable<Measurement['contradictedBy']>;

const MOST_READINGS = 4;
const MOST_COMPARISONS = 12;

const isAny = (entry: readonly [string, unknown]): boolean => {
  const [, value] = entry;
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
};

/** The object without what is absent, null or an empty list. */
const given = (members: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members).filter(isAny));

const interval = (low: string | null, high: string | null): string | null =>
  low === null || high === null ? null : low === high ? low : `[${low}, ${high})`;

/** Names of reporters by code. */
export type ReporterNames = ReadonlyMap<string, CodeNames>;

/** Who says the numbers of a series. */
type SaidBy = (from: NonNullable<Measurement['from']>) => string;

/** Tells the chain of a number of a series, whose key begins with the code of the body. */
function saidIn(key: string, names: ReporterNames): SaidBy {
  const code = key.slice(0, key.indexOf('.'));
  const reporter = { code, names: names.get(code) };
  return (from) => cut(chainOf({ reporter, ...from }).en, 300);
}

/** Who printed what, of which kind it is, and when. */
const compactChain = (print: ToldPrint): Record<string, unknown> => ({
  saidBy: print.saidBy,
  publishedAt: print.publishedAt,
  publisher: print.publisher && cut(print.publisher.name.en, 100),
  kind: print.kind,
});

interface ToldPrint extends Pick<ExplainedPrint, 'publishedAt'> {
  readonly saidBy: string;
  readonly publisher?: ExplainedPrint['publisher'] | undefined;
  readonly kind?: ExplainedPrint['kind'] | undefined;
}

/** As above, of a print that has its chain. */
const compactSource = ({ chain, ...print }: Omit<ToldPrint, 'saidBy'> & Pick<ExplainedPrint, 'chain'>) =>
  compactChain({ ...print, saidBy: cut(chain.en, 300) });

/** The print that says otherwise. */
const compactOther = ({ value, low, high, absence, from, excluded }: Other, saidBy: SaidBy): object =>
  given({
    value,
    interval: interval(low, high),
    absence,
    saidBy: saidBy(from),
    document: cut(from.document),
    excludedByItsParts: excluded || null,
  });

function compactMeasurement(measurement: Measurement, saidBy: SaidBy): object {
  const { value, low, high, unit, absence, readings, formula, from, excluded, contradictedBy } = measurement;
  return given({
    value,
    interval: interval(low, high),
    unit,
    absence,
    readings: readings?.slice(0, MOST_READINGS).map((one) => ({
      reading: cut(one.reading, 100),
      value: one.value,
      interval: interval(one.low, one.high),
    })),
    formula: formula.startsWith('reported') ? null : formula,
    ...(from && compactChain({ ...from, saidBy: saidBy(from) })),
    document: from && cut(from.document),
    excluded: excluded && cut(excluded.proof.en, 300),
    contradictedBy: contradictedBy && compactOther(contradictedBy, saidBy),
  });
}

function compactSides(sides: Sides, flags: Flags, saidBy: SaidBy): object {
  const measured = SIDES.codes.map((side) => {
    const measurement = sides[side];
    return [side, measurement && compactMeasurement(measurement, saidBy)] as const;
  });
  const verdict = figureVerdict({ sides, flags });
  return given({
    ...Object.fromEntries(measured),
    verdict: verdict === 'unchecked' ? null : verdict,
    gap: sides.gap,
  });
}

type Flags = ServedState['flags'];
type Measured = Pick<GrowthState, 'level' | 'growth' | 'other' | 'flags'>;

function compactMeasures({ level, growth, other, flags }: Measured, saidBy: SaidBy): Record<string, unknown> {
  const told = (sides: Sides): object => compactSides(sides, flags, saidBy);
  const compared = Object.entries(growth);
  return given({
    level: isAny(['', Object.keys(told(level))]) ? told(level) : null,
    growth: Object.fromEntries(
      compared.slice(0, MOST_COMPARISONS).map(([name, sides]) => [name, told(sides)]),
    ),
    moreComparisons: compared.length > MOST_COMPARISONS ? compared.length - MOST_COMPARISONS : null,
    other:
      Object.keys(other).length === 0
        ? null
        : Object.fromEntries(Object.entries(other).map(([name, sides]) => [name, told(sides)])),
  });
}

export const compactState = (state: ServedState, names: ReporterNames, link: string): object => ({
  key: state.key,
  ...compactMeasures(state, saidIn(state.key, names)),
  ...given({
    flags: state.flags,
    notices: state.notices.map(({ notice }) => cut(notice, 100)),
    version: state.version,
    knownAt: state.knownAt,
    publishedBy: 'publishedBy' in state ? state.publishedBy : null,
  }),
  link,
});

export const compactVintage = (
  { prints, ...state }: PublishedVintage,
  series: string,
  names: ReporterNames,
): object => ({
  publishedBy: state.publishedBy,
  ...compactMeasures(state, saidIn(series, names)),
  ...given({
    flags: state.flags,
    prints: prints.slice(0, 5).map((print) =>
      given({
        source: cut(print.source, 100),
        id: cut(print.id, 100),
        ...compactSource(print),
        document: print.document && cut(print.document),
      }),
    ),
    morePrints: prints.length > 5 ? prints.length - 5 : null,
  }),
});

/** Names of what a version changed, such as `growth.GY`. */
function changedIn({ change: { previous } }: GrowthState): string[] | null {
  if (!previous) return null;
  return Object.entries(previous).flatMap(([member, before]) =>
    member === 'growth' ? Object.keys(before as object).map((name) => `growth.${name}`) : [member],
  );
}

export const compactChange = (state: GrowthState, names: ReporterNames, link: string): object => ({
  sequence: state.sequence,
  key: state.key,
  version: state.version,
  knownAt: state.knownAt,
  reason: state.change.reason,
  changed: changedIn(state)?.slice(0, MOST_COMPARISONS) ?? 'all: the first version',
  ...compactMeasures(state, saidIn(state.key, names)),
  link,
});

export const compactCode = ({ code, kind, names, used, also }: ListedCode): object =>
  given({ code, kind, en: names?.en, zh: names?.zh, also: also.slice(0, 5), used });

export function compactClaim(claim: RegisteredClaim): object {
  const { data, growth, comparison } = claim;
  const side = (judged: RegisteredClaim['growth']) =>
    judged && given({ ...judged, interval: interval(judged.low, judged.high), low: null, high: null });
  return given({
    key: `${claim.key}/${claim.period}`,
    comparedTo: claim.comparedTo,
    direction: data.direction,
    standing: claim.standing,
    growth: side(growth),
    comparison: side(comparison),
    ...compactSource({
      ...{ chain: claim.chain, publisher: claim.publisher },
      ...{ kind: data.evidence.kind, publishedAt: data.publishedAt },
    }),
    document: cut(data.evidence.document),
    quote: data.evidence.quote && cut(data.evidence.quote),
    withdrawn: claim.withdrawn ? true : null,
  });
}

/** A number of an explanation, with the nodes that go in by name. */
export const compactNode = (node: ExplainedNode, edges: readonly ExplainedEdge[]): object =>
  given({
    id: node.id,
    key: node.key,
    side: node.side,
    reading: node.reading && cut(node.reading, 100),
    value: node.value,
    interval: interval(node.low, node.high),
    unit: node.unit,
    formula: node.formula,
    expression: node.expression && cut(node.expression),
    inputs: edges
      .filter(({ from }) => from === node.id)
      .slice(0, 20)
      .map(({ name, to }) => `${name}: ${to}`),
  });

export const compactPrint = (print: ExplainedPrint): object =>
  given({
    key: print.key,
    side: print.side,
    printed: print.printed && given({ ...print.printed }),
    ...compactSource(print),
    standing: print.standing,
    step: print.step,
    document: print.document && cut(print.document),
    quote: print.quote && cut(print.quote),
  });

/** A finding of a draft, with its sentence in the language of the text. */
export const compactFinding = (finding: DraftFinding, lang: Language): object =>
  given({
    ...{ at: finding.start, text: cut(finding.text, 100), kind: finding.kind, verdict: finding.verdict },
    ...{ reason: finding.reason, marks: finding.marks },
    sentence: finding.sentence && cut(finding.sentence[lang], 600),
    key: finding.known[0]?.key,
  });
