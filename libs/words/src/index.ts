export {
  authorOf,
  chainOf,
  chainParts,
  printParts,
  type Chain,
  type ChainPart,
  type Origin,
} from './chain.ts';
export { codeName, shortCodeName, UNSAID, type CodeNames } from './code-names.ts';
export { dateText, dayText, MONTHS, ORDINALS, periodPhrase, periodText } from './period.ts';
export { grouped, POWERS, type Power } from './powers.ts';
export {
  decimalAt,
  digitsAt,
  isSame,
  magnitudeOf,
  powerOfTen,
  printedScaled,
  roundedTo,
  scaledOf,
  unsigned,
  type Direction,
  type Scaled,
} from './scaled.ts';
export { isRate, unitName, unitPhrase } from './unit-names.ts';
export { written, type Writable, type Written } from './written.ts';
