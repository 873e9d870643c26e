import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, nodeSettings } from './places.ts';

it.each(['Dockerfile', 'bench/custom.env'])(
  '%s starts services with the settings of Node that all have',
  (file) => {
    const text = readFileSync(join(checkout, file), 'utf8');
    for (const name of ['NODE_OPTIONS', 'MALLOC_MMAP_THRESHOLD_', 'MALLOC_ARENA_MAX'] as const) {
      const value = nodeSettings[name];
      expect(text).toContain(`${name}=${value.includes(' ') ? `"${value}"` : value} `);
    }
  },
);
