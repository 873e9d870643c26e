import { periodBounds } from '@silkgauge/growth';
import {
  ATTRIBUTES,
  DIMENSIONS,
  isCoded,
  type CodedComponent,
  type Observation,
  type Used,
} from '@silkgauge/sdmx';

const CODED_ATTRIBUTES = ATTRIBUTES.filter(isCoded);

/** Codes and periods of observations of one flow. */
export class FoundCodes {
  readonly #codes = new Map<CodedComponent, Set<string>>();
  readonly #periods = new Set<string>();
  #start = '';
  #end = '';

  add({ key, period, attributes }: Observation): void {
    for (const name of DIMENSIONS) this.addCode(name, key[name]);
    for (const name of CODED_ATTRIBUTES) {
      const code = attributes[name];
      if (code !== undefined) this.addCode(name, code);
    }
    if (period !== null) this.addPeriod(period);
  }

  addCode(component: CodedComponent, code: string): void {
    const codes = this.#codes.get(component);
    if (codes) codes.add(code);
    else this.#codes.set(component, new Set([code]));
  }

  addPeriod(period: string): void {
    if (this.#periods.has(period)) return;
    this.#periods.add(period);
    const bounds = periodBounds(period);
    if (!bounds) return;
    if (this.#start === '' || bounds.start < this.#start) this.#start = bounds.start;
    if (bounds.end > this.#end) this.#end = bounds.end;
  }

  used(counts: Used['counts']): Used {
    const codes = [...this.#codes].map(([component, found]) => [component, [...found].sort()] as const);
    return {
      codes: Object.fromEntries(codes),
      period: this.#start === '' ? null : { start: this.#start, end: this.#end },
      counts,
    };
  }
}
