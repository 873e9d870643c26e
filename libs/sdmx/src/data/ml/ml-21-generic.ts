import type { Observation } from '../../observation/observation.ts';
import { DIMENSIONS, TIME_DIMENSION } from '../../structure/components.ts';
import type { DataMessage, DataSet } from '../writer.ts';
import { levelOf, mlWriter, type Layout, type MlForm, type MlParts } from './ml-writer.ts';
import { structureReference } from './reference.ts';
import { xmlAttribute, xmlText } from './xml-text.ts';

const BASE = 'http://www.sdmx.org/resources/sdmxml/schemas/v2_1';

/** One value in a key or among attributes. */
const valued = (id: string, value: string): string => `<generic:Value id="${id}" value="${xmlText(value)}"/>`;

function parts({ attributes, measures, seriesKeysOnly }: DataMessage, { action }: DataSet): MlParts {
  const hasRest = action !== 'Delete' && !seriesKeysOnly;
  const codes = ({ key }: Observation): string => {
    let text = '';
    for (const dimension of DIMENSIONS) text += valued(dimension, key[dimension]);
    return text;
  };
  const rest = ({ value, attributes: found }: Observation): string => {
    if (!hasRest) return '</generic:Obs>\n';
    let text = '';
    for (const attribute of attributes) {
      const shown = found[attribute];
      if (shown !== undefined) text += valued(attribute, shown);
    }
    const shownValue = measures && value !== null ? `<generic:ObsValue value="${xmlText(value)}"/>` : '';
    const shownAttributes = text === '' ? '' : `<generic:Attributes>${text}</generic:Attributes>`;
    return `${shownValue}${shownAttributes}</generic:Obs>\n`;
  };
  return {
    openSeries: (observation) =>
      `<generic:Series><generic:SeriesKey>${codes(observation)}</generic:SeriesKey>\n`,
    closeSeries: '</generic:Series>\n',
    observation: (observation) =>
      `<generic:Obs><generic:ObsDimension${xmlAttribute('value', observation.period ?? '')}/>${rest(observation)}`,
    flatObservation: (observation) => {
      const { period } = observation;
      const time = period === null || seriesKeysOnly ? '' : valued(TIME_DIMENSION, period);
      return `<generic:Obs><generic:ObsKey>${codes(observation)}${time}</generic:ObsKey>${rest(observation)}`;
    },
  };
}

const generic = (rootName: (layout: Layout) => string): MlForm => ({
  rootName,
  root: (layout) =>
    [
      rootName(layout),
      xmlAttribute('xmlns:message', `${BASE}/message`),
      xmlAttribute('xmlns:common', `${BASE}/common`),
      xmlAttribute('xmlns:generic', `${BASE}/data/generic`),
    ].join(''),
  structure: (layout) =>
    [
      `<message:Structure structureID="${layout.flow}" dimensionAtObservation="${levelOf(layout)}">`,
      structureReference(layout),
      '</message:Structure>',
    ].join('\n'),
  dataSet: ({ action, validFrom, validTo }, { flow }) =>
    [
      xmlAttribute('structureRef', flow),
      xmlAttribute('action', action),
      validFrom === undefined ? '' : xmlAttribute('validFromDate', validFrom),
      validTo === undefined ? '' : xmlAttribute('validToDate', validTo),
    ].join(''),
  parts,
});

export const ml21Generic = mlWriter(generic(() => 'GenericData'));

/** Flat data are no time series: their root is the general one. */
export const ml21GenericTimeSeries = mlWriter(
  generic(({ isFlat }) => (isFlat ? 'GenericData' : 'GenericTimeSeriesData')),
);
