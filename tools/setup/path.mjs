import { delimiter, join } from 'node:path';

const isBin = (folder) => /[\\/]node_modules[\\/]\.bin[\\/]?$/.test(folder);
const isRunnersOwn = (name) =>
  /^npm_(lifecycle|package|command|execpath|node_execpath)|^(NODE|INIT_CWD)$/.test(name);

/**
 * The environment as it was outside `npm run`: no node_modules/.bin on the PATH, so that npm is not carried out by
 * the very Node it is about to replace, and none of the outer run's names. Telemetry of packages is off.
 */
export function outsideEnvironment(root, env = process.env) {
  const kept = Object.entries(env).filter(([name]) => !isRunnersOwn(name));
  const path = (env.PATH ?? '').split(delimiter).filter((folder) => !isBin(folder));
  return {
    ...Object.fromEntries(kept),
    PATH: path.join(delimiter),
    SCARF_ANALYTICS: 'false',
    DO_NOT_TRACK: '1',
  };
}

/** The environment in which `node` is the pinned one. */
export function pinnedEnvironment(root, env = process.env) {
  return { ...env, PATH: [join(root, 'node_modules/.bin'), env.PATH ?? ''].join(delimiter) };
}
