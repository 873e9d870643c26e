import { delimiter, join } from 'node:path';

const isBin = (folder) => /[\\/]node_modules[\\/]\.bin[\\/]?$/.test(folder);
const isRunnersOwn = (name) =>
  /^npm_(lifecycle|package|command|execpath|node_execpath)|^(NODE|INIT_CWD)$/.test(name);

/**
 * Environment outside of `npm run`: PATH without node_modules/.bin, so that npm does not run on the Node that
 * it replaces, and no variables of the outer run. Telemetry of packages is off.
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

/** Environment in which `node` is the pinned one. */
export function pinnedEnvironment(root, env = process.env) {
  return { ...env, PATH: [join(root, 'node_modules/.bin'), env.PATH ?? ''].join(delimiter) };
}
