import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isInstalled } from './installed.mjs';
import { findJava, kafkaWaysOut, majorVersion } from './java.mjs';
import { outsideEnvironment, pinnedEnvironment } from './path.mjs';
import { promtoolOf, promtoolProblem } from './promtool.mjs';
import { staleRooms } from './stale-rooms.mjs';
import { fingerprint, isStamped, writeStamp } from './stamp.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setup-spec-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function put(path, text = '', mode = 0o644) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

describe('a second set-up finds nothing to do', () => {
  it('knows its stamp, and not the stamp of other content', () => {
    const stamp = join(folder, 'stamp');
    expect(isStamped(stamp, fingerprint('lock'))).toBe(false);
    writeStamp(stamp, fingerprint('lock'));
    expect(isStamped(stamp, fingerprint('lock'))).toBe(true);
    expect(isStamped(stamp, fingerprint('lock changed'))).toBe(false);
  });

  it('depends on the limits between parts', () => {
    expect(fingerprint('ab', 'c')).not.toBe(fingerprint('a', 'bc'));
    expect(fingerprint(Buffer.from('ab'), 'c')).toBe(fingerprint('ab', 'c'));
  });

  it.each([
    ['the same packages', { a: '1' }, { a: '1' }, true],
    ['a package of another version', { a: '1' }, { a: '2' }, false],
    ['a package that is missing', { a: '1', b: '1' }, { a: '1' }, false],
    ['a package outside the lock file', { a: '1' }, { a: '1', b: '1' }, false],
    ['additions of the install script of `node`', { a: '1' }, { a: '1', 'node/node_modules/x': '1' }, true],
    ['a package for another platform that is missing', { a: '1', 'b?': '1' }, { a: '1' }, true],
    ['an optional package of another version', { 'b?': '1' }, { b: '2' }, false],
  ])('installed: %s', (_, wanted, present, expected) => {
    const tree = (packages) => ({
      packages: Object.fromEntries(
        Object.entries(packages).map(([name, version]) => [
          `node_modules/${name.replace('?', '')}`,
          { version, ...(name.endsWith('?') ? { optional: true } : {}) },
        ]),
      ),
    });
    const lock = tree(wanted);
    lock.packages[''] = { name: 'root' };
    expect(isInstalled(lock, tree(present))).toBe(expected);
  });
});

describe('Java', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['openjdk version "21" 2023-09-19', 21],
    ['java version "1.8.0_402"', 8],
    ['something else', NaN],
  ])('%s is major version %d', (printed, major) => {
    expect(majorVersion(printed)).toBe(major);
  });

  const java = (version) => put('bin/java', `#!/bin/sh\necho 'openjdk version "${version}"' >&2\n`, 0o755);

  it('is found under JAVA_HOME, else on the PATH', () => {
    const path = java('17.0.1');
    expect(findJava({ JAVA_HOME: folder, PATH: '' })).toEqual({ path });
    expect(findJava({ PATH: `/nowhere:${join(folder, 'bin')}` })).toEqual({ path });
  });

  it('is reported as missing with the searched place', () => {
    expect(findJava({ PATH: '/nowhere' }).problem).toMatch(/no `java` was found on the PATH/);
    expect(findJava({ PATH: '/nowhere', JAVA_HOME: '/nowhere' }).problem).toMatch(
      /under JAVA_HOME \(\/nowhere\)/,
    );
  });

  it('is refused when it is too old', () => {
    java('11.0.2');
    expect(findJava({ JAVA_HOME: folder }).problem).toMatch(/17 or newer, and .*java is version 11/);
  });

  it('has three ways out', () => {
    expect(kafkaWaysOut).toContain('apt-get install');
    expect(kafkaWaysOut).toContain('docker compose up');
    expect(kafkaWaysOut).toContain('KAFKA_BROKERS=');
  });
});

describe('the environment of npm', () => {
  const inside = {
    PATH: '/checkout/node_modules/.bin:/node_modules/.bin:/usr/bin',
    npm_lifecycle_event: 'prestart',
    npm_config_registry: 'https://registry.example',
    HOME: '/home/me',
  };

  it('has no packages of ours on the PATH and none of the outer run, but keeps its settings', () => {
    const { PATH, HOME, npm_lifecycle_event, npm_config_registry } = outsideEnvironment('/checkout', inside);
    expect({ PATH, HOME, npm_lifecycle_event, npm_config_registry }).toEqual({
      PATH: '/usr/bin',
      HOME: '/home/me',
      npm_lifecycle_event: undefined,
      npm_config_registry: 'https://registry.example',
    });
  });

  it('finds the pinned Node first', () => {
    expect(pinnedEnvironment('/checkout', { PATH: '/usr/bin' }).PATH).toBe(
      '/checkout/node_modules/.bin:/usr/bin',
    );
  });
});

it('a room is stale when its dist holds a module without a source', () => {
  put('libs/one/src/kept.ts');
  put('libs/one/dist/kept.js');
  put('libs/one/dist/kept.d.ts');
  put('apps/two/src/deep/kept.ts');
  put('apps/two/dist/deep/kept.js');
  put('apps/two/dist/deep/gone.js');
  put('apps/three/src/never-built.ts');
  expect(staleRooms(folder)).toEqual([join(folder, 'apps/two')]);
});

describe('promtool', () => {
  it('is the one that PROMTOOL names, else the one on the PATH', () => {
    const named = put('mine', '#!/bin/sh\necho promtool', 0o755);
    expect(promtoolOf({ PROMTOOL: named })).toBe(named);
    expect(promtoolProblem({ PROMTOOL: named })).toBeNull();
    put('bin/promtool', '#!/bin/sh\necho promtool', 0o755);
    expect(promtoolProblem({ PATH: `${join(folder, 'bin')}:${process.env.PATH}` })).toBeNull();
  });

  it('that is missing, or fails, is said to be needed by which tests, with how to install it', () => {
    expect(promtoolProblem({ PATH: folder })).toMatch(
      /tests of metrics and alerts need promtool.*`promtool` does not run.*apt-get install.*brew install.*PROMTOOL=/s,
    );
    const broken = put('broken', '#!/bin/sh\nexit 1', 0o755);
    expect(promtoolProblem({ PROMTOOL: broken })).toContain(`\`${broken}\` does not run`);
  });
});
