import type { Dimension } from '@silkgauge/contract';
import type { SeriesDimensions } from '@silkgauge/growth';
import { codesOf, type NamedCode } from '../read/registered-names.ts';
import type { Context } from '../read/contexts.ts';
import type { ReadPeriod } from '../read/periods.ts';
import type { Contains } from './known-state.ts';

/** How a state fits what the text says a number is of. */
export interface Fit {
  /** The more the text names of the state, the higher. */
  readonly score: number;
  /** Dimensions (and the period) of the state that the text does not name: it may be of something else. */
  readonly unnamed: readonly string[];
  /** Whether place, reporter or period stand in an earlier sentence. */
  readonly isCarried: boolean;
}

/** What a text names around a number, by dimension. */
export interface Wanted {
  readonly own: Readonly<
    Record<'reporter' | 'area' | 'indicator' | 'product' | 'mode' | 'coverage', readonly string[]>
  >;
  /** Reporters that are not named as places: figures of others do not count. */
  readonly sources: readonly string[];
  readonly earlier: Readonly<Record<'reporter' | 'area' | 'indicator', readonly string[]>>;
  readonly places: readonly NamedPlace[];
  readonly period: Context['period'];
  readonly isPeriodCarried: boolean;
  /** A day that its sentence names: it dates the text, or is the period itself. */
  readonly day: string | null;
  readonly flow: Context['flow'];
}

/** A place that a text names: its codes, and those of who counts, as Hangzhou Customs counts what is Zhejiang's. */
interface NamedPlace {
  readonly areas: readonly string[];
  readonly reporters: readonly string[];
}

const areasOf = (places: readonly NamedPlace[]): readonly string[] => places.flatMap(({ areas }) => areas);

export function wantedOf(context: Context, contains: Contains): Wanted {
  const nearest = (dimension: Dimension): readonly NamedCode[] =>
    context.named.find((named) => codesOf(named, dimension).length > 0) ?? [];
  const own = (dimension: Dimension) => codesOf(nearest(dimension), dimension);
  const places = narrowest(nearest('area'), contains);
  const isPlace = ({ codes }: NamedCode) => codes.some(({ dimension }) => dimension === 'area');
  const sentence = context.named.at(-1) ?? [];
  const earlier = (dimension: Dimension) => codesOf(context.earlier, dimension);
  return {
    own: {
      ...{ reporter: own('reporter'), indicator: own('indicator'), product: own('product') },
      area: areasOf(places),
      ...{ mode: own('mode'), coverage: codesOf(context.coverages, 'coverage') },
    },
    sources: codesOf(
      sentence.filter((one) => !isPlace(one)),
      'reporter',
    ),
    earlier: {
      ...{ reporter: earlier('reporter'), indicator: earlier('indicator') },
      area: areasOf(narrowest(context.earlier, contains)),
    },
    places,
    ...{ period: context.period, isPeriodCarried: context.isPeriodCarried },
    ...{ day: context.day?.period ?? null, flow: context.flow },
  };
}

/** The places that are named, each once: of "a zone in Henan, China" the zone. */
function narrowest(named: readonly NamedCode[], contains: Contains): readonly NamedPlace[] {
  // A name that stands at several places has the same list of codes.
  const once = [...new Map(named.map((one) => [one.codes, one])).values()];
  const places = once
    .map((one) => ({ areas: codesOf([one], 'area'), reporters: codesOf([one], 'reporter') }))
    .filter(({ areas }) => areas.length > 0);
  const all = areasOf(places);
  return places.filter(
    // Two codes of one place contain each other.
    ({ areas }) => !areas.some((wide) => all.some((area) => !areas.includes(area) && contains(wide, area))),
  );
}

/** How a series and period fit; null where the text speaks of something else. */
export function fitOf(wanted: Wanted, series: SeriesDimensions, period: string): Fit | null {
  const ofSeries = fitOfSeries(wanted, series);
  return ofSeries && withPeriod(ofSeries, wanted, period);
}

/** How a series fits, whatever the period. */
export function fitOfSeries(wanted: Wanted, series: SeriesDimensions): Fit | null {
  if (!isAnchored(wanted, series)) return null;
  return [
    fitReporter(wanted, series),
    fitArea(wanted, series),
    fitIndicator(wanted, series),
    fitProduct(wanted, series),
    fitFlow(wanted, series),
    fitMode(wanted, series),
    fitCoverage(wanted, series),
  ].reduce<Fit | null>((fit, part) => fit && part && added(fit, part), NO_FIT);
}

/** The fit of a series with that of one of its periods. */
export function withPeriod(fit: Fit, wanted: Wanted, period: string): Fit | null {
  const part = fitPeriod(wanted, period);
  return part && added(fit, part);
}

const NO_FIT: Fit = { score: 0, unnamed: [], isCarried: false };

const added = (fit: Fit, { score, unnamed: lacking, isCarried = false }: Part): Fit => ({
  score: fit.score + score,
  unnamed: lacking === undefined ? fit.unnamed : [...fit.unnamed, lacking],
  isCarried: fit.isCarried || isCarried,
});

interface Part {
  readonly score: number;
  readonly unnamed?: string;
  readonly isCarried?: boolean;
}

