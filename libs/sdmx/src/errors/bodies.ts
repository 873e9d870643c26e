import type { BothNames, Language } from '@silkgauge/codelists';
import { problemOfStatus, PROBLEM_MEDIA_TYPE } from '@silkgauge/contract';
import { readAccept } from '../negotiation/accept.ts';
import type { Door } from '../query/data-query.ts';
import { AGENCY } from '../structure/flows.ts';
import { bothLanguages, xmlDocument } from '../structure/ml/xml.ts';
import type { SdmxFault } from './fault.ts';

export type FaultForm = 'xml' | 'json' | 'problem';

export const FAULT_MEDIA_TYPES: Readonly<Record<FaultForm, string>> = {
  xml: 'application/xml',
  json: 'application/json',
  problem: PROBLEM_MEDIA_TYPE,
};

/** The `format` parameters whose answers are XML; the others are text or JSON. */
const XML_FORMATS = ['genericdata', 'structurespecificdata', 'structure'];

/** The form of a refusal: problem details for who asks for them, XML where it is asked for or is the door's own. */
export function faultForm(door: Door, accept: string | undefined, format: string | null): FaultForm {
  if (format !== null && XML_FORMATS.includes(format)) return 'xml';
  const asked = readAccept(accept).filter(({ q }) => q > 0);
  if (asked.some(({ type }) => type === PROBLEM_MEDIA_TYPE)) return 'problem';
  if (format?.startsWith('json')) return 'json';
  const first = [...asked].sort((a, b) => b.q - a.q).find(({ type }) => /[/+](xml|json)$/.test(type));
  if (first) return first.type.endsWith('xml') ? 'xml' : 'json';
  return door === '2.1' ? 'xml' : 'json';
}

/** What a refusal says beside its fault. */
export interface FaultHead {
  readonly door: Door;
  readonly language: Language;
  /** RFC 3339. */
  readonly prepared: string;
}

/** The body of a refusal. */
export function faultBody(form: FaultForm, fault: SdmxFault, head: FaultHead): string {
  switch (form) {
    case 'xml':
      return xmlBody(fault);
    case 'json':
      return jsonBody(fault, head);
    case 'problem':
      return JSON.stringify(problemOfStatus(fault.status, fault.text[head.language]));
  }
}

const BASE = 'http://www.sdmx.org/resources/sdmxml/schemas/v2_1';

const xmlBody = ({ code, text }: SdmxFault): string =>
  xmlDocument({
    'mes:Error': {
      '@xmlns:mes': `${BASE}/message`,
      '@xmlns:com': `${BASE}/common`,
      'mes:ErrorMessage': { '@code': String(code), 'com:Text': bothLanguages(text) },
    },
  });

function jsonBody({ status, code, text }: SdmxFault, { door, language, prepared }: FaultHead): string {
  const titles = TITLES[status] ?? OTHER_TITLE;
  return JSON.stringify({
    meta: {
      id: `error-${String(status)}`,
      prepared,
      test: false,
      contentLanguages: [language],
      sender: { id: AGENCY },
    },
    errors: [
      { code: door === '3.0' ? status : code, title: titles[language], titles, detail: text[language] },
    ],
  });
}

const TITLES: Readonly<Record<number, BothNames>> = {
  400: { en: 'The query is not understood', zh: '无法理解该查询' },
  404: { en: 'No results found', zh: '没有结果' },
  405: { en: 'Method not allowed', zh: '不支持该方法' },
  406: { en: 'Not acceptable', zh: '没有可接受的格式' },
  413: { en: 'The answer is too large', zh: '结果过大' },
  414: { en: 'The address is too long', zh: '地址过长' },
  500: { en: 'Something went wrong here', zh: '服务器内部错误' },
  501: { en: 'Not implemented', zh: '未实现' },
  503: { en: 'Not available at the moment', zh: '暂时不可用' },
};
const OTHER_TITLE: BothNames = { en: 'Refused', zh: '已拒绝' };
