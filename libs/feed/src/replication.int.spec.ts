import { testBrokers, topicPrefix } from '@silkgauge/testing';
import { startFeed } from './feed.fixture.ts';

const prefix = topicPrefix();

it('a feed starts over one broker only with REPLICATION=any', async () => {
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
