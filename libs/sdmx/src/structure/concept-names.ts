import { DIMENSION_WORDS, words } from '@silkgauge/contract';
import { type BothNames, LANGUAGES, type Language } from '@silkgauge/codelists';
import { type Component, ATTRIBUTE_NAMES } from './components.ts';

/** A language, then the other. */
export const languagesFrom = (first: Language): readonly Language[] => [
  first,
  ...LANGUAGES.codes.filter((other) => other !== first),
];

/** Names of the concepts behind the components. */
export const CONCEPT_NAMES: Readonly<Record<Component, BothNames>> = {
  ...(Object.fromEntries(
    Object.values(DIMENSION_WORDS).map(({ sdmx: { id, names } }) => [id, names]),
  ) as Record<(typeof DIMENSION_WORDS)[keyof typeof DIMENSION_WORDS]['sdmx']['id'], BothNames>),
  FREQ: words('Frequency', '频率'),
  TRANSFORMATION: words('Transformation', '变换'),
  BASIS: words('Basis', '来源'),
  READING: words('Reading', '读法'),
  TIME_PERIOD: words('Time period', '时期'),
  OBS_VALUE: words('Observation value', '观测值'),
  ...ATTRIBUTE_NAMES,
};
