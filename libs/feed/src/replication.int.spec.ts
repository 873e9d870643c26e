import { testBrokers, topicPrefix } from '@silkgauge/testing';
import { startFeed } from './feed.fixture.ts';

const prefix = topicPrefix();

it('does not start over one broker unless told that any replication will do', async () => {
  const feed = await startFeed(testBrokers(), prefix);
  try {
    const { checks } = (await (await fetch(`${feed.url}/readyz`)).json()) as {
      checks: Record<string, unknown>;
    };
    expect(checks['replication']).toEqual({ ok: true, replicas: 1, inSync: 1, minInSync: 1 });
  } finally {
    await feed.stop();
  }
  await expect(startFeed(testBrokers(), prefix, { replication: 'required' })).rejects.toThrow(
    /platform\.sales \(replicas 1, min\.insync\.replicas 1\).* REPLICATION=any/,
  );
});
