import type { BothNames } from '@silkgauge/codelists';
import { WORDS } from '@silkgauge/contract';
import { notFound } from '../errors/refusals.ts';
import { SdmxFault } from '../errors/fault.ts';
import type { AvailabilityQuery, Detail, StructureQuery } from '../query/data-query.ts';
import { COMPONENTS } from '../query/filters.ts';
import { artefactsNamed } from '../query/structure-request.ts';
import type { Artefact, Constraint, Counts, Item, ItemScheme, KeyValues } from './artefact.ts';
import {
  CODE_LIST_OF,
  constraintOf,
  flowName,
  structureOf,
  type ArtefactName,
  type CodedComponent,
  type CodeListId,
} from './catalogue.ts';
import type { NameOf } from './code-names.ts';
import { DIMENSIONS, TIME_DIMENSION, type Dimension } from './components.ts';
import { AGENCY, FLOWS, FLOW_WORDS, type Flow } from './flows.ts';
import { CONCEPT_NAMES } from './concept-names.ts';
import { artefactKey, referencesOf } from './references.ts';

/** What observations of a flow have. */
export interface Used {
  /** Codes by component, in order of code; a component without codes may be left out. */
  readonly codes: Readonly<Partial<Record<CodedComponent, readonly string[]>>>;
  /** First day of the first period and last day of the last one; null without periods. */
  readonly period: { readonly start: string; readonly end: string } | null;
  readonly counts: Counts | null;
}

export interface Content {
  readonly used: Readonly<Record<Flow, Used>>;
  readonly nameOf: NameOf;
}

interface Wanted {
  readonly name: ArtefactName;
  readonly stub: Artefact['stub'];
  /** Item schemes hold what these flows use; null for what any uses. */
  readonly flows: readonly Flow[] | null;
}

/** How much of what is asked for, and of what is around it, each detail leaves. */
const STUBS: Readonly<Record<Detail, readonly [asked: Artefact['stub'], referenced: Artefact['stub']]>> = {
  full: [null, null],
  raw: [null, null],
  referencepartial: [null, null],
  allstubs: ['stub', 'stub'],
  referencestubs: [null, 'stub'],
  allcompletestubs: ['complete', 'complete'],
  referencecompletestubs: [null, 'complete'],
};

/** Which artefacts a query asks for, and how much of each: what needs no look at codes. */
function wantedBy(query: StructureQuery): readonly Wanted[] {
  const asked = artefactsNamed(query);
  const { detail } = query;
  const [askedStub, referenceStub] = STUBS[detail];
  const flows = detail === 'referencepartial' ? flowsOf(asked) : null;
  return [
    ...asked.map((name) => ({ name, stub: askedStub, flows: null })),
    ...referencesOf(asked, query.references).map((name) => ({ name, stub: referenceStub, flows })),
  ];
}

/** The flows that the named structures, flows and constraints are of; null where none is. */
function flowsOf(names: readonly ArtefactName[]): readonly Flow[] | null {
  const keys = new Set(names.map(artefactKey));
  const flows = FLOWS.filter((flow) =>
    [structureOf(flow), flowName(flow), constraintOf(flow)].some((name) => keys.has(artefactKey(name))),
  );
  return flows.length === 0 ? null : flows;
}

/** Whether the answer needs codes that states use: stubs, flows and concepts do not. */
export const needsContent = (query: StructureQuery): boolean =>
  wantedBy(query).some(
    ({ name, stub }) => stub === null && (name.type === 'codelist' || name.type === 'constraint'),
  );

/**
 * The artefacts that a query asks for, in the order of the catalogue of each part: asked ones first.
 * @throws SdmxFault 404 where none of the asked items is there, 400 for items of what has none
 */
export function artefactsFor(query: StructureQuery, content: Content): readonly Artefact[] {
  const asked = new Set(artefactsNamed(query).map(artefactKey));
  const artefacts = wantedBy(query).map((wanted) => artefactOf(wanted, content));
  const { items } = query;
  if (items === null) return artefacts;
  const isAsked = (artefact: Artefact): boolean => asked.has(artefactKey(artefact));
  const cut = artefacts.filter(isAsked).map((artefact) => withItems(artefact, items));
  const found = cut.filter((scheme) => scheme.items.length > 0);
  if (found.length > 0) return [...found, ...artefacts.filter((artefact) => !isAsked(artefact))];
  const known = artefacts.flatMap((artefact) => ('items' in artefact ? artefact.items : []));
  throw notFound(
    { en: 'item', zh: '条目' },
    'item',
    items.join(','),
    known.map(({ id }) => id),
  );
}

function withItems(artefact: Artefact, asked: readonly string[]): ItemScheme {
  if (!('items' in artefact)) {
    throw new SdmxFault(400, 'item', {
      en: `item: a ${artefact.type} has no items; leave the last part of the path out.`,
      zh: `item：${artefact.type} 没有条目；请省略路径的最后一段。`,
    });
  }
  return { ...artefact, items: artefact.items.filter(({ id }) => asked.includes(id)), isPartial: true };
}

