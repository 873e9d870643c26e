import { jsonFaults, xmlFaults } from '../spec/official-schemas.ts';
import { FAULT_MEDIA_TYPES, faultBody, faultForm } from './bodies.ts';
import { SdmxFault } from './fault.ts';
import {
  afterAsOf,
  databaseAway,
  methodNotAllowed,
  nothingMatches,
  tooLarge,
  unknownWord,
} from './refusals.ts';

const V = 'application/vnd.sdmx';
const head = { door: '3.0', language: 'en', prepared: '2020-07-16T02:00:00.000Z' } as const;
const fault = unknownWord('c[NOPE]', 'N<OPE&\ufffe\u0001', ['REF_AREA', 'FREQ']);

describe('the form of a refusal', () => {
  it.each([
    ['3.0', undefined, null, 'json'],
    ['3.0', '*/*', null, 'json'],
    ['3.0', 'application/xml', null, 'xml'],
    ['3.0', `${V}.data+xml;version=3.0.0`, null, 'xml'],
    ['3.0', `${V}.data+csv;version=2.1.0`, null, 'json'],
    ['3.0', undefined, 'genericdata', 'xml'],
    ['2.1', undefined, null, 'xml'],
    ['2.1', 'text/csv', null, 'xml'],
    ['2.1', `${V}.data+json;version=1.0.0`, null, 'json'],
    ['2.1', undefined, 'jsondata', 'json'],
    ['3.0', 'application/problem+json', null, 'problem'],
    ['2.1', 'application/xml, application/problem+json;q=0.1', null, 'problem'],
    ['3.0', 'application/problem+json;q=0', null, 'json'],
    ['3.0', 'application/json;q=0.5, application/xml', null, 'xml'],
  ] as const)('at %s for %s and format %s is %s', (door, accept, format, form) => {
    expect(faultForm(door, accept, format)).toBe(form);
  });
});

describe('the body of a refusal', () => {
  it('is Error of SDMX-ML 2.1, valid, with the code of SDMX and both languages', async () => {
    const body = faultBody('xml', fault, head);
    expect(body).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\s*<mes:Error /);
    expect(body).toContain('code="140"');
    expect(body).toMatch(/xml:lang="en">c\[NOPE\]: .*nearest is/);
    expect(body).toMatch(/xml:lang="zh">c\[NOPE\]：/);
    expect(await xmlFaults('2.1', body)).toEqual([]);
  });

  it('is errors of SDMX-JSON: the status under 3.0, the code of SDMX under 2.1', () => {
    const body = faultBody('json', fault, head);
    expect(jsonFaults('data', '2.1.0', body)).toEqual([]);
    expect(jsonFaults('structure', '2.1.0', body)).toEqual([]);
    expect(JSON.parse(body)).toMatchObject({
      meta: { prepared: head.prepared },
      errors: [
        {
          code: 400,
          title: 'The query is not understood',
          titles: { zh: '无法理解该查询' },
          detail: fault.text.en,
        },
      ],
    });
    const chinese = JSON.parse(faultBody('json', fault, { ...head, door: '2.1', language: 'zh' }));
    expect(chinese.errors).toMatchObject([{ code: 140, title: '无法理解该查询', detail: fault.text.zh }]);
    const old = faultBody('json', fault, { ...head, door: '2.1' });
    expect(jsonFaults('data', '1.0.0', old)).toEqual([]);
  });

  it('is problem details for who asks for them', () => {
    expect(FAULT_MEDIA_TYPES.problem).toBe('application/problem+json');
    expect(JSON.parse(faultBody('problem', fault, head))).toMatchObject({
      status: 400,
      detail: fault.text.en,
    });
    const late = new SdmxFault(501, null, { en: 'not built', zh: '未实现' });
    expect(JSON.parse(faultBody('problem', late, head))).toMatchObject({ status: 501, detail: 'not built' });
  });
});

it.each([
  [nothingMatches(), 404, 100],
  [methodNotAllowed(), 405, 1405],
  [tooLarge(50_000, { en: 'states', zh: '个状态' }, { en: 'give a limit', zh: '请给出 limit' }), 413, 130],
  [databaseAway(), 503, 503],
  [afterAsOf(), 400, 140],
  [new SdmxFault(406, null, { en: '', zh: '' }), 406, 1406],
  [new SdmxFault(414, null, { en: '', zh: '' }), 414, 1414],
  [new SdmxFault(401, null, { en: '', zh: '' }), 401, 110],
])('%s has the status %i and the code %i of SDMX', (given, status, code) => {
  expect([given.status, given.code]).toEqual([status, code]);
});
