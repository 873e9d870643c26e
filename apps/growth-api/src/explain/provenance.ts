import type { BothNames } from '@silkgauge/codelists';
import type { ExplainedNode, ExplainedPrint, Explanation, Provenance } from '@silkgauge/contract';
import { CODE_REGISTERS } from '@silkgauge/known';

/*
 * An explanation as W3C PROV-O in JSON-LD. Entities are the state, its numbers, the events behind them and
 * their documents; activities are the rules at work; agents are reporters, the publishers of documents, and
 * this system. The context is part of the document, so that no reader fetches anything.
 */

const link = (id: string) => ({ '@id': id, '@type': '@id' });

const CONTEXT = {
  prov: 'http://www.w3.org/ns/prov#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  dcterms: 'http://purl.org/dc/terms/',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  sg: 'urn:silkgauge:term:',
  agent: link('prov:agent'),
  excludedBy: link('sg:excludedBy'),
  generatedAtTime: { '@id': 'prov:generatedAtTime', '@type': 'xsd:dateTime' },
  hadMember: link('prov:hadMember'),
  hadPlan: link('prov:hadPlan'),
  hadPrimarySource: link('prov:hadPrimarySource'),
  used: link('prov:used'),
  wasAssociatedWith: link('prov:wasAssociatedWith'),
  wasAttributedTo: link('prov:wasAttributedTo'),
  wasDerivedFrom: link('prov:wasDerivedFrom'),
  wasGeneratedBy: link('prov:wasGeneratedBy'),
  qualifiedAssociation: 'prov:qualifiedAssociation',
  value: 'prov:value',
  label: 'rdfs:label',
  issued: 'dcterms:issued',
} as const;

const SOFTWARE = 'urn:silkgauge:software:aggregation';

type Thing = Provenance['@graph'][number];

/** The provenance of a state and of each number that it rests on. */
export function provenanceOf(explanation: Explanation): Provenance {
  const { state, nodes, edges, formulas, prints, morePrints, sales } = explanation;
  const own = stateIri(state);
  const inputs = new Map<string, string[]>();
  for (const { from, to } of edges) inputs.set(from, [...(inputs.get(from) ?? []), `${own}#${to}`]);
  const ranges = (sales?.ranges ?? []).map((range): Thing => {
    const { topic, partition, from, to, events } = range;
    return entity(`urn:silkgauge:records:${segment(topic)}:${String(partition)}:${from}-${to}`, {
      'sg:topic': topic,
      'sg:partition': partition,
      'sg:firstOffset': from,
      'sg:lastOffset': to,
      'sg:events': events,
    });
  });
  const behind = nodes.length > 0 ? [] : prints.map(eventIri);
  const figure = entity(own, {
    '@type': ['prov:Entity', 'prov:Collection'],
    label: state.key,
    ...(state.knownAt === null ? {} : { generatedAtTime: state.knownAt }),
    ...('publishedBy' in state && { 'sg:publishedBy': state.publishedBy }),
    ...(morePrints && { 'sg:morePrints': morePrints.count }),
    wasAttributedTo: reporterIri(reporterOf(state.key)),
    wasDerivedFrom: [...behind, ...ranges.map((range) => range['@id'])],
    hadMember: nodes.filter(({ shown }) => shown).map(({ id }) => `${own}#${id}`),
  });
  const numbers = nodes.flatMap((node) => numberAndRule(own, node, inputs.get(node.id) ?? []));
  const plans = formulas.map(({ formula, meaning }) =>
    entity(formulaIri(formula), { '@type': ['prov:Entity', 'prov:Plan'], label: meaning }),
  );
  const reporters = [...new Set([state.key, ...prints.map(({ key }) => key)].map(reporterOf))].map(reporter);
  const software: Thing = { '@id': SOFTWARE, '@type': ['prov:SoftwareAgent'], label: 'Silkgauge' };
  const things = [figure, ...numbers, ...prints.flatMap(printed), ...documentsOf(prints), ...ranges];
  const agents = [...reporters, ...prints.map(publisherOf), software];
  return { '@context': CONTEXT, '@graph': unique([...things, ...plans, ...agents]) };
}

/** A number, and its rule at work; a print is what its reporter says, anything else is worked out here. */
function numberAndRule(own: string, node: ExplainedNode, inputs: readonly string[]): Thing[] {
  const number = `${own}#${node.id}`;
  const activity = `${number}-rule`;
  const from = [
    ...inputs,
    ...[node.print, ...(node.settledBy ?? [])].flatMap((one) => (one ? eventIri(one) : [])),
  ];
  return [
    entity(number, {
      label: `${node.key} ${node.side}`,
      ...(node.value !== null && { value: node.value }),
      'sg:low': node.low,
      'sg:high': node.high,
      'sg:unit': node.unit,
      'sg:status': node.status,
      wasGeneratedBy: activity,
      wasDerivedFrom: from,
      wasAttributedTo: node.print ? reporterIri(reporterOf(node.key)) : SOFTWARE,
    }),
    {
      '@id': activity,
      '@type': ['prov:Activity'],
      label: node.expression,
      used: from,
      wasAssociatedWith: SOFTWARE,
      qualifiedAssociation: {
        '@type': 'prov:Association',
        agent: SOFTWARE,
        hadPlan: formulaIri(node.formula),
      },
    },
  ];
}

