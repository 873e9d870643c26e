import { globSync, readFileSync } from 'node:fs';
import {
  accessOpenApi,
  asyncApi,
  FEEDS,
  feedOpenApi,
  growthApiOpenApi,
  notifierOpenApi,
} from '@silkgauge/contract';

const root = new URL('../../../', import.meta.url);
const manifests = ['package.json', ...globSync('{apps,libs}/*/package.json', { cwd: root })];
const descriptions = [
  ...FEEDS.map((feed) => feedOpenApi(feed)),
  growthApiOpenApi(),
  accessOpenApi(),
  notifierOpenApi(),
  asyncApi(),
];

it.each(manifests)('%s grants no licence', (file) => {
  const { license } = JSON.parse(readFileSync(new URL(file, root), 'utf8')) as { license?: string };
  expect(license).toBe('UNLICENSED');
});

it('no served description grants a licence', () => {
  expect(descriptions.map((document) => document['info'])).toEqual(
    descriptions.map(() =>
      expect.objectContaining({ license: expect.objectContaining({ name: 'UNLICENSED' }) }),
    ),
  );
});
