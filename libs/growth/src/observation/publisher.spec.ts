import { figure } from '../spec/figures.ts';
import { publisherOf, publishersOf, type Publisher } from './publisher.ts';

const named = (name: string): Publisher => ({ name: { en: name, zh: name } });
const CUSTOMS: Publisher = { code: 'GACC', name: { en: 'Customs', zh: '海关总署' } };
const NINGBO = named('Ningbo Customs');

describe('the publisher of a document', () => {
  const byDocument = publishersOf(
    new Map([
      ['customs.gov.cn', CUSTOMS],
      ['ningbo.customs.gov.cn', NINGBO],
    ]),
  );

  it.each([
    ['http://customs.gov.cn', CUSTOMS],
    ['http://english.customs.gov.cn/statics/report.html', CUSTOMS],
    ['HTTPS://English.Customs.GOV.cn:8443?of=2020', CUSTOMS],
    ['https://reader:secret@customs.gov.cn./', CUSTOMS],
    ['http://www.ningbo.customs.gov.cn/a', NINGBO],
    ['https://xcustoms.gov.cn/', named('xcustoms.gov.cn')],
    ['https://gov.cn/customs.gov.cn', named('gov.cn')],
    ['https://blog.example/?from=http://customs.gov.cn', named('blog.example')],
    ['http://[2001:db8::1]:80/page', named('[2001:db8::1]')],
    ['urn:isbn:9787503794018', named('urn:isbn:9787503794018')],
    ['file:///tmp/page', named('file:///tmp/page')],
  ])('%s', (document, publisher) => {
    expect(byDocument(document)).toEqual(publisher);
  });

  it('is one object for all documents of a host', () => {
    const [first, second] = ['https://blog.example/1', 'https://blog.example/2'].map(byDocument);
    expect(second).toBe(first);
  });

  it('is the one that its event names', () => {
    const document = 'https://customs.gov.cn/';
    expect(publisherOf(figure({ document }), byDocument)).toBe(CUSTOMS);
    expect(publisherOf(figure({ document, publisher: NINGBO }), byDocument)).toBe(NINGBO);
  });
});
