import { readKeySettings } from './key-input.ts';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const write = { types: ['*'], sources: ['*'], series: [{}], names: ['*'] };
const whole = { name: 'gacc', scopes: ['push', 'read'], write, expiresAt: null };

const faultsOf = (value: unknown) => {
  const read = readKeySettings(value, NOW);
  return read.ok ? [] : read.faults.map(({ rule, pointer }) => `${rule} ${pointer}`);
};

describe('the settings of a key', () => {
  it('are kept with what is left out as null', () => {
    expect(readKeySettings(whole, NOW)).toEqual({
      ok: true,
      settings: { ...whole, limits: null, addresses: null, jwt: null },
    });
  });

  it('have instants in UTC, and ranges of addresses from their beginning', () => {
    const more = {
      expiresAt: '2026-12-01T08:00:00+08:00',
      addresses: ['10.2.3.4/8'],
      limits: { data: { q: 5 } },
      jwt: { issuer: 'https://id.example', subject: 'robot' },
    };
    expect(readKeySettings({ ...whole, ...more }, NOW)).toMatchObject({
      settings: {
        ...more,
        expiresAt: '2026-12-01T00:00:00.000Z',
        addresses: ['10.0.0.0/8'],
        limits: { data: { q: 5, w: 60 } },
      },
    });
  });

  it('have no limit by null or by the word, which a merge patch keeps', () => {
    const limits = { data: null, push: 'none', stream: { q: 2 } };
    expect(readKeySettings({ ...whole, limits }, NOW)).toMatchObject({
      settings: { limits: { data: null, push: null, stream: { q: 2 } } },
    });
  });

  it.each<[unknown, readonly string[]]>([
    [{}, ['required /name', 'required /scopes', 'required /expiresAt']],
    [{ ...whole, name: '' }, ['text /name']],
    [{ ...whole, name: 'a\u0000' }, ['text /name']],
    [{ ...whole, scopes: [] }, ['scope /scopes', 'write-scope /write']],
    [{ ...whole, scopes: ['puhs'] }, ['scope /scopes/0', 'write-scope /write']],
    [{ ...whole, write: undefined }, ['write-scope /write']],
    [{ ...whole, scopes: ['read'] }, ['write-scope /write']],
    [{ ...whole, expiresAt: '2026-11-28T12:00:00Z' }, ['expires-at /expiresAt']],
    [{ ...whole, expiresAt: 'tomorrow' }, ['expires-at /expiresAt']],
    [{ ...whole, addresses: ['localhost'] }, ['cidr /addresses/0']],
    [{ ...whole, jwt: { issuer: 'x' } }, ['text /jwt/subject']],
    [
      { ...whole, write: { ...write, sources: ['urn:gacc'] }, limit: {} },
      ['unknown-member /limit', 'source-pattern /write/sources/0'],
    ],
  ])('have faults by place (%#)', (value, faults) => {
    expect(faultsOf(value)).toEqual(faults);
  });

  it('name the member that is probably meant', () => {
    const read = readKeySettings({ ...whole, adresses: null }, NOW);
    expect(read).toMatchObject({ faults: [{ pointer: '/adresses', fix: 'Write "addresses".' }] });
  });
});
