import { MEASURE } from '../../structure/components.ts';
import { AGENCY, FLOW_WORDS } from '../../structure/flows.ts';
import { languagesFrom } from '../../structure/concept-names.ts';
import type { DataWriter } from '../writer.ts';
import { VALUES_1 } from './component-values.ts';
import { jsonWriter } from './json-writer.ts';
import { named } from './named.ts';

export const json1: DataWriter = jsonWriter({
  takesSeveralFlows: false,
  head: ({ id, prepared, test, language }) => {
    const schema = 'https://json.sdmx.org/1.0/sdmx-json-data-schema.json';
    const sender = { id: AGENCY };
    const meta = { schema, id, test, prepared, contentLanguages: languagesFrom(language), sender };
    return JSON.stringify({ meta }).slice(0, -1);
  },
  components: {
    ...VALUES_1,
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
  structure: (flow, _dataSets, message) => ({
    links: [],
    ...named('name', FLOW_WORDS[flow].name, message),
    ...named('description', FLOW_WORDS[flow].description, message),
    annotations: [],
  }),
});
