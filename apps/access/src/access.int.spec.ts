import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { AuditCheck, LiveTable } from '@silkgauge/access';
import type { AuditEntry } from '@silkgauge/contract';
import { Registry } from '@silkgauge/service';
import { eventually } from '@silkgauge/testing';
import { accessWorld, ask, settings } from './access.fixture.ts';
import { exportAudit, reportText, verifyAudit } from './cli/audit-commands.ts';
import { bootstrap, intoFile } from './cli/bootstrap.ts';
import { send } from './cli/client.ts';
import { readCommand } from './cli/command.ts';

let world: Awaited<ReturnType<typeof accessWorld>>;
let url: string;
let other: string;
const operate = (call: string, body?: unknown, headers?: Record<string, string>) =>
  ask(url, call, world.operator, body, headers);

beforeAll(async () => {
  world = await accessWorld();
  [url, other] = (await Promise.all([world.start(), world.start()])).map((service) => service.url) as [
    string,
    string,
  ];
});
afterAll(() => world.stop());

const entriesOf = async (query = ''): Promise<AuditEntry[]> => {
  const { body } = await operate(`GET /v1/audit.ndjson${query}`);
  return String(body)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as AuditEntry);
};

it('the first key of an operator is made once', async () => {
  expect(await bootstrap(world.kafka, world.prefix, world.signing)).toBeNull();
  const { status, body } = await operate('GET /v1/keys/self');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    name: 'operator',
    state: 'active',
    createdBy: 'cli',
    scopes: ['read', 'observe', 'operate'],
  });
});

it('a key is made, shown once, changed, rotated and revoked; every process knows within five seconds', async () => {
  const table = new LiveTable({
    kafka: world.kafka,
    topic: `${world.prefix}silkgauge.access`,
    registry: new Registry(),
    warn: () => undefined,
  });
  table.start();
  const made = await operate('POST /v1/keys', settings('reader'));
  expect(made.status).toBe(201);
  expect(made.headers.get('cache-control')).toBe('no-store');
  const { key, token } = made.body as { key: { id: string; version: number }; token: string };
  const since = performance.now();
  await eventually(() => table.keyById(key.id) !== undefined);
  expect(performance.now() - since).toBeLessThan(5_000);
  await eventually(async () => (await ask(other, 'GET /v1/keys/self', token)).status === 200);
  const told = await operate(`GET /v1/keys/${key.id}`);
  expect(told.headers.get('etag')).toBe('"1"');
  expect(JSON.stringify(told.body)).not.toContain(token);

  const tag = { 'content-type': 'application/merge-patch+json', 'if-match': '"1"' };
  const patched = await operate(`PATCH /v1/keys/${key.id}`, { limits: { data: { q: 5, w: 10 } } }, tag);
  expect([patched.status, patched.headers.get('etag')]).toEqual([200, '"2"']);
  expect(patched.body.limits).toEqual({ data: { q: 5, w: 10 } });
  expect((await operate(`PATCH /v1/keys/${key.id}`, {}, tag)).status).toBe(412);
  expect(
    (await operate(`PATCH /v1/keys/${key.id}`, {}, { 'content-type': tag['content-type'] })).status,
  ).toBe(428);
  expect((await operate(`PATCH /v1/keys/${key.id}`, {}, { 'if-match': '*' })).status).toBe(415);

  const rotated = await ask(url, 'POST /v1/keys/self/rotate', token, { overlapSeconds: 0 });
  expect(rotated.status).toBe(200);
  expect((await ask(url, 'GET /v1/keys/self', token)).status).toBe(401);
  const next = String(rotated.body.token);
  expect((await ask(url, 'GET /v1/keys/self', next)).body).toMatchObject({ id: key.id, version: 3 });

  for (const reason of ['lost', 'again']) {
    const revoked = await operate(`POST /v1/keys/${key.id}/revoke`, { reason });
    expect([revoked.status, revoked.body.state, revoked.body.revokedReason]).toEqual([
      200,
      'revoked',
      'lost',
    ]);
  }
  expect((await ask(url, 'GET /v1/keys/self', next)).status).toBe(401);
  await eventually(() => table.keyById(key.id)?.revokedAt !== null);
  await table.close();

  const entries = await entriesOf(`?target=key/${key.id}`);
  expect(entries.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
    'key.created done',
    'key.patched done',
    'key.rotated done',
    'key.revoked done',
  ]);
  const text = JSON.stringify(entries.map(({ before, after }) => [before, after]));
  for (const secret of [token, next, 'hash'])
    expect(text).not.toContain(secret.slice(secret.length > 4 ? 17 : 0));
  expect(entries[1]).toMatchObject({ actor: { address: '127.0.0.1' }, before: { limits: null } });
});

