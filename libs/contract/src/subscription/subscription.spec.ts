import { readSubscription } from './subscription.ts';

const SINK = 'https://example.org/growth';
const faultsOf = (body: unknown): string[] => {
  const read = readSubscription(body);
  return !read.ok ? read.faults.map(({ pointer, rule }) => `${pointer} ${rule}`) : [];
};
const fixesOf = (body: unknown): string[] => {
  const read = readSubscription(body);
  return !read.ok ? read.faults.map(({ fix }) => fix) : [];
};

it('a subscription of a sink alone has every default', () => {
  expect(readSubscription({ sink: SINK, protocol: 'HTTP' })).toEqual({
    ok: true,
    value: {
      request: {
        sink: SINK,
        types: ['silkgauge.growth.updated.v1'],
        filters: [],
        config: { from: 'now', coalesce: false },
        protocolsettings: {
          headers: {},
          retry: [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400],
          timeout: 15,
          inFlight: 8,
        },
      },
      filters: [],
      authorization: null,
    },
  });
});

it('what the service shows is taken back, and what it alone writes is ignored', () => {
  const shown = {
    ...{ id: 'sub_1', status: 'active', secret: 'whsec_', position: '7', waiting: 2, because: 'owner' },
    ...{
      sink: SINK,
      protocol: 'HTTP',
      source: '/silkgauge/aggregation',
      types: ['silkgauge.claim.updated.v1'],
    },
    filters: [{ exact: { area: 'CN' } }],
    config: { name: 'trade', from: '1042', coalesce: true, alertSink: 'https://example.org/alerts' },
    protocolsettings: { headers: { 'X-Team': 'trade' }, retry: [1], timeout: 30, inFlight: 64 },
  };
  expect(readSubscription(shown)).toMatchObject({
    value: {
      request: {
        config: shown.config,
        protocolsettings: { ...shown.protocolsettings, headers: { 'x-team': 'trade' } },
      },
      filters: [{ kind: 'exact' }],
    },
  });
});

it('an empty list of filters, as it is shown, is none', () => {
  expect(readSubscription({ sink: SINK, protocol: 'HTTP', filters: [] })).toMatchObject({
    value: { request: { filters: [] }, filters: [] },
  });
});

it.each<[string, unknown, string]>([
  [
    'ACCESSTOKEN',
    { credentialtype: 'ACCESSTOKEN', accesstoken: 'abc.d-e', accesstokentype: 'bearer' },
    'Bearer abc.d-e',
  ],
  [
    'PLAIN',
    { credentialtype: 'PLAIN', identifier: 'user', secret: 'pass:word' },
    'Basic dXNlcjpwYXNzOndvcmQ=',
  ],
])('a credential %s becomes the header of deliveries', (_type, sinkcredential, authorization) => {
  expect(readSubscription({ sink: SINK, protocol: 'HTTP', sinkcredential })).toMatchObject({
    value: { authorization },
  });
});

it('all faults come at once, each with its place', () => {
  const body = {
    protocol: 'MQTT',
    source: '/else',
    types: ['silkgauge.growth.update.v1'],
    filter: [],
    filters: [{ exact: {} }],
    config: { from: 7, coalesce: 'yes', alertSink: 'ftp://example.org/', colesce: true, name: 'a\u0000b' },
    protocolsettings: { headers: { host: 'x', 'x-a': 'ü' }, retry: [0], timeout: 31, inFlight: 0 },
    sinkcredential: { credentialtype: 'OAUTH' },
  };
  expect(faultsOf(body)).toEqual([
    '/sink required',
    '/protocol one-of',
    '/source one-of',
    '/types/0 types',
    '/filters/0/exact filter-attributes',
    '/config/name name',
    '/config/from from',
    '/config/coalesce truth',
    '/config/alertSink sink-address',
    '/config/colesce unknown-member',
    '/protocolsettings/headers/host header',
    '/protocolsettings/headers/x-a header',
    '/protocolsettings/retry retry',
    '/protocolsettings/timeout bounds',
    '/protocolsettings/inFlight bounds',
    '/sinkcredential/credentialtype credential',
    '/filter unknown-member',
  ]);
  expect(fixesOf(body)).toEqual(
    expect.arrayContaining(['Write "filters".', 'Write "coalesce".', 'Write "silkgauge.growth.updated.v1".']),
  );
});

it.each<[string, unknown, string]>([
  ['no object', [], ' object'],
  ['a sink with a password', { sink: 'https://a:b@example.org/', protocol: 'HTTP' }, '/sink sink-address'],
  ['a sink of another kind', { sink: 7, protocol: 'HTTP' }, '/sink sink-address'],
  ['no protocol', { sink: SINK }, '/protocol required'],
  ['no types', { sink: SINK, protocol: 'HTTP', types: [] }, '/types types'],
  [
    'a schedule of more than a week',
    { sink: SINK, protocol: 'HTTP', protocolsettings: { retry: Array(8).fill(86_400) } },
    '/protocolsettings/retry retry',
  ],
  [
    '21 retries',
    { sink: SINK, protocol: 'HTTP', protocolsettings: { retry: Array(21).fill(1) } },
    '/protocolsettings/retry retry',
  ],
  [
    '11 headers',
    {
      sink: SINK,
      protocol: 'HTTP',
      protocolsettings: {
        headers: Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`x-${String(at)}`, ''])),
      },
    },
    '/protocolsettings/headers headers',
  ],
  [
    'headers of more than a kilobyte',
    { sink: SINK, protocol: 'HTTP', protocolsettings: { headers: { 'x-a': 'a'.repeat(1_022) } } },
    '/protocolsettings/headers headers',
  ],
  [
    'authorization as a header',
    { sink: SINK, protocol: 'HTTP', protocolsettings: { headers: { authorization: 'x' } } },
    '/protocolsettings/headers/authorization header',
  ],
  [
    'a token with a line break',
    {
      sink: SINK,
      protocol: 'HTTP',
      sinkcredential: { credentialtype: 'ACCESSTOKEN', accesstoken: 'a\r\nb' },
    },
    '/sinkcredential/accesstoken credential',
  ],
])('%s is a fault', (_name, body, fault) => {
  expect(faultsOf(body)).toEqual([fault]);
});

it('no fault shows a credential', () => {
  const secret = 'do not show:me\n';
  const sinkcredential = { credentialtype: 'PLAIN', identifier: secret, secret };
  const token = { credentialtype: 'ACCESSTOKEN', accesstoken: secret };
  for (const one of [sinkcredential, token])
    expect(
      JSON.stringify(readSubscription({ sink: SINK, protocol: 'HTTP', sinkcredential: one })),
    ).not.toContain('show');
});
