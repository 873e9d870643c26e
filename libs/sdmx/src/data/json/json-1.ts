import { MEASURE } from '../../structure/components.ts';
import { AGENCY, FLOW_WORDS } from '../../structure/flows.ts';
import { CONCEPT_NAMES, languagesFrom } from '../../structure/names.ts';
import type { DataWriter } from '../writer.ts';
import { VALUES_1 } from './component-values.ts';
import { jsonWriter } from './json-writer.ts';

export const json1: DataWriter = jsonWriter({
  takesSeveralFlows: false,
  head: ({ id, prepared, test, language }) => {
    const schema = 'https://json.sdmx.org/1.0/sdmx-json-data-schema.json';
    const sender = { id: AGENCY };
    const meta = { schema, id, test, prepared, 'content-language': languagesFrom(language), sender };
    return JSON.stringify({ meta }).slice(0, -1);
  },
  components: {
    ...VALUES_1,
    named: (component, { language }) => ({ name: CONCEPT_NAMES[component][language] }),
    role: (role) => ({ role }),
    attribute: () => ({ relationship: { primaryMeasure: MEASURE } }),
  },
  hasMeasures: false,
  dataSet: ({ action, validFrom, validTo }) => ({
    action,
    ...(validFrom !== undefined && { validFrom }),
    ...(validTo !== undefined && { validTo }),
    links: [],
  }),
  structures: ['"structure":', ''],
  structure: (flow, _dataSets, { language }) => ({
    links: [],
    name: FLOW_WORDS[flow].name[language],
    description: FLOW_WORDS[flow].description[language],
    annotations: [],
  }),
});
