import type { Artefact, StructureMessage } from '../artefact.ts';
import { AGENCY } from '../flows.ts';
import { languagesFrom } from '../concept-names.ts';
import { artefactUrn } from '../urns.ts';
import { jsonArtefact } from './artefact-json.ts';

type Version = '2.1.0' | '2.0.0';

const SCHEMAS: Readonly<Record<Version, string>> = {
  '2.1.0': 'https://json.sdmx.org/2.1/sdmx-json-structure-schema.json',
  '2.0.0':
    'https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json',
};

/** Members of `data`, by type of artefact. */
const MEMBERS: Readonly<Record<Artefact['type'], string>> = {
  agencyscheme: 'agencySchemes',
  codelist: 'codelists',
  conceptscheme: 'conceptSchemes',
  datastructure: 'dataStructures',
  dataflow: 'dataflows',
  constraint: 'dataConstraints',
};

/** What 2.1 calls the answers to queries of availability. */
const AVAILABILITY = 'availabilityConstraints';

/** A message of structures in SDMX-JSON. */
export function structureJson(version: Version, message: StructureMessage): string {
  const { id, prepared, test, language } = message;
  const data: Record<string, object[]> = {};
  for (const artefact of message.artefacts) {
    const isAvailability = version === '2.1.0' && artefact.type === 'constraint' && artefact.isAvailability;
    const member = isAvailability ? AVAILABILITY : MEMBERS[artefact.type];
    (data[member] ??= []).push(jsonArtefact(version, artefact, message));
  }
  const schema = SCHEMAS[version];
  return JSON.stringify({
    ...(version === '2.1.0' && { $schema: schema }),
    meta: {
      ...{ schema, id, prepared, test },
      contentLanguages: languagesFrom(language),
      sender: { id: AGENCY },
      ...(message.isSchema && {
        links: message.artefacts.map((artefact) => ({ rel: 'related', urn: artefactUrn(artefact) })),
      }),
    },
    data,
  });
}
