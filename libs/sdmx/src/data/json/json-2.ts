import { contextName } from '../../structure/catalogue.ts';
import { AGENCY, FLOW_WORDS, type Flow } from '../../structure/flows.ts';
import { languagesFrom } from '../../structure/concept-names.ts';
import { artefactUrn } from '../../structure/urns.ts';
import type { DataMessage, DataWriter } from '../writer.ts';
import { VALUES_2 } from './component-values.ts';
import { jsonWriter, type JsonForm } from './json-writer.ts';
import { named } from './named.ts';

/** The flow or structure that data are of. */
const link = (flow: Flow, { context }: DataMessage): object => ({
  urn: artefactUrn(contextName(context, flow)),
  rel: context,
});

function structureOf(flow: Flow, dataSets: readonly number[], message: DataMessage): object {
  const { name, description } = FLOW_WORDS[flow];
  return {
    links: [link(flow, message)],
    ...named('name', name, message),
    ...named('description', description, message),
    annotations: [],
    dataSets,
  };
}

const form = (schema: string, isNamedFirst: boolean): JsonForm => ({
  takesSeveralFlows: true,
  head: (message) => {
    const { id, prepared, test, language } = message;
    const sender = { id: AGENCY };
    const meta = { schema, id, prepared, test, contentLanguages: languagesFrom(language), sender };
    const members = { ...(isNamedFirst && { $schema: schema }), meta };
    return JSON.stringify(members).slice(0, -1);
  },
  components: {
    ...VALUES_2,
    attribute: (isMandatory) => ({ isMandatory, relationship: { observation: {} } }),
  },
  hasMeasures: true,
  dataSet: ({ flow, action, validFrom, validTo }, structure, message) => ({
    structure,
    action,
    ...(validFrom !== undefined && { validFrom }),
    ...(validTo !== undefined && { validTo }),
    links: [link(flow, message)],
  }),
  structures: ['"structures":[', ']'],
  structure: structureOf,
});

export const json20: DataWriter = jsonWriter(
  form('https://json.sdmx.org/2.0.0/sdmx-json-data-schema.json', false),
);

export const json21: DataWriter = jsonWriter(
  form('https://json.sdmx.org/2.1/sdmx-json-data-schema.json', true),
);
