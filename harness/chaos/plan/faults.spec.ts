import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FACTS_STEPS, OWNER_STEPS, RELAY_STEPS, SALES_STEPS, SALES_TRANSACTION_STEPS } from './faults.ts';

const REQUESTS = ['produce', 'end-txn', 'join-group', 'init-producer-id'];
const folder = join(import.meta.dirname, '../../../libs/read-model/src/statements');

it('names existing statements only, since other points are never reached', () => {
  const sources = globSync('**/*.ts', { cwd: folder }).map((file) =>
    readFileSync(join(folder, file), 'utf8'),
  );
  const prepared = sources.flatMap((text) =>
    [...text.matchAll(/name: '([a-z-]+)'/g)].map(([, name]) => name),
  );
  const steps = [...SALES_STEPS, ...SALES_TRANSACTION_STEPS, ...FACTS_STEPS, ...RELAY_STEPS, ...OWNER_STEPS];
  const statements = steps.map((step) => step.replace(/^(sales|facts)\//, ''));
  const unknown = statements.filter((name) => ![...prepared, ...REQUESTS, 'lock'].includes(name));
  expect(unknown).toEqual([]);
});