it('two services beside each other lose no change, and the audit of both is whole', async () => {
  const made = await operate('POST /v1/keys', settings('counted'));
  const { id } = made.body.key as { id: string };
  const change = async (at: string, number: number): Promise<void> => {
    const path = `/v1/keys/${id}`;
    for (;;) {
      const { headers, body } = await ask(at, `GET ${path}`, world.operator);
      const limits = { ...body.limits, [['data', 'push', 'stream'][number % 3] ?? '']: { q: number + 1 } };
      const { status } = await ask(
        at,
        `PATCH ${path}`,
        world.operator,
        { limits },
        {
          'content-type': 'application/merge-patch+json',
          'if-match': headers.get('etag') ?? '',
        },
      );
      if (status === 200) return;
      expect([412, 503]).toContain(status);
    }
  };
  await Promise.all([0, 1, 2, 3, 4, 5].map((number) => change(number % 2 === 0 ? url : other, number)));
  // One change each, on the version before, and no change lost; a process learns of another's within seconds.
  const { body } = await eventually(
    async () => {
      const answer = await operate(`GET /v1/keys/${id}`);
      return answer.body.version === 7 && answer;
    },
    { within: 5_000, every: 250 },
  );
  expect(Object.keys(body.limits as object).sort()).toEqual(['data', 'push', 'stream']);
  const check = new AuditCheck();
  const entries = await entriesOf();
  for (const entry of entries) check.add(entry);
  expect(check.report()).toMatchObject({ entries: entries.length, fault: null });
  const versions = entries.filter(({ target, outcome }) => target === `key/${id}` && outcome === 'done');
  expect(versions).toHaveLength(7);
});

