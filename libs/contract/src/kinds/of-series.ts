import { DOMAINS } from '../domains.ts';
import { DIMENSIONS, type Dimension } from '../series-key.ts';
import { text, word } from '../shapes/shape.ts';

const codes = Object.fromEntries(DIMENSIONS.map((name) => [name, text('Code of the series.')])) as Record<
  Dimension,
  ReturnType<typeof text>
>;

/** Attributes of a delivery that is about a figure. */
export const OF_SERIES = {
  ...codes,
  period: text('Period of the state or claim.'),
  domain: word(DOMAINS, 'Of the feed that it came by.'),
};
