import type { ArtefactType, Door } from '../query/data-query.ts';
import type { ArtefactName } from './catalogue.ts';

const CLASSES: Readonly<Record<Exclude<ArtefactType, 'constraint'>, string>> = {
  agencyscheme: 'base.AgencyScheme',
  conceptscheme: 'conceptscheme.ConceptScheme',
  codelist: 'codelist.Codelist',
  datastructure: 'datastructure.DataStructure',
  dataflow: 'datastructure.Dataflow',
};
const CONSTRAINT: Readonly<Record<Door, string>> = {
  '3.0': 'registry.DataConstraint',
  '2.1': 'registry.ContentConstraint',
};
const ITEMS = {
  agencyscheme: 'base.Agency',
  conceptscheme: 'conceptscheme.Concept',
  codelist: 'codelist.Code',
};

/** Package and class of an artefact, as references of SDMX 2.1 have them. */
export function classOf(
  type: Exclude<ArtefactType, 'constraint'>,
): readonly [packageName: string, className: string] {
  const [packageName = '', className = ''] = CLASSES[type].split('.');
  return [packageName, className];
}

/** `SILKGAUGE:DF_GROWTH(1.0.0)`. */
export const artefactId = ({ agency, id, version }: ArtefactName): string => `${agency}:${id}(${version})`;

const urn = (kind: string, name: ArtefactName): string =>
  `urn:sdmx:org.sdmx.infomodel.${kind}=${artefactId(name)}`;

/** The URN of an artefact; a constraint has another class under SDMX 2.1. */
export const artefactUrn = (name: ArtefactName, generation: Door = '3.0'): string =>
  urn(name.type === 'constraint' ? CONSTRAINT[generation] : CLASSES[name.type], name);

/** The URN of a code, concept or agency. */
export const itemUrn = (scheme: ArtefactName & { readonly type: keyof typeof ITEMS }, item: string): string =>
  `${urn(ITEMS[scheme.type], scheme)}.${item}`;