it('names are taken once, also where two services make a key at once', async () => {
  const answers = await Promise.all(
    [url, other].map((at) => ask(at, 'POST /v1/keys', world.operator, settings('twice'))),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  const [refused] = await entriesOf('?action=key.created').then((all) =>
    all.filter(({ outcome }) => outcome === 'refused'),
  );
  expect(refused).toMatchObject({ target: 'key', reason: expect.stringContaining('has the name') });
});

it('the last key that may operate stays', async () => {
  const refused = await operate('POST /v1/keys/self/revoke', { reason: 'tidy' });
  expect([refused.status, refused.body.type]).toEqual([409, 'urn:silkgauge:problem:last-operator']);
  const patch = { 'content-type': 'application/merge-patch+json', 'if-match': '*' };
  const { body } = await operate('GET /v1/keys/self');
  expect((await operate(`PATCH /v1/keys/${String(body.id)}`, { scopes: ['read'] }, patch)).status).toBe(409);
});

it('the policy is decided on the version that was read, and what the environment fixes stays', async () => {
  const before = await operate('GET /v1/policy');
  expect(before.body).toMatchObject({ anonymous: ['read', 'push', 'observe'], pinned: [], version: 0 });
  expect((await operate('PUT /v1/policy', {})).status).toBe(428);
  const tag = { 'if-match': before.headers.get('etag') ?? '' };
  const bad = await operate('PUT /v1/policy', { anonymous: ['operate'], limit: {} }, tag);
  expect([bad.status, bad.body.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
    422,
    ['/limit', '/anonymous/0'],
  ]);
  const decided = await operate('PUT /v1/policy', { anonymous: ['read'] }, tag);
  expect([decided.status, decided.body.anonymous, decided.body.version]).toEqual([200, ['read'], 1]);
  expect((await operate('PUT /v1/policy', {}, tag)).status).toBe(412);
  // An answer may be changed and sent back as it is.
  const again = await operate('PUT /v1/policy', decided.body, { 'if-match': '"1"' });
  expect([again.status, again.body]).toEqual([200, { ...decided.body, version: 2 }]);
  const { url: pinning } = await world.start({ ANONYMOUS: 'observe' });
  await eventually(async () => (await ask(pinning, 'GET /v1/policy', world.operator)).body.version === 2, {
    every: 500,
  });
  const pinned = await ask(pinning, 'GET /v1/policy', world.operator);
  expect(pinned.body).toMatchObject({ anonymous: ['observe'], pinned: ['anonymous'] });
  const refused = await ask(
    pinning,
    'PUT /v1/policy',
    world.operator,
    { anonymous: ['read'] },
    { 'if-match': '"2"' },
  );
  expect([refused.status, refused.body.type]).toEqual([409, 'urn:silkgauge:problem:pinned']);
});

it('who may not, is told so: without a credential 401, without the scope 403', async () => {
  const { body } = await operate('POST /v1/keys', settings('watcher', { scopes: ['observe'] }));
  const calls = [
    ...[
      'GET /v1/keys',
      'POST /v1/keys',
      'GET /v1/policy',
      'PUT /v1/policy',
      'POST /v1/check',
      'GET /v1/keys/nobodyhasit1',
    ],
    ...[
      'POST /v1/keys/nobodyhasit1/rotate',
      'POST /v1/keys/nobodyhasit1/revoke',
      'PATCH /v1/keys/nobodyhasit1',
    ],
  ];
  for (const call of calls) {
    expect([call, (await ask(url, call, null, call.startsWith('GET') ? undefined : {})).status]).toEqual([
      call,
      401,
    ]);
    const answer = await ask(url, call, String(body.token), call.startsWith('GET') ? undefined : {});
    expect([call, answer.status]).toEqual([call, 403]);
    expect(answer.headers.get('www-authenticate')).toContain('scope="operate"');
  }
  for (const call of ['GET /v1/audit', 'GET /v1/audit.ndjson', 'GET /v1/keys/self']) {
    expect([call, (await ask(url, call, null)).status]).toEqual([call, 401]);
    expect([call, (await ask(url, call, String(body.token))).status]).toEqual([call, 200]);
  }
  for (const method of ['DELETE', 'PUT', 'POST'])
    expect((await ask(url, `${method} /v1/audit`, world.operator)).status).toBe(405);
});

it('the audit is read page by page, and by who did what', async () => {
  const all = await entriesOf();
  const items: AuditEntry[] = [];
  let cursor = '';
  do {
    const { body } = await operate(`GET /v1/audit?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
    items.push(...(body.items as AuditEntry[]));
    cursor = (body.next as string | null) ?? '';
  } while (cursor !== '');
  expect(items).toEqual(all);
  const started = await entriesOf('?action=process.*');
  expect(started.map(({ action, target }) => `${action} ${target}`)).toContain(
    'process.started silkgauge-access',
  );
  expect(await entriesOf('?to=2020-01-01T00:00:00Z')).toEqual([]);
  for (const query of ['from=today', 'limit=0', 'cursor=x', 'colour=blue', 'actor=a&actor=b'])
    expect([query, (await operate(`GET /v1/audit?${query}`)).status]).toEqual([query, 400]);
});

it('a check tells whether an event would be let in, with each rule that says no', async () => {
  const write = { types: ['silkgauge.notice.*'], sources: ['urn:gacc:'], series: [], names: ['GACC-*'] };
  const { body } = await operate('POST /v1/keys', settings('notices', { scopes: ['push'], write }));
  const { id } = body.key as { id: string };
  const event = (source: string) => ({
    ...{ specversion: '1.0', id: '1', source, type: 'silkgauge.notice.withdrawn.v1' },
    data: { notice: 'GACC-2020-75', reason: 'repealed' },
  });
  const check = (of: unknown) => operate('POST /v1/check', { key: id, event: of });
  expect((await check(event('urn:gacc:notices'))).body).toEqual({ letIn: true, status: 202, errors: [] });
  expect((await check(event('urn:other:notices'))).body).toMatchObject({
    letIn: false,
    status: 403,
    errors: [{ pointer: '/source', rule: 'write-sources' }],
  });
  expect((await check(7)).body).toMatchObject({ letIn: false, status: 422 });
  const tick = {
    ...event('urn:gacc:notices'),
    type: 'silkgauge.clock.ticked.v1',
    data: { due: '2026-01-01T00:00:00Z' },
  };
  expect((await check(tick)).body).toMatchObject({ letIn: false, status: 422 });
  expect((await check(tick)).body.errors).toContainEqual(expect.objectContaining({ rule: 'type-of-feed' }));
  expect((await operate('POST /v1/check', { key: 'nobodyhasit1', event: {} })).status).toBe(404);
  expect((await operate('POST /v1/check', { kei: id })).body.errors).toHaveLength(3);
});

it('the last use of a key is told by every process, to all', async () => {
  const { body } = await operate('POST /v1/keys', settings('used'));
  const { id } = body.key as { id: string };
  expect(body.key.lastUsedAt).toBeNull();
  const service = await world.start();
  await eventually(
    async () => (await ask(service.url, 'GET /v1/keys/self', String(body.token))).status === 200,
  );
  // A process tells once a minute, and at its end.
  await service.stop();
  await eventually(async () => (await operate(`GET /v1/keys/${id}`)).body.lastUsedAt !== null, {
    every: 500,
  });
  const { lastUsedAt } = (await operate(`GET /v1/keys/${id}`)).body as { lastUsedAt: string };
  expect(Math.abs(Date.now() - Date.parse(lastUsedAt))).toBeLessThan(120_000);
});

it('the commands make the same calls, and check what the audit exports', async () => {
  const target = { url, key: world.operator };
  const run = (line: string) => {
    const command = readCommand(line.split(' '));
    if (command.name !== 'call') throw new Error(line);
    return send(target, command.call) as Promise<any>;
  };
  const folder = mkdtempSync(join(tmpdir(), 'access-'));
  const file = (name: string, content: unknown) => {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    return join(folder, name);
  };
  try {
    const { key } = await run(`keys create ${file('key', settings('commanded'))}`);
    expect(await run(`keys patch ${key.id} ${file('patch', { scopes: ['observe'] })}`)).toMatchObject({
      version: 2,
    });
    expect(await run(`keys rotate ${key.id} --overlap 60`)).toMatchObject({ key: { version: 3 } });
    expect(await run(`keys revoke ${key.id} --reason lost`)).toMatchObject({ state: 'revoked' });
    const { items } = await run('keys list --state revoked');
    expect(items.map(({ name }: { name: string }) => name)).toContain('commanded');
    const bad = run(`keys create ${file('bad', { name: 'x', scope: ['read'] })}`);
    await expect(bad).rejects.toThrow(/422[\s\S]*\/scope [\s\S]*Write "scopes"/);

    expect(reportText(await verifyAudit(undefined, () => target))).toMatch(/each stands as it was written$/m);
    const lines: string[] = [];
    const sink = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        lines.push(chunk.toString());
        done();
      },
    });
    await exportAudit(target, '/v1/audit.ndjson', sink);
    const whole = lines.join('');
    const changed = whole.replace('"commanded"', '"commander"');
    expect((await verifyAudit(file('whole', whole), () => target)).fault).toBeNull();
    const report = await verifyAudit(file('changed', changed), () => target);
    expect(report.fault?.kind).toBe('changed');
    expect(reportText(report)).toMatch(/^Entry \d+ of the chain [\w-]+ was changed/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("a key in a file is its owner's alone, and no file is written over", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'access-'));
  const path = join(folder, 'access', 'operator.key');
  try {
    expect(await intoFile(path, () => Promise.resolve(null))).toBe(false);
    expect(existsSync(path)).toBe(false);
    // A command that is stopped meanwhile leaves no file that looks like a key.
    await intoFile(path, () => {
      expect(existsSync(path)).toBe(false);
      return Promise.resolve(null);
    });
    expect(await intoFile(path, () => Promise.resolve('sgk_'))).toBe(true);
    expect([statSync(path).mode & 0o777, statSync(join(folder, 'access')).mode & 0o777]).toEqual([
      0o600, 0o700,
    ]);
    await expect(intoFile(path, () => Promise.resolve('other'))).rejects.toThrow('EEXIST');
    expect(readFileSync(path, 'utf8')).toBe('sgk_\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
