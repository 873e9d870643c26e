import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs a script on this Node in the checkout's top folder, and returns its exit code. */
export async function runChild(script, args, env = process.env) {
  const child = spawn(process.execPath, [...script, ...args], {
    cwd: root,
    env,
    // One stream, so that the closing line is not overtaken by what the child writes to stderr.
    stdio: ['ignore', 'inherit', 1],
  });
  // The child ends on the signal of a terminal by itself; this process waits for the child.
  const pass = (signal) => signal === 'SIGTERM' && child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, pass);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => resolve(code ?? 1));
    });
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, pass);
  }
}
