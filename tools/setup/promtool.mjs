import { spawnSync } from 'node:child_process';

/** The program that `PROMTOOL` names, else the one on the PATH. */
export const promtoolOf = (env) => env.PROMTOOL || 'promtool';

/** What to say where promtool is missing; null where it runs. Only tests of metrics and alerts need it. */
export function promtoolProblem(env) {
  const program = promtoolOf(env);
  const { error, status } = spawnSync(program, ['--version'], { env, stdio: 'ignore' });
  if (!error && status === 0) return null;
  return [
    `The tests of metrics and alerts need promtool 2.42 or newer, and \`${program}\` does not run.`,
    '  Debian, Ubuntu: apt-get install --no-install-recommends prometheus',
    '  macOS: brew install prometheus',
    '  elsewhere: PROMTOOL=/path/of/promtool',
  ].join('\n');
}