const NEUTRAL: Part = { score: 0 };
const NAMED: Part = { score: 3 };
const CARRIED: Part = { score: 1, isCarried: true };
const unnamed = (dimension: string): Part => ({ score: -2, unnamed: dimension });

function fitPeriod({ period: wanted, isPeriodCarried, day }: Wanted, period: string): Part | null {
  if (day !== null && period === day) return NAMED;
  if (wanted === null) return unnamed('period');
  if (isOfPeriod(wanted, period)) return isPeriodCarried ? CARRIED : NAMED;
  // What is of no known period may be of another one: it can agree, and never conflicts.
  return isPeriodCarried && period === '_U' ? { score: 0, unnamed: 'period' } : null;
}

const isOfPeriod = ({ period, form }: ReadPeriod, code: string): boolean =>
  period === null ? form === `YYYY${code.slice(4)}` : period === code;

function fitReporter({ own, sources, earlier }: Wanted, { reporter }: SeriesDimensions): Part | null {
  if (sources.length > 0) return sources.includes(reporter) ? NAMED : null;
  if (own.reporter.includes(reporter)) return NAMED;
  return own.reporter.length === 0 && earlier.reporter.includes(reporter) ? CARRIED : NEUTRAL;
}

function fitArea(
  { own, places, earlier }: Wanted,
  { area, counterpart, reporter, coverage }: SeriesDimensions,
): Part | null {
  const areas = own.area.length > 0 ? own.area : earlier.area;
  const isPartner = counterpart !== '_T' && areas.includes(counterpart);
  const narrower = counterpart === '_T' || isPartner ? NEUTRAL : unnamed('counterpart');
  const hasOthers = places.some(
    ({ areas: codes, reporters }) =>
      !codes.includes(area) && !codes.includes(counterpart) && !reporters.includes(reporter),
  );
  if (own.area.includes(area))
    return sum(NAMED, isPartner ? NAMED : narrower, hasOthers ? unnamed('area') : NEUTRAL);
  if (own.area.length > 0 && !isPartner && area !== '_T') return null;
  if (area === '_T') return own.area.length > 0 && !isPartner ? unnamed('area') : narrower;
  if (earlier.area.includes(area)) return sum(CARRIED, isPartner ? NAMED : narrower);
  const isTheirs = own.coverage.includes(coverage) || own.reporter.includes(reporter);
  if (own.area.length === 0 && isTheirs && isCountry(area)) return narrower;
  return isPartner || own.reporter.includes(reporter) || earlier.reporter.includes(reporter)
    ? sum(unnamed('area'), isPartner ? NAMED : narrower)
    : null;
}

/** Who counts, and what, is of one country, which a text need not name. */
const isCountry = (area: string): boolean => /^[A-Z]{2}$/.test(area);

const sum = (...parts: readonly Part[]): Part => ({
  score: parts.reduce((all, { score }) => all + score, 0),
  ...(parts.some(({ isCarried }) => isCarried) && { isCarried: true }),
  ...parts.reduce<Pick<Part, 'unnamed'>>(
    (all, one) => (one.unnamed === undefined ? all : { unnamed: one.unnamed }),
    {},
  ),
});

/** Where nothing else is named, exports and imports are those of goods. */
function fitIndicator({ own, earlier, flow }: Wanted, { indicator }: SeriesDimensions): Part {
  if (own.indicator.includes(indicator)) return NAMED;
  if (own.indicator.length > 0) return unnamed('indicator');
  if (earlier.indicator.includes(indicator)) return CARRIED;
  return flow !== null && indicator === 'GOODS' ? NEUTRAL : unnamed('indicator');
}

function fitProduct({ own }: Wanted, { product }: SeriesDimensions): Part {
  if (own.product.includes(product)) return NAMED;
  return product === '_T' && own.product.length === 0 ? NEUTRAL : unnamed('product');
}

function fitMode({ own }: Wanted, { mode }: SeriesDimensions): Part | null {
  if (own.mode.includes(mode)) return NAMED;
  if (mode !== '_T' && mode !== '_Z') return unnamed('mode');
  return own.mode.length === 0 ? NEUTRAL : null;
}

/** A text seldom names a coverage, and then it means that one. */
function fitCoverage({ own }: Wanted, { coverage }: SeriesDimensions): Part | null {
  if (own.coverage.length === 0) return NEUTRAL;
  return own.coverage.includes(coverage) ? NAMED : null;
}

function fitFlow({ flow }: Wanted, series: SeriesDimensions): Part | null {
  if (series.flow === '_Z') return NEUTRAL;
  if (flow === null) return series.flow === '_T' ? NEUTRAL : unnamed('flow');
  return series.flow === flow ? NAMED : null;
}

/**
 * Whether the text names a series' place, partner, reporter or coverage at all: no other series fits, in any
 * period.
 */
const isAnchored = (
  { own, earlier }: Wanted,
  { reporter, area, counterpart, coverage }: SeriesDimensions,
): boolean =>
  own.coverage.includes(coverage) ||
  own.reporter.includes(reporter) ||
  own.area.includes(area) ||
  own.area.includes(counterpart) ||
  (own.reporter.length === 0 && earlier.reporter.includes(reporter)) ||
  (own.area.length === 0 && earlier.area.includes(area));
