import { bulletinPlan, eventually, figure, newSystem, type System } from '@silkgauge/testing';

const SERIES = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const WHOLE = '"level":{';
const BROKEN = '"level":null,"was":{';

let system: System;

beforeAll(async () => {
  system = await newSystem(1);
  await system.startAggregation();
});

afterAll(() => system.stop());

const replace = (was: string, is: string) =>
  system.rows('update change set document = replace(document::text, $1, $2)', [was, is]);

const get = (path: string) => fetch(system.aggregation.url + path);

interface DeskCheck {
  readonly ok: boolean;
  readonly position: string | null;
  readonly halted: { readonly at: string; readonly reason: string } | null;
}

/** The status of `/readyz`, and what it says of the desk. */
async function readyz(): Promise<{ readonly status: number; readonly desk: DeskCheck }> {
  const answer = await get('/readyz');
  const { checks } = (await answer.json()) as { checks: { desk: DeskCheck } };
  return { status: answer.status, desk: checks.desk };
}

async function metric(name: string): Promise<string | undefined> {
  return new RegExp(`^${name} (.*)$`, 'm').exec(await (await get('/metrics')).text())?.[1];
}

it('a desk that cannot take a step is told by /readyz, metric and log, and holds up no figure', async () => {
  expect(await metric('silkgauge_desk_halted')).toBe('0');
  await system.send([
    { ...figure(SERIES, '2020-S1', { value: '4.72' }), topic: 'customs.figures', id: 'f1', key: SERIES },
  ]);
  await system.caughtUp();
  // No telling can say a state without its level.
  await replace(WHOLE, BROKEN);
  const { key = '', ...plan } = bulletinPlan('B-1', `${SERIES}/2020-S1`);
  await system.send([{ ...plan, topic: 'newsroom.orders', id: 'p1', key }]);
  await eventually(async () => (await readyz()).desk.halted !== null);

  const { status, desk } = await readyz();
  expect(status).toBe(200);
  expect(desk).toMatchObject({ ok: true, halted: { at: '2', reason: expect.stringContaining('Error') } });
  expect(await metric('silkgauge_desk_halted')).toBe('1');
  expect(await metric('silkgauge_desk_leading')).toBe('1');
  const told = () => system.aggregation.output().match(/desk: a step cannot be taken/g)?.length;
  // It is tried again each second, and told once.
  expect(told()).toBe(1);
  await system.send([
    { ...figure(SERIES, '2021-S1', { value: '5' }), topic: 'customs.figures', id: 'f2', key: SERIES },
  ]);
  await system.caughtUp();

  await replace(BROKEN, WHOLE);
  await eventually(async () => (await metric('silkgauge_desk_halted')) === '0');
  expect((await readyz()).desk.halted).toBeNull();
  expect(told()).toBe(1);
});
