export type {
  Because,
  Bulletin,
  BulletinKind,
  Correction,
  CorrectedNumeral,
  Lead,
  PublishedBulletin,
  Refused,
  RefusalName,
  Score,
  Sentence,
  Telling,
  Text,
  Why,
} from './bulletin.ts';
export { REFUSALS, WHYS } from './bulletin.ts';
export { toAtomContent, toHtml } from './formats/html.ts';
export { htmlText } from './formats/safe-text.ts';
export { toMarkdown } from './formats/markdown.ts';
export type { Written } from './formats/parts.ts';
export { toText } from './formats/text.ts';
export { MARKS, type Both, type Mark, type NumeralSegment, type Ref, type Segment } from './segment.ts';
export { tell } from './tell.ts';
export { digestOf, nextVersion, type Step } from './versions/next-version.ts';
export type {
  CodeName,
  Evidence,
  EvidencePrint,
  ToldClaim,
  ToldNotice,
  ToldState,
  ToldStatement,
  World,
} from './world.ts';
