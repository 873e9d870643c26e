import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from './eventually.ts';
import { commandLine, endOrphans, isAlive } from './orphans.ts';
import { startProcess, waitForLine, waitUntilReady } from './process.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'process-spec-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

const script = (code: string) => ({
  name: 'script',
  command: process.execPath,
  args: ['-e', code],
  log: join(dir, 'log'),
  stopSignal: 'SIGTERM' as const,
});
const ready = () => ({ name: 'script', log: join(dir, 'log'), from: 0, within: 60_000, line: 'ready' });
const STAYS = 'console.log("ready"); setInterval(() => {}, 1000);';

describe('a child process', () => {
  it('becomes ready, has a pid file while it runs, and is gone after its stop', async () => {
    const pidFile = { path: join(dir, 'script.pid'), words: 'setInterval' };
    const running = startProcess({ ...script(STAYS), pidFile });
    await waitForLine(running, ready());
    expect(readFileSync(pidFile.path, 'utf8')).toBe(`${running.pid}\nsetInterval\n`);
    expect(commandLine(running.pid)).toContain('setInterval');
    await running.stop();
    expect(await running.exited).toBeNull();
    expect(isAlive(running.pid)).toBe(false);
    expect(existsSync(pidFile.path)).toBe(false);
  });

  it('is killed if it ignores a stop', async () => {
    const deaf = startProcess({ ...script(`process.on('SIGTERM', () => {}); ${STAYS}`), stopWithin: 100 });
    await waitForLine(deaf, ready());
    await deaf.stop();
    expect(isAlive(deaf.pid)).toBe(false);
  });

  it('fails with its output if it ends before readiness', async () => {
    const running = startProcess(script('console.log("no such topic"); process.exit(3);'));
    await expect(waitForLine(running, ready())).rejects.toThrow(/script ended with code 3\nno such topic/);
  });

  it('is killed if readiness comes too late', async () => {
    const running = startProcess(script('setInterval(() => {}, 1000);'));
    await expect(waitForLine(running, { ...ready(), within: 100 })).rejects.toThrow(
      'was not ready within 0.1 s',
    );
    expect(isAlive(running.pid)).toBe(false);
  });

  it('that waits for a person is waited for, and says once what the person has to do', async () => {
    const answer = '{"checks":{"log":{"ok":false,"reason":"nothing is written until npm run recover"}}}';
    const until = join(dir, 'done');
    const serving = `require('node:http').createServer((_, to) => {
      const isDone = require('node:fs').existsSync(${JSON.stringify(until)});
      to.writeHead(isDone ? 200 : 503).end(${JSON.stringify(answer)});
    }).listen(0, '127.0.0.1', function () { console.log('port ' + this.address().port + ';'); });`;
    const running = startProcess(script(serving));
    await waitForLine(running, { ...ready(), line: ';' });
    const [, port] = /port (\d+);/.exec(readFileSync(join(dir, 'log'), 'utf8')) ?? [];
    const told: string[] = [];
    const stopping = new AbortController();
    const forAPerson = { tell: (reason: string) => void told.push(reason), signal: stopping.signal };
    const options = { ...ready(), url: `http://127.0.0.1:${port}`, within: 300 };
    const waited = waitUntilReady(running, { ...options, forAPerson });
    await pause(1_000);
    writeFileSync(until, '');
    await waited;
    expect(told).toEqual(['nothing is written until npm run recover']);
    rmSync(until);
    const ended = waitUntilReady(running, { ...options, forAPerson });
    stopping.abort(new Error('Ctrl-C'));
    await expect(ended).rejects.toThrow('Ctrl-C');
    await running.stop();
  });

  it('reports a failed spawn', async () => {
    const running = startProcess({ ...script(''), command: join(dir, 'missing') });
    await expect(waitForLine(running, ready())).rejects.toThrow('ENOENT');
  });
});

describe('orphaned processes', () => {
  it('are ended by their pid files', async () => {
    const orphan = spawn(process.execPath, ['-e', STAYS, dir], { stdio: 'ignore', detached: true });
    await eventually(() => commandLine(orphan.pid ?? -1)?.includes(dir));
    writeFileSync(join(dir, 'orphan.pid'), `${orphan.pid}\n${dir}\n`);
    expect(await endOrphans(dir)).toEqual(['orphan']);
    expect(isAlive(orphan.pid ?? -1)).toBe(false);
    expect(existsSync(join(dir, 'orphan.pid'))).toBe(false);
  });

  it('are left alone when another program has their number', async () => {
    const stranger = spawn(process.execPath, ['-e', STAYS], { stdio: 'ignore' });
    await eventually(() => commandLine(stranger.pid ?? -1)?.includes('setInterval'));
    writeFileSync(join(dir, 'orphan.pid'), `${stranger.pid}\n${dir}\n`);
    expect(await endOrphans(dir)).toEqual([]);
    expect(isAlive(stranger.pid ?? -1)).toBe(true);
    stranger.kill('SIGKILL');
  });
});
