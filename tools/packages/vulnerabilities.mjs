#!/usr/bin/env node
// Known faults of the packages that the programs run with:   npm run vulnerabilities
// Exit code 1 for a grave one. A registry that serves no such list is told, and nothing more: it says nothing of the packages.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { outsideEnvironment } from '../setup/path.mjs';
import { judge } from './judge.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { stdout, error } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  cwd: root,
  env: outsideEnvironment(root),
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});
if (error) throw error;
const { lines, isGrave } = judge(stdout);
console.log(lines.join('\n'));
if (isGrave) process.exitCode = 1;
