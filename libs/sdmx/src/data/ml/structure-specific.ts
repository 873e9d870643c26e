import type { Observation } from '../../observation/observation.ts';
import { DIMENSIONS, MEASURE, TIME_DIMENSION } from '../../structure/components.ts';
import type { DataMessage, DataSet } from '../writer.ts';
import { levelOf, type Layout, type MlForm, type MlParts } from './ml-writer.ts';
import { xmlAttribute } from './xml-text.ts';

/** What tells the versions of structure-specific data apart. */
export interface StructureSpecificForm {
  /** The version in the name spaces. */
  readonly version: 'v2_1' | 'v3_0';
  /** Name of the root by layout. */
  readonly rootName: (layout: Layout) => string;
  /** URN of what the data are of. */
  readonly structureUrn: (layout: Layout) => string;
  /** The reference to it in the header. */
  readonly reference: (layout: Layout) => string;
  /** Attributes of a data set that this version alone has. */
  readonly ofDataSet: string;
}

export function structureSpecific(form: StructureSpecificForm): MlForm {
  const spaceOf = (layout: Layout) => `${form.structureUrn(layout)}:ObsLevelDim:${levelOf(layout)}`;
  const base = `http://www.sdmx.org/resources/sdmxml/schemas/${form.version}`;
  return {
    rootName: form.rootName,
    root: (layout) =>
      [
        form.rootName(layout),
        xmlAttribute('xmlns:message', `${base}/message`),
        xmlAttribute('xmlns:common', `${base}/common`),
        xmlAttribute('xmlns:ss', `${base}/data/structurespecific`),
        xmlAttribute('xmlns:ns1', spaceOf(layout)),
        xmlAttribute('xmlns:xsi', 'http://www.w3.org/2001/XMLSchema-instance'),
      ].join(''),
    structure: (layout) =>
      [
        `<message:Structure structureID="${layout.flow}" namespace="${spaceOf(layout)}" dimensionAtObservation="${levelOf(layout)}">`,
        form.reference(layout),
        '</message:Structure>',
      ].join('\n'),
    dataSet: ({ action, validFrom, validTo }, layout) =>
      [
        xmlAttribute('ss:structureRef', layout.flow),
        ' xsi:type="ns1:DataSetType"',
        form.ofDataSet,
        xmlAttribute('ss:action', action),
        validFrom === undefined ? '' : xmlAttribute('ss:validFromDate', validFrom),
        validTo === undefined ? '' : xmlAttribute('ss:validToDate', validTo),
      ].join(''),
    parts,
  };
}

function parts({ attributes, measures, seriesKeysOnly }: DataMessage, { action }: DataSet): MlParts {
  const hasRest = action !== 'Delete' && !seriesKeysOnly;
  const rest = ({ value, attributes: found }: Observation): string => {
    if (!hasRest) return '/>\n';
    let text = measures && value !== null ? xmlAttribute(MEASURE, value) : '';
    for (const attribute of attributes) {
      const shown = found[attribute];
      if (shown !== undefined) text += xmlAttribute(attribute, shown);
    }
    return `${text}/>\n`;
  };
  const keyed = ({ key }: Observation): string => {
    let text = '';
    for (const dimension of DIMENSIONS) text += xmlAttribute(dimension, key[dimension]);
    return text;
  };
  const timed = ({ period }: Observation): string =>
    period === null || seriesKeysOnly ? '' : xmlAttribute(TIME_DIMENSION, period);
  return {
    openSeries: (observation) => `<Series${keyed(observation)}>\n`,
    closeSeries: '</Series>\n',
    observation: (observation) => `<Obs${timed(observation)}${rest(observation)}`,
    flatObservation: (observation) => `<Obs${keyed(observation)}${timed(observation)}${rest(observation)}`,
  };
}
