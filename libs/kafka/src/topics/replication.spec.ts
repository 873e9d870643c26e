import { replicationFault, replicationVariable } from './replication.ts';

const whole = { topic: 'customs.figures', replicas: 3, inSync: 2, minInSync: 2 };
const alone = { topic: 'platform.sales', replicas: 1, inSync: 1, minInSync: 1 };

it('three replicas with two in sync are enough to acknowledge a record', () => {
  expect(replicationFault([whole], 'required')).toBeNull();
});

it('topics with less are used only with REPLICATION=any', () => {
  expect(replicationFault([whole, alone], 'any')).toBeNull();
  expect(replicationFault([whole, alone], 'required')).toBe(
    'an acknowledged record must outlive a broker: 3 replicas and min.insync.replicas 2 are required, found otherwise: ' +
      'platform.sales (replicas 1, min.insync.replicas 1); add brokers or replicas, or set REPLICATION=any',
  );
  expect(replicationFault([{ ...whole, minInSync: 1 }], 'required')).toContain('min.insync.replicas 1');
});

it('REPLICATION has two values', () => {
  expect(['required', 'any'].map(replicationVariable.parse)).toEqual(['required', 'any']);
  expect(() => replicationVariable.parse('3')).toThrow('REPLICATION is "required" or "any"');
});
