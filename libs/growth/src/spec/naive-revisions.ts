import { publishedUntil } from '../period/publication.ts';
import { Corrections } from '../observation/corrections.ts';
import { parsePrint, type Print } from '../observation/parsed-print.ts';
import type { Figure } from '../observation/figure.ts';
import { comparePrints } from '../observation/print-order.ts';
import { meets } from '../number/interval.ts';
import { compareRationals, type Rational } from '../number/rational.ts';
import type { PrintReading } from '../observation/print.ts';
import { naiveChoice } from './naive-choice.ts';

/** What the revisions of a figure are by their definition: chosen anew among all prints at each publication time. */
export interface NaiveRevisions {
  readonly first: string;
  readonly firstSince: string;
  readonly latest: string;
  readonly latestSince: string;
  readonly revisions: number;
}

interface PrintAsRead {
  readonly print: Print;
  readonly reading: PrintReading & { readonly value: Rational };
}

/** @param figures prints of one figure in one unit, none of them forecasts */
export function naiveRevisions(figures: readonly Figure[]): NaiveRevisions | null {
  const dated = figures.map(parsePrint).filter(({ fineness }) => fineness > 0);
  let first: { id: string; since: string } | undefined;
  let latest: { id: string; since: string } | undefined;
  let stood: PrintAsRead | undefined;
  let revisions = 0;
  for (const until of [...new Set(dated.map((print) => print.publishedUntil))].sort()) {
    const isKnown = (figure: Figure): boolean => publishedUntil(figure.publishedAt) <= until;
    const corrections = new Corrections();
    for (const one of figures) if (one.corrects && isKnown(one)) corrections.begin(one);
    const known = dated.filter(({ figure }) => isKnown(figure) && !corrections.correctionOf(figure));
    const vintage = standing(known.sort(comparePrints));
    if (!vintage) continue;
    const id = nameOf(vintage.print.figure);
    if (latest?.id !== id) latest = { id, since: until };
    first ??= latest;
    if (stood && !saysTheSame(stood, vintage)) revisions += 1;
    if (!stood || !saysTheSame(stood, vintage) || stood.print.status !== vintage.print.status)
      stood = vintage;
  }
  if (!first || !latest) return null;
  return {
    ...{ first: first.id, firstSince: first.since },
    ...{ latest: latest.id, latestSince: latest.since, revisions },
  };
}

const nameOf = ({ source, id }: Figure): string => `${source}#${id}`;

function standing(prints: readonly Print[]): PrintAsRead | undefined {
  const choice = naiveChoice(prints, null)?.choice;
  const [reading, another] = choice?.readings ?? [];
  if (!choice || !reading?.value || another) return undefined;
  return { print: choice.print, reading: { ...reading, value: reading.value } };
}

function saysTheSame(one: PrintAsRead, other: PrintAsRead): boolean {
  if (compareRationals(one.reading.value, other.reading.value) === 0) return true;
  return one.print.status === other.print.status && meets(one.reading, other.reading);
}
