import type { StateFigures } from '@silkgauge/contract';
import type { Measurement, PrintSource, PublisherOf } from '@silkgauge/growth';
import { isPrint } from './dimension-codes.ts';
import { numbersIn } from './measured.ts';

/** Identity of the event that a print came with. */
export interface EventIdentity {
  readonly source: string;
  readonly id: string;
}

/** Where a print was read, and who printed it, as pushed. */
export interface PrintEvidence extends Omit<PrintSource, keyof EventIdentity> {
  readonly quote: string | null;
}

/** What is known of a print; null for an identity that is none. */
export type EvidenceOf = (print: EventIdentity) => PrintEvidence | null;

/** What observations tell beside what stands in the state. */
export interface ObservationContext {
  /** Asked for the prints that `printsOf` names. */
  readonly evidenceOf: EvidenceOf;
  /** Asked for documents whose publisher no event names. */
  readonly publishers: PublisherOf;
}

/** The prints behind the numbers of a state, each once: what `EvidenceOf` is asked for. */
export function printsOf(state: StateFigures): EventIdentity[] {
  const prints = numbersIn(state).flatMap(printsBehind);
  return [...new Map(prints.map((print) => [`${print.source}\0${print.id}`, print])).values()];
}

function printsBehind({ from, readings = [] }: Measurement): EventIdentity[] {
  const named = readings.flatMap(({ reading }) => (isPrint(reading) ? identitiesIn(reading) : []));
  return from ? [{ source: from.source, id: from.id }, ...named] : named;
}

/** Names of prints end so where the wording of the print is ambiguous, too. */
const OF_A_READING = / (?:up-by-times|to-times)$/;

/**
 * The identities that the name of a reading, `source#id`, may stand for. Sources and ids may have a `#` and
 * ids a space of their own, so a name can be split in several ways; no other print has to be behind them.
 */
export function identitiesIn(name: string): EventIdentity[] {
  const whole = splits(name);
  const shorter = name.replace(OF_A_READING, '');
  return shorter === name ? whole : [...splits(shorter), ...whole];
}

function splits(name: string): EventIdentity[] {
  const found: EventIdentity[] = [];
  for (let at = name.indexOf('#'); at >= 0; at = name.indexOf('#', at + 1))
    if (at > 0 && at < name.length - 1) found.push({ source: name.slice(0, at), id: name.slice(at + 1) });
  return found;
}
