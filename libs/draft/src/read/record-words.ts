const KEPT = '(?:records?|data|statistics) (?:began|begin|started)(?: in \\d{4})?';
const OF_ALL = `(?:since ${KEPT}|ever(?: recorded)?|(?:on|in) record|in history)`;
const YEARS = 'in (?:[a-z0-9-]+ ){1,4}(?:years?|months|quarters|decades?)';
const LEAST_OR_MOST =
  '(?:high|low|larg|bigg|small|great|fast|quick|slow|strong|weak|steep|sharp)est(?: [a-z-]+){0,3}';
const MONTH =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december)(?![a-z])';

/** Words that call something the highest or the lowest of all before it, or of some. */
export const ENGLISH_RECORD = new RegExp(
  `(?<![a-z])(?:${[
    '(?:(?:an?|new|another|fresh) )*(?:record|all-time|historic(?:al)?)[- ](?:high|low|peak)s?',
    '(?:(?:an?|new|another|fresh) )*record[- ]levels?',
    '(?:(?:a|new|another|fresh) )*(?<!(?:customs|to) )record (?:imports|exports|trade)',
    '(?<!(?:customs|to|the) )record(?= (?:growth|pace|rise|increase|jump|gain|fall|drop|decline|surplus|deficit))',
    '(?:a|new|another|fresh) record(?! of(?! (?:(?:about|over|nearly|around|more than) )?[a-z]{0,3}[$¥€]?\\d))',
    `${LEAST_OR_MOST} (?:${OF_ALL}|since|${YEARS})`,
  ].join('|')})(?![a-z])`,
  'g',
);
const SEASON = '同期|单月|单季|月度|季度|年度|的';
const ALL_TIME = '历史|有史以来|有统计以来|有记录以来';
/** As {@link ENGLISH_RECORD}. 创新高 is no beginning of 创新高地, "heights of innovation". */
export const CHINESE_RECORD = new RegExp(
  [
    `创(?:下|出|造)?了?(?:${ALL_TIME}|${SEASON})*(?:新高(?![地质水端效技校科])|新低(?![碳成])|最高|最低|纪录)`,
    `刷新(?:${ALL_TIME}|${SEASON})*(?:新高|新低|纪录)`,
    `(?:${ALL_TIME})(?:${SEASON})*(?:新高|新低|第[二三四五]高|最[高低快慢])`,
    `(?:近?[\\d一二两三四五六七八九十几多]{1,4}(?:年|个月|月|个季度)(?:\\d{1,2}月)?份?(?:以来|来|内)|年内|近[\\d一二两三四五六七八九十几]{1,3}年)(?:${SEASON})*(?:新高|新低|最[高低快慢])`,
  ].join('|'),
  'g',
);

/** The words of a record in English that call a level the highest or lowest of all, where nothing else denies it. */
export const IS_ENGLISH_LEVEL = new RegExp(
  `record|all-time|historic|^(?:high|low|larg|bigg|small)est(?: (?:monthly|quarterly|annual|yearly|level|value|figure|total|amount|volume))* ${OF_ALL}$`,
);
export const IS_CHINESE_LEVEL = /^(?:创|刷新|历史|有)(?!.*(?:第.高|[快慢]$))/;
export const IS_LOWEST = /low|small|低/;

/** What is said of a record behind it that is one of the same month of other years alone. */
export const BEHIND_OF_SEASON = new RegExp(
  `^ for (?:(?:any|the|the month of) )?(?:${MONTH}(?! \\d)|same period|time of year)`,
);
/** A record that is none of all before: "since 2010". */
export const BEHIND_OF_SOME = new RegExp(`^ (?:since(?! ${KEPT})|${YEARS})(?![a-z])`);

const NO_LEVEL =
  '(?:growth|pace|speed|rates?|surplus(?:es)?|deficits?|gaps?|shares?|proportions?|prices?|(?:the|its|an?|record) (?:rise|increase|decline|drop|fall|jump|gain))';
/** What is measured where a record is none of a level. */
export const OF_NO_LEVEL = new RegExp(
  `(?<![a-z])${NO_LEVEL}(?![a-z])|增速|增幅|增长率|涨幅|降幅|跌幅|占比|比重|份额|顺差|逆差|价格|速度`,
);
export const OF_A_LEVEL =
  /(?<![a-z])(?:imports?|exports?|trade|sales|value|volume)(?![a-z])|进口|出口|贸易|电商|额|规模/;
export const BEHIND_OF_NO_LEVEL = new RegExp(
  `^[- ](?:[a-z-]+ ){0,2}(?:${NO_LEVEL}|rise|increase|decline|drop|fall|jump|gain)(?![a-z])`,
);
/** What may follow "a record" that is one of what stands before it: "a record 5 billion", "a record in May". */
export const BEHIND_A_RECORD = new RegExp(
  `^(?:[^a-z -]|$| (?:[^a-z]|(?:in|for|at|on|of|by|with|as|and|but|while|last|this|during|amid|after|when|value|volume|total|amount|us|usd|rmb)(?![a-z])|${MONTH}))`,
);

/** Right before a record: what denies it, comes near it, falls from it, or expects it. */
export const NO_CLAIM =
  /(?:(?<![a-z])(?:not|never|no|without|failed to|yet to|could|might|would|will|if|likely|below|under|from|off|short of|shy of|near|nearly|almost|close to|approach(?:ed|es|ing)?|than|second|third|fourth|previous|earlier|former|old|last)|n['’]t)(?:[ -](?:be|been|have|hit|reach(?:ed)?|set|see))*(?:[ -](?:an?|the|its|their|all))*[ -]?$|(?:未|没有|没|不|非|接近|逼近|低于|距|距离|有望|将|或|可能|若|从|自|由|仅次于)(?:能|曾|会|再|再次|至)?$/;
