#!/usr/bin/env node
// Writes the present digests of the images in ops/images.env:   npm run images
// REGISTRY_URL is where they are asked for, by the protocol of registries (OCI Distribution); default: that of Docker.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { digestOf } from './registry.mjs';

const DEFAULT_REGISTRY = 'https://registry-1.docker.io';
const LINE = /^(\w+_IMAGE)=([^@\s]+)(?:@sha256:[0-9a-f]{64})?$/;

/**
 * The text of a lock with the present digest of each image.
 * @returns {Promise<string>}
 */
export async function renewed(text, registry) {
  const lines = text.split('\n').filter((line) => !line.includes('No registry has been asked'));
  const images = lines.flatMap((line) => LINE.exec(line)?.[2] ?? []);
  if (images.length === 0) throw new RangeError('the file names no image, such as NODE_IMAGE=node:24');
  const digests = new Map();
  for (const image of images) digests.set(image, await digestOf(image, registry));
  return lines
    .map((line) => {
      const [, name, image] = LINE.exec(line) ?? [];
      return name === undefined ? line : `${name}=${image}@${digests.get(image)}`;
    })
    .join('\n');
}

async function main([path = fileURLToPath(new URL('../../ops/images.env', import.meta.url))]) {
  const registry = process.env.REGISTRY_URL ?? DEFAULT_REGISTRY;
  const text = await renewed(readFileSync(path, 'utf8'), registry);
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
  console.log(
    text
      .split('\n')
      .filter((line) => LINE.test(line))
      .join('\n'),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  main(process.argv.slice(2)).catch((error) => {
    console.error(`The digests could not be renewed, and the file is as it was: ${error.message}`);
    process.exitCode = 1;
  });
