import type { Rehearsal } from '@silkgauge/contract';
import { identityKey } from '@silkgauge/decisions';
import {
  multiplyDecimals,
  printedDigits,
  workState,
  type Figure,
  type SeriesFacts,
  type StandingPrint,
} from '@silkgauge/growth';
import { Graph } from '@silkgauge/known';

type Print = Rehearsal['conflicts'][number]['prints'][number];

const MOST_PRINTS = 20;

/**
 * The prints behind each conflict of a state: those that its figure (`growth.GY`) rests on; for a flag, those that
 * any number of the state rests on. Prints that stand, and those that conflict with them.
 */
export function conflictPrints(
  facts: SeriesFacts,
  period: string,
  { rules, knownAt }: { readonly rules: readonly string[]; readonly knownAt: string },
): readonly (readonly Print[])[] {
  const graph = new Graph(facts, period, workState(facts, period, knownAt));
  return rules.map((rule) => printsBehind(graph, rule, `${facts.key}/${period}`));
}

function printsBehind(graph: Graph, rule: string, own: string): readonly Print[] {
  const reached = reachedFrom(graph, rule);
  const found = new Map<string, Print>();
  for (const place of graph.places) {
    const key = `${place.facts.key}/${place.period}`;
    const isOfRule = key === own && (place.side === `${rule}.reported` || !isMember(rule));
    for (const { figure, standing } of graph.printedSide(place)?.prints ?? []) {
      const name = identityKey(figure);
      if (reached.has(name) || (isOfRule && isHeard(standing))) found.set(name, printOf(key, figure));
    }
  }
  const all = [...found.values()];
  const [first, others] = [all.filter(({ key }) => key === own), all.filter(({ key }) => key !== own)];
  return [...first, ...others].slice(0, MOST_PRINTS);
}

const isMember = (rule: string): boolean => rule === 'level' || rule.includes('.');

const isHeard = (standing: StandingPrint['standing']): boolean =>
  standing === 'chosen' || standing === 'conflict' || standing === 'excluded';

/** Names of the prints that the numbers of a figure are worked out from; of a flag, all numbers of the state. */
function reachedFrom({ nodes, edges }: Graph, rule: string): ReadonlySet<string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const inputs = Map.groupBy(edges, ({ from }) => from);
  const names = new Set<string>();
  const seen = new Set<string>();
  const waiting = nodes
    .filter(({ shown, side }) => shown && (!isMember(rule) || side.startsWith(`${rule}.`)))
    .map(({ id }) => id);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const print = byId.get(id)?.print;
    if (print) names.add(identityKey(print));
    for (const { to } of inputs.get(id) ?? []) waiting.push(to);
  }
  return names;
}

function printOf(key: string, figure: Figure): Print {
  const { source, id, document, unit } = figure;
  const printed = printedDigits(figure);
  const value = printed ? multiplyDecimals(printed.value, printed.multiplier) : null;
  return { source, id, key, document, value, unit };
}
