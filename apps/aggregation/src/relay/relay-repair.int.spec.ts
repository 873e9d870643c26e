import { SafeProducer } from '@silkgauge/kafka';
import {
  connect,
  endWhenSilent,
  relayPosition,
  tryLeadRelay,
  waitingDeadLetters,
} from '@silkgauge/read-model';
import { eventually } from '@silkgauge/testing';
import { startRelayWorld, type Relays, type RelayWorld } from './relay.fixture.ts';

let world: RelayWorld;
const running: Relays[] = [];

beforeEach(async () => {
  world = await startRelayWorld();
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((relay) => relay.stop()));
  await world.close();
});

function start(): Relays {
  const relay = world.relay();
  relay.start();
  running.push(relay);
  return relay;
}

/** Waits until all commits are published and the place is stored. */
async function quiet(): Promise<void> {
  const target = (await world.committed()).at(-1)?.sequence;
  await eventually(
    async () =>
      (await relayPosition(world.readModel.pool, 'growth-updated')) === target &&
      (await waitingDeadLetters(world.readModel.pool, 1)).length === 0,
    { within: 60_000 },
  );
}

async function endsAtTheTable(): Promise<void> {
  expect([...(await world.lastRecords())].sort()).toEqual([...(await world.present())].sort());
}

const bad = (round: number, count: number) =>
  Array.from({ length: count }, (_, i) => Buffer.from(`no event ${String(round)}-${String(i)}`));

const lettersAreThereOnce = async (count: number) => {
  const letters = (await world.letters()).map(({ value }) => String(value));
  expect(new Set(letters).size).toBe(count);
  expect(letters).toHaveLength(count);
};

it('a leader that cannot mark its dead letters sends none twice, in any number of terms', async () => {
  const { pool } = world.readModel;
  await pool.query(`
    create sequence refusals;
    create function refuse() returns trigger language plpgsql as
      $$ begin perform nextval('refusals'); raise exception 'the disk is full'; end $$;
    create trigger refuse before update on dead_letter for each row execute function refuse()`);
  await world.sell(5, bad(0, 12));
  start();
  // The first term publishes ten letters; each new term finds them, and its marking fails.
  await eventually(
    async () =>
      (await pool.query<{ last_value: string }>('select last_value from refusals')).rows[0]?.last_value,
  );
  await eventually(
    async () => {
      const { rows } = await pool.query<{ n: string }>('select last_value as n from refusals');
      return Number(rows[0]?.n) >= 3;
    },
    { within: 60_000 },
  );
  await pool.query('drop trigger refuse on dead_letter');
  await quiet();
  await lettersAreThereOnce(12);
});

it('an older record and a foreign record at the end are followed by the version of the table', async () => {
  await world.sell(20);
  await world.sell(20);
  const first = start();
  await quiet();
  await first.stop();
  const count = (await world.committed()).length;
  const [unpublished, older, other] = (await world.committed()).filter(({ version }) => version === 1);
  if (!unpublished || !older || !other) throw new Error('nothing was sold');
  const stranger = new SafeProducer(world.kafka);
  await stranger.send(`${world.prefix}growth-updated.platform`, [
    { key: unpublished.key, value: JSON.stringify(unpublished), headers: { ce_id: unpublished.sequence } },
    { key: older.key, value: JSON.stringify(older), headers: { ce_id: older.sequence } },
    { key: other.key, value: null },
    { key: 'NOBODY.KNOWS/2020', value: '{}' },
    { key: 'NUL\0/2020', value: '{}' },
  ]);
  await stranger.close();
  expect((await world.lastRecords()).get(older.key)).toEqual(older);
  // An unpublished version belongs to the next page, not to the repair.
  await world.sell(1);

  start();
  await quiet();
  const [last, present] = [await world.lastRecords(), await world.present()];
  for (const stray of ['NOBODY.KNOWS/2020', 'NUL\0/2020']) last.delete(stray);
  expect([...last].sort()).toEqual([...present].sort());
  // Only two records were published again.
  const news = (await world.committed()).length - count;
  expect(await world.published()).toHaveLength(count + 5 + 2 + news);
});

it('two alternating leaders under load publish every change, no letter twice, and the table’s version last', async () => {
  start();
  start();
  const { pool } = world.readModel;
  const rounds = 8;
  for (let round = 0; round < rounds; round += 1) {
    await world.sell(30, bad(round, 3));
    // The leader loses its session at any point of its page.
    await pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
                      where application_name in ('silkgauge-relay', 'silkgauge-letters') and datname = current_database()`);
    await eventually(() => running.some(({ leading }) => leading));
  }
  await quiet();
  await endsAtTheTable();
  await lettersAreThereOnce(3 * rounds);
  const sequences = new Set((await world.published()).map(({ value }) => String(value)));
  expect(sequences.size).toBe((await world.committed()).length);
});

it('the lock of a silent leader is released', async () => {
  const silent = await connect(world.databaseUrl, 'spec');
  const ended = new Promise((resolve) => silent.on('error', resolve));
  expect(await tryLeadRelay(silent)).toBe(true);
  const waiting = start();
  await world.sell(1);
  expect(waiting.leading).toBe(false);
  await endWhenSilent(silent, 500);
  await ended;
  await eventually(() => waiting.leading);
  await quiet();
  await silent.end().catch(() => undefined);
});
