import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressesOf, clearDatabase, databaseVariable, withSettings } from './address.ts';

const URL_HERE = 'postgres://silkgauge@127.0.0.1:5439/silkgauge';
const addressOf = (environment: Record<string, string>) =>
  databaseVariable().read({ DATABASE_URL: URL_HERE, ...environment });

let folder: string;
let passwordFile: string;
let caFile: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'silkgauge-address-'));
  passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, 'p:w/@? ü\n');
  caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, '');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('databaseVariable', () => {
  it('keeps an address on the own machine as it is', () => {
    for (const DATABASE_URL of [
      URL_HERE,
      'postgresql://u:p@localhost/db',
      'postgres://u@[::1]:5432/db',
      'postgres://u@localhost/db?host=%2Fvar%2Frun%2Fpostgresql',
    ])
      expect(addressOf({ DATABASE_URL })).toBe(DATABASE_URL);
  });

  it('requires sslmode=verify-full for every host on another machine', () => {
    for (const DATABASE_URL of [
      'postgres://u:p@db/silkgauge',
      'postgres://u:p@db/silkgauge?sslmode=require',
      'postgres://u:p@db/silkgauge?sslmode=no-verify',
      'postgres://u:p@localhost:5432,db:5432/silkgauge',
      'postgres://u:p@localhost/db?host=10.0.0.1',
      'postgres://u:p@127.0.0.1.example.org/db',
    ]) {
      expect(() => addressOf({ DATABASE_URL })).toThrow(/sslmode=verify-full/);
      expect(addressOf({ DATABASE_URL, INSECURE_TRANSPORT: '1' })).toBe(DATABASE_URL);
    }
    const safe = 'postgres://u:p@one:5432,two/silkgauge?sslmode=verify-full';
    expect(addressOf({ DATABASE_URL: safe })).toBe(safe);
  });

  it('lets plain traffic be said at a start, by host', () => {
    expect(clearDatabase('postgres://u:p@localhost:5432,db:5432,db2/silkgauge?sslmode=require')).toMatch(
      /^INSECURE_TRANSPORT=1: what goes to the database at db, db2 can be read/,
    );
    expect(clearDatabase(URL_HERE)).toBeNull();
    expect(clearDatabase('postgres://u:p@db/silkgauge?sslmode=verify-full')).toBeNull();
  });

  it('takes the password and the certificate authority from files', () => {
    const url = new URL(addressOf({ DATABASE_PASSWORD_FILE: passwordFile, DATABASE_CA_FILE: caFile }));
    expect(decodeURIComponent(url.password)).toBe('p:w/@? ü');
    expect(url.searchParams.get('sslrootcert')).toBe(caFile);
    expect(url.username).toBe('silkgauge');
  });

  it('refuses a second password, a password without a user, and a missing file', () => {
    const twice = { DATABASE_URL: 'postgres://u:p@localhost/db', DATABASE_PASSWORD_FILE: passwordFile };
    expect(() => addressOf(twice)).toThrow(/has a password already/);
    const nobody = { DATABASE_URL: 'postgres://localhost/db', DATABASE_PASSWORD_FILE: passwordFile };
    expect(() => addressOf(nobody)).toThrow(/names no user/);
    expect(() => addressOf({ DATABASE_PASSWORD_FILE: join(folder, 'none') })).toThrow(
      /DATABASE_PASSWORD_FILE: ENOENT/,
    );
  });

  it('tells all faults at once: of the address, of the password and of the authority', () => {
    const read = () =>
      addressOf({
        DATABASE_URL: 'postgres://db/silkgauge',
        DATABASE_PASSWORD_FILE: passwordFile,
        DATABASE_CA_FILE: join(folder, 'none'),
      });
    for (const fault of ['sslmode=verify-full', 'names no user', 'DATABASE_CA_FILE: ENOENT'])
      expect(read).toThrow(fault);
    expect(() => addressOf({ DATABASE_URL: 'h:5432', DATABASE_PASSWORD_FILE: folder })).toThrow(
      /DATABASE_PASSWORD_FILE: EISDIR.*\nDATABASE_URL: not a URL/,
    );
  });

  it('splits an address with several hosts into one address per host, each with all settings', () => {
    const url = withSettings('postgres://u:p@one:5432,two:5433/db?options=-c%20a%3D1', ['jit=off']);
    const addresses = addressesOf(url).map((one) => new URL(one));
    expect(addresses.map(({ host }) => host)).toEqual(['one:5432', 'two:5433']);
    for (const { pathname, password, searchParams } of addresses)
      expect([pathname, password, searchParams.get('options')]).toEqual(['/db', 'p', '-c a=1 -c jit=off']);
  });

  it('refuses a URL that is not of PostgreSQL, and takes the fallback for a missing variable', () => {
    for (const DATABASE_URL of [
      'mysql://u@h/db',
      'postgres://',
      'postgres:///db',
      'postgres://u@h:port/db',
      'h:5432',
    ])
      expect(() => addressOf({ DATABASE_URL })).toThrow(/not a URL/);
    expect(() => databaseVariable().read({})).toThrow(/DATABASE_URL is missing/);
    expect(databaseVariable(URL_HERE).read({ DATABASE_URL: ' ' })).toBe(URL_HERE);
  });
});
