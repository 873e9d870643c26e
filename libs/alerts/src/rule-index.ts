import {
  DIMENSIONS,
  type Dimension,
  type OwnedSeries,
  type StateRule,
  passesSeries,
} from '@silkgauge/contract';
import type { CodeRelations } from '@silkgauge/growth';

/** Rules by one code that a series must have for them: a series that no rule names costs nine look-ups. */
export class RuleIndex<Rule extends { readonly rule: StateRule }> {
  readonly #byCode = new Map<string, Rule[]>();
  /** Rules without a filter by whole codes. */
  readonly #open: Rule[] = [];
  readonly #areas: CodeRelations;

  /** @param areas says which area lies in which place */
  constructor(rules: Iterable<Rule>, areas: CodeRelations) {
    this.#areas = areas;
    for (const rule of rules) {
      const codes = narrowest(rule.rule);
      if (codes.length === 0) this.#open.push(rule);
      for (const code of new Set(codes)) {
        const known = this.#byCode.get(code);
        if (known) known.push(rule);
        else this.#byCode.set(code, [rule]);
      }
    }
  }

  /** The rules that are about this series, in order of name. */
  about(one: OwnedSeries): readonly Rule[] {
    const found = [...this.#open];
    for (const name of DIMENSIONS) {
      const named = this.#byCode.get(`${name} ${one.series[name]}`);
      if (named) found.push(...named);
    }
    return found
      .filter(({ rule }) => passesSeries(rule.series, one, this.#areas))
      .sort((a, b) => (a.rule.rule < b.rule.rule ? -1 : 1));
  }
}

/** The codes of the first dimension that a rule filters by whole codes. */
function narrowest({ series }: StateRule): readonly string[] {
  const whole = (name: Dimension): readonly string[] => {
    const codes = series[name] ?? [];
    return codes.some((code) => code.endsWith('*')) ? [] : codes.map((code) => `${name} ${code}`);
  };
  for (const name of BY_NUMBER_OF_CODES) {
    const codes = whole(name);
    if (codes.length > 0) return codes;
  }
  return [];
}

/** Dimensions with many codes first: a filter of one of these leaves fewer series. */
const BY_NUMBER_OF_CODES = [
  'product',
  'area',
  'counterpart',
  'reporter',
  'indicator',
  'coverage',
  'mode',
  'currency',
  'flow',
] as const satisfies readonly Dimension[];
