import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, nodeSettings } from './places.ts';

it.each(['Dockerfile', 'bench/custom.env'])(
  '%s starts services with the settings of Node that all have',
  (file) => {
    expect(readFileSync(join(checkout, file), 'utf8')).toContain(`NODE_OPTIONS=${nodeSettings.NODE_OPTIONS}`);
  },
);
