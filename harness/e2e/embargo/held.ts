import { setTimeout as sleep } from 'node:timers/promises';
import { createReadModel, type ReadModel } from '@silkgauge/read-model';
import { newSecretKeys } from '@silkgauge/service';
import { alertRule, bulletinPlan, figure, release, type SpecEvent } from '../../fixtures/events.ts';
import { eventually, testBrokers } from '../../services/index.ts';
import { get, push, startStack, stateUrl, type Stack } from '../stack.ts';

export const SERIES = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
/** Known by an embargoed figure alone. */
export const NEW_SERIES = 'GACC.CN-HA.CBEC.PLATFORM._T._T._T._T.CNY';

/** A stack with keys for what is under embargo. */
export interface EmbargoStack {
  readonly stack: Stack;
  readonly model: ReadModel;
  stop(): Promise<void>;
}

/** `server` is the PostgreSQL server of the database; the run's by default. */
export async function startEmbargoStack(
  settings: Readonly<Record<string, string>> = {},
  server?: string,
): Promise<EmbargoStack> {
  const stack = await startStack(testBrokers(), { EMBARGO_KEYS: newSecretKeys(), ...settings }, server);
  const model = createReadModel(stack.databaseUrl);
  const stop = async () => {
    await model.close();
    await stack.stop();
  };
  return { stack, model, stop };
}

export const sent = ({ type, data }: SpecEvent, id: string, source = '/spec') => ({
  ...{ specversion: '1.0', source, id, type, data },
});

/** @throws Error unless the door takes the events */
export async function taken(feed: { url: string }, ...events: readonly object[]): Promise<void> {
  const { status, body } = await push(feed, events);
  if (status !== 202) throw new Error(JSON.stringify(body));
}

/** Tells a growth of 10 percent, a bulletin, an alert and the release `H1`, and waits until the desk has dealt with it. */
export async function tellInClear({ stack, model }: EmbargoStack): Promise<void> {
  await taken(
    stack.policy,
    sent(bulletinPlan('told', `${SERIES}/2020-S1`), 'plan'),
    sent(alertRule('over', { since: 'beginning' }), 'rule'),
    sent(release('H1', { at: '2999-01-01T00:00:00+08:00' }), 'release'),
  );
  await taken(
    stack.customs,
    sent(figure(SERIES, '2020-S1', { value: '10', measure: 'growth' }), 'public'),
    sent(figure(SERIES, '2019-S1', { value: '80' }), 'before'),
  );
  await eventually(() => get(stack, stateUrl(SERIES, '2020-S1')));
  await eventually(() => tellsOf(stack, '10'));
  await eventually(
    async () => (await get<{ items: unknown[] }>(stack, '/v1/releases')).items.length === 1 || null,
  );
  await eventually(() => deskIsThrough(model));
}

/** An identity, numbers and words of two figures that nobody else has. */
export const SECRET = { source: '/under-embargo', growth: '31.4159', level: '72718281' } as const;
const QUOTE = 'a quote nobody has read';
/** Texts of which no service may tell any. */
export const SECRETS = [
  ...Object.values(SECRET),
  ...['secret-growth', 'secret-level', NEW_SERIES, 'CN-HA', QUOTE, 'held-document'],
];

/** Pushes two figures that wait for the release `H1`, and waits until they are held. */
export async function hold({ stack, model }: EmbargoStack): Promise<void> {
  const members = {
    ...{ publishedAt: '2999-01-01', embargo: { release: 'H1' } },
    evidence: { document: 'https://example.org/held-document', quote: QUOTE },
  };
  const growth = figure(SERIES, '2020-S1', { ...members, value: SECRET.growth, measure: 'growth' });
  const level = figure(NEW_SERIES, '2020-S1', { ...members, value: SECRET.level });
  await taken(
    stack.customs,
    sent(growth, 'secret-growth', SECRET.source),
    sent(level, 'secret-level', SECRET.source),
  );
  await eventually(async () => (await heldCount(model)) === 2 || null);
}

/** Moves the release to this instant, so that the next tick lifts what waits for it. */
export const lift = ({ stack }: EmbargoStack): Promise<void> =>
  taken(
    stack.policy,
    sent(release('H1', { at: new Date().toISOString(), zone: 'UTC', reason: 'Sooner' }), 'sooner'),
  );

export async function heldCount(model: ReadModel): Promise<number> {
  const { rows } = await model.pool.query<{ count: number }>('select count(*)::int as count from embargoed');
  return rows[0]?.count ?? 0;
}

/** Whether the bulletin as the desk wrote it tells of a number. */
export async function tellsOf(stack: Stack, value: string): Promise<true | null> {
  const { version, en } = await get<{ version: number | null; en: object }>(stack, '/v1/bulletins/told');
  return version !== null && JSON.stringify(en).includes(`"value":"${value}"`) ? true : null;
}

/** Whether the desk has dealt with all of the log, and so will tell nothing more of it. */
export async function deskIsThrough(model: ReadModel): Promise<true | null> {
  await sleep(2_000);
  const { rows } = await model.pool.query<{ done: boolean }>(
    'select (select sequence from desk_position) = (select last from change_cursor) as done',
  );
  return rows[0]?.done === true ? true : null;
}