/** What queries of availability ask for: a constraint of each flow, and what is wanted around them. */
export function availabilityFor(query: AvailabilityQuery, content: Content): readonly Artefact[] {
  const flows = query.flows.filter((flow) => (content.used[flow].counts?.series ?? 0) > 0);
  const names = flows.map(constraintOf);
  const lists = new Set(
    flows
      .flatMap((flow) => Object.keys(content.used[flow].codes))
      .map((id) => CODE_LIST_OF[id as CodedComponent]),
  );
  const around = referencesOf(names, query.references).filter(
    ({ type, id }) => type !== 'codelist' || lists.has(id as CodeListId),
  );
  return [
    ...flows.map((flow) => ({
      ...constraint(flow, content, query.components),
      attachment: query.context === 'dataflow' ? flowName(flow) : structureOf(flow),
      counts: content.used[flow].counts,
      isAvailability: true,
    })),
    ...around.map((name) => artefactOf({ name, stub: null, flows }, content)),
  ];
}

function artefactOf({ name, stub, flows }: Wanted, content: Content): Artefact {
  switch (name.type) {
    case 'agencyscheme':
      return scheme(
        name,
        { en: 'Agencies', zh: '机构' },
        [{ id: AGENCY, names: { en: 'Silkgauge', zh: 'Silkgauge' } }],
        true,
        stub,
      );
    case 'conceptscheme':
      return conceptScheme(name, flows ?? FLOWS, stub);
    case 'codelist':
      return codeList(name, flows ?? FLOWS, content, stub);
    case 'datastructure': {
      const flow = flowOf(name, structureOf);
      return { ...name, type: name.type, ...wordsOf(flow), stub, flow };
    }
    case 'dataflow': {
      const flow = flowOf(name, flowName);
      return { ...name, type: name.type, ...wordsOf(flow), stub, structure: structureOf(flow) };
    }
    case 'constraint':
      return { ...constraint(flowOf(name, constraintOf), content, null), stub };
  }
}

const wordsOf = (flow: Flow): { names: BothNames; description: BothNames } => ({
  names: FLOW_WORDS[flow].name,
  description: FLOW_WORDS[flow].description,
});

function flowOf(name: ArtefactName, of: (flow: Flow) => ArtefactName): Flow {
  const flow = FLOWS.find((each) => of(each).id === name.id);
  if (flow === undefined) throw new RangeError(`No flow has ${name.id}`);
  return flow;
}

const scheme = (
  name: ArtefactName,
  names: BothNames,
  items: readonly Item[],
  isPartial: boolean,
  stub: Artefact['stub'],
): ItemScheme => ({
  ...name,
  type: name.type as ItemScheme['type'],
  names,
  description: null,
  stub,
  items,
  isPartial,
});

/** Concepts of the components of these flows: all but the one without periods have the dimension of time. */
function conceptScheme(name: ArtefactName, flows: readonly Flow[], stub: Artefact['stub']): ItemScheme {
  const used = COMPONENTS.filter((id) => id !== TIME_DIMENSION || flows.includes('DF_GROWTH'));
  const items = used.map((id) => ({ id, names: CONCEPT_NAMES[id] }));
  const isPartial = used.length < COMPONENTS.length;
  return scheme(name, { en: 'Concepts of growth', zh: '增长概念' }, items, isPartial, stub);
}

/** Each list with the components whose codes it has: one at least. */
const COMPONENTS_OF = Map.groupBy(
  Object.keys(CODE_LIST_OF) as CodedComponent[],
  (component): string => CODE_LIST_OF[component],
);

/** Components whose codes no state tells of in full, as some stand in events alone: their lists are whole. */
const WHOLE: Content['used'][Flow]['codes'] = {
  EVIDENCE_KIND: WORDS['evidence-kind'].map(({ code }) => code),
};

function codeList(
  name: ArtefactName,
  flows: readonly Flow[],
  { used, nameOf }: Content,
  stub: Artefact['stub'],
): ItemScheme {
  const components = COMPONENTS_OF.get(name.id) ?? [];
  const items = new Map<string, Item>();
  for (const component of components)
    for (const codes of [WHOLE, ...flows.map((flow) => used[flow].codes)])
      for (const id of codes[component] ?? [])
        if (!items.has(id)) items.set(id, { id, names: nameOf(component, id) });
  const [first] = components;
  const sorted = [...items.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const names = first ? CONCEPT_NAMES[first] : { en: name.id, zh: name.id };
  return scheme(name, names, sorted, !components.some((component) => component in WHOLE), stub);
}

function constraint(flow: Flow, { used }: Content, only: AvailabilityQuery['components']): Constraint {
  const { codes, period } = used[flow];
  const isAsked = (dimension: Dimension | typeof TIME_DIMENSION): boolean =>
    only?.includes(dimension) ?? true;
  const keyValues: KeyValues[] = DIMENSIONS.filter(isAsked).flatMap((id) => {
    const values = codes[id] ?? [];
    return values.length === 0 ? [] : [{ id, values }];
  });
  if (period && flow === 'DF_GROWTH' && isAsked(TIME_DIMENSION))
    keyValues.push({ id: TIME_DIMENSION, ...period });
  const { name } = FLOW_WORDS[flow];
  return {
    ...constraintOf(flow),
    type: 'constraint',
    names: { en: `What there is of: ${name.en}`, zh: `现有数据：${name.zh}` },
    description: null,
    stub: null,
    attachment: flowName(flow),
    keyValues,
    counts: null,
    isAvailability: false,
  };
}
