import type { BothNames } from '@silkgauge/codelists';
import { nearestName, printable } from '@silkgauge/contract';
import { SdmxFault } from './fault.ts';

/** Text of a request as it stands in a message. */
export const quoted = (text: string): string => JSON.stringify(printable(text));

/** Refuses the value of a parameter: what is wrong, then what to write. */
export const badParameter = (parameter: string, wrong: BothNames, write: BothNames): SdmxFault =>
  new SdmxFault(400, printable(parameter), {
    en: `${printable(parameter)}: ${wrong.en}; ${write.en}.`,
    zh: `${printable(parameter)}：${wrong.zh}；${write.zh}。`,
  });

/** Refuses a word that is none of the known ones. */
export const unknownWord = (parameter: string, given: string, known: readonly string[]): SdmxFault =>
  badParameter(
    parameter,
    { en: `${quoted(given)} is not known`, zh: `没有 ${quoted(given)}` },
    oneOf(given, known),
  );

const MOST_LISTED = 60;

/** Whether a word is a part of a name that was written alone, such as `AREA` of `REF_AREA`. */
const isPart = (given: string, name: string): boolean =>
  given.length > 2 && name.toLowerCase().split('_').includes(given.toLowerCase());

/** Names the nearest known word, and all of them where they are few. */
const oneOf = (given: string, known: readonly string[]): BothNames => {
  const nearest = known.find((name) => isPart(given, name)) ?? nearestName(given, known) ?? '';
  const list = known.length > 1 && known.length <= MOST_LISTED ? known.join(', ') : '';
  return {
    en: `the nearest is ${nearest}${list && ` of ${list}`}`,
    zh: `最接近的是 ${nearest}${list && `，可用：${list}`}`,
  };
};

/** No such thing, such as a flow; names the nearest one that there is. */
export const notFound = (
  what: BothNames,
  part: string,
  given: string,
  known: readonly string[],
): SdmxFault => {
  const nearest = oneOf(given, known);
  return new SdmxFault(404, part, {
    en: `${part}: there is no ${what.en} ${quoted(given)}; ${nearest.en}.`,
    zh: `${part}：没有${what.zh} ${quoted(given)}；${nearest.zh}。`,
  });
};

/** A part of the standard that is not built here; says what is. */
export const notBuilt = (part: string, what: BothNames, instead: BothNames): SdmxFault =>
  new SdmxFault(501, part, {
    en: `${part}: ${what.en} is not built here; ${instead.en}.`,
    zh: `${part}：此处未实现${what.zh}；${instead.zh}。`,
  });

/** Under REST 1.5 an empty answer is an error; REST 2.2 answers 204. */
export const nothingMatches = (): SdmxFault =>
  new SdmxFault(404, null, {
    en: 'Nothing matches the query; see what there is at availableconstraint.',
    zh: '没有符合查询条件的数据；可用 availableconstraint 查看现有数据。',
  });

/** An answer above a bound: `most` of what is counted. */
export const tooLarge = (most: number, counted: BothNames, instead: BothNames): SdmxFault =>
  new SdmxFault(413, null, {
    en: `The answer would have more than ${String(most)} ${counted.en}; ${instead.en}.`,
    zh: `结果将超过 ${String(most)} ${counted.zh}；${instead.zh}。`,
  });

/** A sequence that the log has not reached. */
export const aheadOfLog = (parameter: string, given: string, last: string): SdmxFault =>
  badParameter(
    parameter,
    { en: `the log has not reached sequence ${given}`, zh: `变更日志尚未到达序号 ${given}` },
    { en: `write ${last}, which is the last, or less`, zh: `请写 ${last}（最后一个）或更小的序号` },
  );

/** `updatedAfter` behind `asOf`: nothing can have become known in between. */
export const afterAsOf = (): SdmxFault =>
  badParameter(
    'updatedAfter',
    { en: 'it is later than asOf', zh: '晚于 asOf' },
    { en: 'write an earlier updatedAfter, or a later asOf', zh: '请写较早的 updatedAfter，或较晚的 asOf' },
  );

export const methodNotAllowed = (): SdmxFault =>
  new SdmxFault(405, null, {
    en: 'Only GET, HEAD and OPTIONS are served here.',
    zh: '此处只接受 GET、HEAD 和 OPTIONS。',
  });

export const databaseAway = (): SdmxFault =>
  new SdmxFault(503, null, {
    en: 'The database cannot be reached at the moment; ask again after Retry-After seconds.',
    zh: '暂时无法连接数据库；请在 Retry-After 秒后重试。',
  });
