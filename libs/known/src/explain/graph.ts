import { type Side } from '@silkgauge/codelists';
import type { ExplainedEdge, ExplainedNode } from '@silkgauge/contract';
import {
  asShown,
  comparedBases,
  contradictingMembers,
  countsOf,
  expressionOf,
  figuresOf,
  formulaOf,
  FORMULAS,
  OVER_YEAR,
  printedSides,
  readingNameOf,
  type FigureIdentity,
  type KnownQuantity,
  type PrintedSide,
  type SeriesFacts,
  type StateBody,
  type WorkedState,
  sidesIn,
} from '@silkgauge/growth';

/** One side of the state of a series and period. All prints of a figure belong to one side. */
export interface StateSide {
  readonly facts: SeriesFacts;
  readonly period: string;
  readonly side: string;
}

/** How many numbers the side of a shown number has. */
type SideSize = number;

/** Derivation graph of a state, from its numbers down to prints and totals of sales; equal nodes are one. */
export class Graph {
  readonly edges: ExplainedEdge[] = [];
  readonly #nodes: ExplainedNode[] = [];
  readonly #shown = new Set<number>();
  /** Sides of all print nodes and of the state's own prints, by series key, period and side. */
  readonly #places = new Map<string, StateSide>();
  readonly #byContent = new Map<string, number>();
  readonly #printed = new Map<string, readonly PrintedSide[]>();

  constructor(facts: SeriesFacts, period: string, { body, worked }: WorkedState) {
    const printed = this.#printedSides(facts, period);
    for (const side of sidesOf(body)) {
      const shown = printed.find((one) => one.side === side)?.shown ?? worked.get(side) ?? [];
      const told = toldOf(body, side);
      for (const [at, known] of shown.entries()) this.#add(facts, known, at < told ? shown.length : null);
    }
    // Of the bases that do not meet, a state shows one.
    if (body.flags.includes('implied-base-differs'))
      for (const known of comparedBases(facts, period).flat()) this.#add(facts, known);
    for (const { side } of printed) this.#note({ facts, period, side });
    for (const member of contradictingMembers(facts, period))
      this.#note({ facts: member, period, side: `growth.${OVER_YEAR}.reported` });
  }

  /** Nodes shown in the state come first, in the state's order. */
  get nodes(): readonly ExplainedNode[] {
    const shown = [...this.#shown].flatMap((at) => this.#nodes[at] ?? []);
    return [...shown, ...this.#nodes.filter((node) => !node.shown)];
  }

  get places(): readonly StateSide[] {
    return [...this.#places.values()];
  }

  printedSide({ facts, period, side }: StateSide): PrintedSide | undefined {
    return this.#printedSides(facts, period).find((one) => one.side === side);
  }

  get formulas(): readonly { readonly formula: string; readonly meaning: string }[] {
    const names = [...new Set(this.nodes.map(({ formula }) => formula))];
    return names.map((formula) => ({ formula, meaning: MEANINGS.get(formula) ?? formula }));
  }

  /** Adds a quantity with its inputs and returns the node id; `shown` is null for a mere input. */
  #add(facts: SeriesFacts, known: KnownQuantity, shown: SideSize | null = null): string {
    const { from } = known;
    const inputs = from.kind === 'worked' ? from.inputs : [];
    const edges = inputs.map((input) => ({ name: input.name, to: this.#add(facts, input.known) }));
    const content = JSON.stringify([known.at, contentOf(known), edges]);
    const there = this.#byContent.get(content);
    const at = there ?? this.#nodes.length;
    const id = `n${String(at + 1)}`;
    if (shown) this.#shown.add(at);
    if (shown || there === undefined) this.#nodes[at] = this.#node(id, facts, known, shown);
    if (there !== undefined) return id;
    this.#byContent.set(content, at);
    this.edges.push(...edges.map(({ name, to }) => ({ from: id, to, name })));
    return id;
  }

  #node(id: string, facts: SeriesFacts, known: KnownQuantity, shown: SideSize | null): ExplainedNode {
    const { at, from } = known;
    const settledBy = this.#settledBy(facts, known);
    return {
      id,
      key: `${at.series}/${at.period}`,
      period: at.period,
      side: at.side,
      shown: shown !== null,
      reading: readingOf(known, shown),
      ...asShown(known),
      unit: known.unit,
      scale: known.scale,
      status: known.status,
      formula: formulaOf(known).name,
      expression: expressionOf(known),
      ...(from.kind === 'print' && { print: identityOf(from.print.figure) }),
      ...(settledBy.length > 0 && { settledBy }),
      ...(from.kind === 'total' && { counts: countsOf(from.total) }),
    };
  }

  /** Events that settled the wording of a print, if the print alone is shown; notes the print's side. */
  #settledBy(of: SeriesFacts, { at, from }: KnownQuantity): readonly FigureIdentity[] {
    if (from.kind !== 'print') return [];
    const facts = of.graph.series.get(at.series) ?? of;
    const place = { facts, period: at.period, side: at.side };
    this.#note(place);
    const side = this.printedSide(place);
    const [only, another] = side?.shown ?? [];
    const isChosen = !another && only?.from.kind === 'print' && only.from.print === from.print;
    return side && isChosen ? side.settledBy : [];
  }

  #note(place: StateSide): void {
    this.#places.set(`${place.facts.key}/${place.period}/${place.side}`, place);
  }

  #printedSides(facts: SeriesFacts, period: string): readonly PrintedSide[] {
    const name = `${facts.key}/${period}`;
    const known = this.#printed.get(name) ?? printedSides(facts, period);
    this.#printed.set(name, known);
    return known;
  }
}

const MEANINGS = new Map(FORMULAS.map(({ name, meaning }) => [name, meaning.en]));

/** Names of the sides that have a number, such as `growth.GY.computed`, in the state's order. */
const sidesOf = (body: StateBody): readonly string[] =>
  figuresOf(body).flatMap(({ name, sides }) => sidesIn(sides).map(([side]) => `${name}.${side}`));

/** Count of the numbers that the state lists on a side; Infinity if the list is complete. */
function toldOf({ level, growth, other }: StateBody, name: string): number {
  const [member, ...rest] = name.split('.');
  const side = rest.at(-1) as Side;
  const key = rest.slice(0, -1).join('.');
  const sides = member === 'level' ? level : { ...growth, ...other }[key];
  return sides?.[side]?.more === undefined ? Infinity : (sides[side].readings?.length ?? 0);
}

function contentOf(known: KnownQuantity): unknown {
  const { from } = known;
  return from.kind === 'print' ? [identityOf(from.print.figure), from.reading.name] : formulaOf(known).name;
}

/** Of a derived number only where its side has another reading. */
function readingOf(known: KnownQuantity, shown: SideSize | null): string | null {
  return known.from.kind === 'print' || (shown ?? 1) > 1 ? readingNameOf(known) : null;
}

const identityOf = ({ source, id }: FigureIdentity): FigureIdentity => ({ source, id });
