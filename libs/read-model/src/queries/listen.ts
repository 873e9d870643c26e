import { connect } from '../read-model.ts';

export interface ChangeListener {
  stop(): Promise<void>;
}

/**
 * Listens for announced commits on a connection of its own; `onLost` is called once if the connection ends
 * before `stop`. Notifications may be lost with the connection, so callers also poll.
 */
export async function listenForChanges(
  url: string,
  onChange: () => void,
  onLost: (error: Error | null) => void,
): Promise<ChangeListener> {
  const client = await connect(url, 'silkgauge-stream');
  let over = false;
  const lost = (error: Error | null) => {
    if (over) return;
    over = true;
    client.end().catch(() => undefined);
    onLost(error);
  };
  client.on('error', lost);
  client.on('end', () => {
    lost(null);
  });
  client.on('notification', onChange);
  try {
    await client.query('listen growth_change');
  } catch (error) {
    over = true;
    await client.end().catch(() => undefined);
    throw error;
  }
  return {
    stop: async () => {
      over = true;
      await client.end();
    },
  };
}
