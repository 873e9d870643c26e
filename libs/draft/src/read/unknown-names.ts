import { spansOf, spansTouching, type Span } from '../text/span.ts';

/** What is measured and has no code: a number beside it is of no series here. */
const INDICATOR =
  /(?<![a-z])(?:gdp|gross domestic product|retail sales|value-added (?:output|industrial output)|industrial (?:output|production)|investments?|consumption|profits?|incomes?|cpi|ppi|consumer prices?|fdi|employment|costs|wages|prices)(?![a-z])|国内生产总值|社会消费品零售总额|社零|工业增加值|投资|利润|收入|物价|就业|成本|税收|工资/g;
/** A growth of these is none of what they are a part or a price of. */
const RATE =
  /(?<![a-z])(?:shares?|proportion|tax(?:es)?|tariffs?|(?<!(?:growth|an?|annual) )rates?(?! of (?:growth|increase)))(?![a-z])|占比|比重|份额|税率|关税|利率|汇率/g;
/** A partner or a product behind the word for a flow. */
const OBJECT =
  /(?<![a-z])(?:exports?|imports?|trade|sales|shipments) (?:to|from|with|of) (?:the )?(?!us\$)([a-z][a-z0-9-]*(?: [a-z][a-z0-9-]*)?)/g;
const NO_NAME =
  /^(?:the|its|their|our|all|an?|this|that|those|last|goods|products|commodities|date|total|foreign|overseas|abroad|other|which|both|more|about|over|nearly|around|some|cross-border|e-commerce|chinese|domestic|whole|countr(?:y|ies)|nation|region|zones?|pilot|provinces?|cit(?:y|ies)|sector|industry|parks?|world|first|second|third|fourth|previous|year|january|february|march|april|may|june|july|august|september|october|november|december|one|two|three|four|five|six|seven|eight|nine|ten|partners|trading|rmb|usd)(?![a-z])/;
/** The word for a flow or trade in Chinese, before which a product may stand. */
const CHINESE_FLOW = /进出口|出口|进口|跨境电商|跨境电子商务/g;
const CHINESE_WORDS =
  /其中|我国|全国|全市|全省|全区|同期|同比|环比|累计|实现|完成|数据显示|数据|显示|货物|商品|外贸|对外|整体|总体|贸易|跨境|电商|电子商务|企业|行业|产业|地区|由于|受益于|因为|推动|带动|促进|拉动|因此|政策|表明|说明|月份|季度|今年|去年|全年|当月|方面|方式|规模|市场|平台|通过|以来|增长|下降|分别|口岸|管理|监管|零售|综合|试验区|综试区|保税|海关|统计|公布|进出口|出口|进口|总额|年|月|的|在|与|和|及|而|但|且|据|总|该|本|各|从|以|为|是|有|中|内|其|了|也|将|约|达|对|使|让|占|比/g;

/** Words in a plain text for a rate or a share, in order. */
export const ratesOf = (plain: string): readonly Span[] => spansOf(RATE, plain);

const touchesNone = (names: readonly Span[], one: Span): boolean => spansTouching(names, one).length === 0;

/** Names in a plain text of an indicator, a place or a product that no register has, in order. */
export function unknownNamesOf(
  plain: string,
  named: readonly Span[],
  periods: readonly Span[],
): readonly Span[] {
  const free = (one: Span) => touchesNone(named, one) && touchesNone(periods, one);
  const objects = [...plain.matchAll(OBJECT)].flatMap(({ 0: text, 1: name = '', index }) => {
    const end = index + text.length;
    return NO_NAME.test(name) ? [] : [{ start: end - name.length, end }];
  });
  const products = [...plain.matchAll(CHINESE_FLOW)].flatMap(({ index }) =>
    productBefore(plain, index, [named, periods]),
  );
  return [...spansOf(INDICATOR, plain), ...objects, ...products]
    .filter(free)
    .sort((a, b) => a.start - b.start);
}

const LONGEST_PRODUCT = 12;

/** Chinese words right before a flow that are no name, no period and no word of grammar. */
function productBefore(plain: string, at: number, known: readonly (readonly Span[])[]): readonly Span[] {
  const from = Math.max(0, at - LONGEST_PRODUCT);
  const touched = known.flatMap((spans) => spansTouching(spans, { start: from, end: at }));
  const start = touched.reduce((most, { end }) => Math.max(most, Math.min(end, at)), from);
  const words =
    plain
      .slice(start, at)
      .split(/[^\u4e00-\u9fff]/)
      .at(-1) ?? '';
  const isNew = words.replace(CHINESE_WORDS, '') !== '';
  return isNew && touched.every(({ end }) => end <= at) ? [{ start: at - words.length, end: at }] : [];
}
