import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, nodeSettings } from './places.ts';

it('starts services with the Node settings that containers and the comparison use, from one file', () => {
  expect(nodeSettings).toHaveProperty('NODE_OPTIONS');
  for (const file of ['docker-compose.yml', 'harness/bench/custom.env']) {
    const text = readFileSync(join(checkout, file), 'utf8');
    expect(text).toContain('ops/node.env');
    expect(text).not.toContain('NODE_OPTIONS');
  }
});
