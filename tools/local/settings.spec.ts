import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVICES } from '@silkgauge/contract';
import { readSettings, stateFolder } from './settings.ts';

describe('the settings of the local system', () => {
  it('have a port for each server and service', () => {
    const { services, kafka, postgres, brokers } = readSettings({});
    const ports = [...services, kafka, postgres].map((place) => place?.port);
    expect(ports).toEqual([...SERVICES.map(({ port }) => port), 9392, 5439]);
    expect(brokers).toBe('127.0.0.1:9392');
  });

  it('take other ports from the environment', () => {
    const { services, brokers } = readSettings({ AGGREGATION_PORT: '5104', KAFKA_PORT: '9999' });
    expect(services.find(({ name }) => name === 'aggregation')?.port).toBe(5104);
    expect(brokers).toBe('127.0.0.1:9999');
  });

  it('start no server that KAFKA_BROKERS or DATABASE_URL names', () => {
    const url = 'postgres://elsewhere/growth';
    expect(readSettings({ KAFKA_BROKERS: 'one:9092,two:9092', DATABASE_URL: url })).toMatchObject({
      kafka: undefined,
      postgres: undefined,
      brokers: 'one:9092,two:9092',
      databaseUrl: url,
    });
  });

  it('push all bundled data, chosen sets, or nothing', () => {
    expect(readSettings({}).push).toEqual(['--bundled']);
    expect(readSettings({ SILKGAUGE_PUSH: 'seed, cbec' }).push).toEqual(['seed', 'cbec']);
    expect(readSettings({ SILKGAUGE_PUSH: 'none' }).push).toEqual([]);
  });

  it('name every invalid port at once', () => {
    const read = () => readSettings({ KAFKA_PORT: 'nine', CUSTOMS_FEED_PORT: '70000' });
    expect(read).toThrow('CUSTOMS_FEED_PORT is "70000"');
    expect(read).toThrow('KAFKA_PORT is "nine"');
  });
});

describe('the state folder', () => {
  let place: string;
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'settings-spec-'));
    chmodSync(place, 0o755);
  });
  afterEach(() => {
    rmSync(place, { recursive: true });
  });

  it('lies in the checkout', () => {
    expect(stateFolder(place, true)).toEqual({ folder: join(place, '.silkgauge'), folderNote: undefined });
  });

  it('lies elsewhere, with a message, if the user of the database has no access to the checkout', () => {
    const inside = join(place, 'closed', 'checkout');
    mkdirSync(inside, { recursive: true });
    chmodSync(join(place, 'closed'), 0o700);
    const { folder, folderNote } = stateFolder(inside, true);
    expect(folder).toMatch(/^\/var\/tmp\/silkgauge-of-[0-9a-f]{8}$/);
    expect(folderNote).toContain(folder);
    expect(stateFolder(inside, false).folder).toBe(join(inside, '.silkgauge'));
  });
});