/** The event of a print, and those that leave it no place. */
function printed(print: ExplainedPrint): Thing[] {
  const document = documentIri(print);
  const { excluded } = print;
  const excludedBy = excluded?.by.map(eventIri) ?? [];
  const event = entity(eventIri(print), {
    ...(print.quote !== null && { value: print.quote }),
    generatedAtTime: print.knownAt,
    ...(print.publishedAt !== '_U' && {
      issued: { '@value': print.publishedAt, '@type': dateType(print.publishedAt) },
    }),
    wasAttributedTo: reporterIri(reporterOf(print.key)),
    ...(document !== null && { hadPrimarySource: document, wasDerivedFrom: [document] }),
    ...(print.position !== undefined && { 'sg:position': print.position }),
    ...(print.kind !== null && { 'sg:evidenceKind': print.kind }),
    'sg:chain': inBothLanguages(print.chain),
    'sg:topic': print.topic,
    'sg:partition': print.partition,
    'sg:offset': print.offset,
    'sg:standing': print.standing ?? 'unknown',
    ...(excluded && {
      'sg:proof': inBothLanguages(excluded.proof),
      excludedBy,
      ...(excluded.more !== undefined && { 'sg:moreExcludedBy': excluded.more }),
    }),
    'sg:withdrawn': print.withdrawn,
  });
  return [event, ...excludedBy.map((iri) => entity(iri, {}))];
}

/** The documents of prints: of one that several quote, all that is told of it. */
function documentsOf(prints: readonly ExplainedPrint[]): Thing[] {
  const byIri = Map.groupBy(prints, documentIri);
  return [...byIri].flatMap(([iri, quoted]) => {
    if (iri === null) return [];
    const sha256 = quoted.findLast((print) => print.sha256 !== undefined)?.sha256;
    return entity(iri, {
      'dcterms:identifier': quoted[0]?.document,
      ...(sha256 !== undefined && { 'sg:sha256': sha256.toLowerCase() }),
      wasAttributedTo: [...new Set(quoted.map(publisherIri))],
    });
  });
}

const reporter = (code: string): Thing => {
  const names = CODE_REGISTERS.reporter.get(code);
  return organization(reporterIri(code), names ? inBothLanguages(names) : code);
};

/** Who printed a document; one that is a body of the register has its names. */
function publisherOf(print: ExplainedPrint): Thing {
  const { code, name } = print.publisher;
  const names = code === undefined ? undefined : CODE_REGISTERS.reporter.get(code);
  return organization(publisherIri(print), inBothLanguages(names ?? name));
}

const organization = (id: string, label: unknown): Thing => ({
  '@id': id,
  '@type': ['prov:Agent', 'prov:Organization'],
  label,
});

const inBothLanguages = ({ en, zh }: BothNames) => [
  { '@value': en, '@language': 'en' },
  { '@value': zh, '@language': 'zh' },
];

const entity = (id: string, members: Readonly<Record<string, unknown>>): Thing => ({
  '@id': id,
  '@type': ['prov:Entity'],
  ...members,
});

/** Things by id, with all that is told of each. */
function unique(things: readonly Thing[]): Thing[] {
  const byId = new Map<string, Thing>();
  for (const thing of things) byId.set(thing['@id'], { ...byId.get(thing['@id']), ...thing });
  return [...byId.values()];
}

const segment = (text: string): string => encodeURIComponent(text.toWellFormed());
const reporterOf = (key: string): string => key.slice(0, key.indexOf('.'));
const reporterIri = (code: string): string => `urn:silkgauge:reporter:${segment(code)}`;
const publisherIri = ({ publisher: { code, name } }: ExplainedPrint): string =>
  code === undefined ? `urn:silkgauge:publisher:${segment(name.en)}` : reporterIri(code);
const formulaIri = (formula: string): string => `urn:silkgauge:formula:${segment(formula)}`;
const eventIri = ({ source, id }: Pick<ExplainedPrint, 'source' | 'id'>): string =>
  `urn:silkgauge:event:${segment(source)}:${segment(id)}`;

const stateIri = (state: Explanation['state']): string =>
  `urn:silkgauge:state:${segment(state.key)}:${'publishedBy' in state ? segment(state.publishedBy) : String(state.version)}`;

/** Address of a document as an IRI: as it is, where it is one. */
function documentIri({ document }: ExplainedPrint): string | null {
  if (document === null) return null;
  if (!URL.canParse(document)) return `urn:silkgauge:document:${segment(document)}`;
  return new URL(document).href.replace(/[<>"{}|\\^`]/g, encodeURIComponent);
}

/** XML Schema type of a publication time. */
function dateType(publishedAt: string): string {
  if (publishedAt.length > 10) return 'xsd:dateTime';
  return { 4: 'xsd:gYear', 7: 'xsd:gYearMonth' }[publishedAt.length] ?? 'xsd:date';
}
