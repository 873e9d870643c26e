import { ATTRIBUTES, DIMENSIONS, NUMBERS } from '../structure/components.ts';

/** Which schema of ours: of a version, for one flow, flat or in series. */
export interface DsdSchema {
  readonly version: 'v2_1' | 'v3_0';
  /** Name space of the data: that of the structure and its observation level. */
  readonly space: string;
  readonly isFlat: boolean;
  readonly hasPeriods: boolean;
}

/** The schema that the standard derives from a data structure; types of values are those of the components. */
export function dsdSchema({ version, space, isFlat, hasPeriods }: DsdSchema): string {
  const base = `http://www.sdmx.org/resources/sdmxml/schemas/${version}`;
  const isTimeSeries = version === 'v2_1' && !isFlat;
  const of = (name: string) => `dsd:${isTimeSeries ? `TimeSeries${name}` : name}`;
  const dimensions = DIMENSIONS.map((id) => `<xs:attribute name="${id}" type="Code" use="required"/>`).join(
    '',
  );
  const rest = ATTRIBUTES.map((id) => {
    const type = { Decimal: 'xs:decimal', BigInteger: 'xs:integer', text: 'xs:string' }[
      NUMBERS[id] ?? 'text'
    ];
    return `<xs:attribute name="${id}" type="${type}" use="optional"/>`;
  }).join('');
  const period = `<xs:attribute name="TIME_PERIOD" type="common:ObservationalTimePeriodType" use="${hasPeriods ? 'required' : 'prohibited'}"/>`;
  const noYearStart = '<xs:attribute name="REPORTING_YEAR_START_DAY" type="xs:gMonthDay" use="prohibited"/>';
  const derived = (name: string, from: string, content: string, attributes: string) =>
    `<xs:complexType name="${name}"><xs:complexContent><xs:restriction base="${from}"><xs:sequence><xs:element ref="common:Annotations" minOccurs="0"/>${content}</xs:sequence>${attributes}${noYearStart}</xs:restriction></xs:complexContent></xs:complexType>`;
  const members = isFlat ? 'Obs' : 'Series';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="${space}" xmlns:dsd="${base}/data/structurespecific" xmlns:common="${base}/common" targetNamespace="${space}" elementFormDefault="qualified" attributeFormDefault="unqualified">`,
    `<xs:import namespace="${base}/data/structurespecific" schemaLocation="SDMXDataStructureSpecific.xsd"/>`,
    `<xs:import namespace="${base}/common" schemaLocation="SDMXCommon.xsd"/>`,
    '<xs:simpleType name="Code"><xs:restriction base="xs:string"><xs:pattern value="[A-Za-z0-9_@$\\-]+"/></xs:restriction></xs:simpleType>',
    derived(
      'DataSetType',
      of('DataSetType'),
      `<xs:element name="DataProvider" type="common:DataProviderReferenceType" form="unqualified" minOccurs="0"/><xs:choice minOccurs="0"><xs:element name="${members}" type="${members}Type" form="unqualified" maxOccurs="unbounded"/></xs:choice>`,
      '',
    ),
    isFlat
      ? ''
      : derived(
          'SeriesType',
          isTimeSeries ? 'dsd:TimeSeriesType' : 'dsd:SeriesType',
          '<xs:element name="Obs" type="ObsType" form="unqualified" minOccurs="0" maxOccurs="unbounded"/>',
          dimensions,
        ),
    derived(
      'ObsType',
      of('ObsType'),
      '',
      `${isFlat ? dimensions : ''}${isTimeSeries ? '' : period}<xs:attribute name="OBS_VALUE" type="xs:decimal" use="optional"/>${rest}`,
    ),
    '</xs:schema>',
  ].join('\n');
}
