import { connect } from '../read-model.ts';

export interface ChangeListener {
  stop(): Promise<void>;
}

/**
 * Listens on a connection of its own for committed changes. A notification says only that there is something to
 * read: it may be lost with the connection, so whoever listens also looks from time to time. `onLost` is called
 * once, when the connection ends by itself.
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
