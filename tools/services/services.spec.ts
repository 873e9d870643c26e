import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAcls } from '../../libs/kafka/src/topics/acls.ts';
import { checkout, DECLARATION } from './files.ts';
import { readServices } from './services.ts';

const text = readFileSync(join(checkout, DECLARATION), 'utf8');

/** The faults of the declaration with a change. */
const faultsOf = (change: (declared: any) => void): string[] => {
  const declared: unknown = JSON.parse(text);
  change(declared);
  try {
    readServices(JSON.stringify(declared));
    return [];
  } catch (error) {
    return (error as Error).message.split('\n');
  }
};

it('a service says what is its own, and has the rest from the defaults', () => {
  const { services } = readServices(text);
  const [feed, aggregation] = ['customs-feed', 'aggregation'].map((name) =>
    services.find((service) => service.name === name),
  );
  expect(feed).toMatchObject({ pods: 2, memory: { limit: 448, request: 192 }, asked: ['growth-api'] });
  expect(aggregation).toMatchObject({ memory: { limit: 768, request: 192 }, role: 'silkgauge_aggregation' });
});

it('rights name topics of the contract, by a set or by name, and are lines that the broker takes', () => {
  const { acls } = readServices(text);
  const [line] = acls.filter(({ principal }) => principal === 'platform-sales');
  expect(line?.topics).toEqual(['platform.sales', 'platform.figures', 'platform.embargoed', 'push.jobs']);
  expect(readAcls(JSON.stringify(acls)).length).toBeGreaterThan(200);
});

it.each<[string, (declared: any) => void, string]>([
  [
    'a member that is not known',
    (d) => (d.services.mcp.prot = 1),
    '/services/mcp must not have additional properties: prot',
  ],
  [
    'a member that is missing',
    (d) => delete d.services.mcp.port,
    '/services/mcp must have required properties port',
  ],
  [
    'a road that is not there',
    (d) => (d.services.mcp.asks = ['grwth']),
    '/services/mcp: there is no road grwth',
  ],
  [
    'a topic that is not there',
    (d) => (d.services.mcp.rights = [{ operation: 'Read', topics: ['sales'], for: 'x' }]),
    '/services/mcp: there is no topic sales',
  ],
  [
    'a door of what is no feed',
    (d) => (d.services.mcp.rights = ['door']),
    '/services/mcp: there is no topic door',
  ],
  [
    'shared rights that are not there',
    (d) => (d.services.mcp.rights = ['key']),
    '/services/mcp: there are no shared rights key',
  ],
  ['a port twice', (d) => (d.services.mcp.port = 4106), '/services: access and mcp have one port, 4106'],
  [
    'a start after nobody',
    (d) => (d.services.mcp.after = ['growth']),
    '/services/mcp: there is no service growth',
  ],
  [
    'a feed of the contract that is missing',
    (d) => delete d.services['customs-feed'],
    '/services: the feed customs-feed of the contract is missing',
  ],
])('%s is told with its place', (_, change, fault) => {
  expect(faultsOf(change)).toContain(fault);
});

it('all faults are told at once', () => {
  const faults = faultsOf(({ services }) => {
    services.mcp.asks = ['grwth'];
    services.access.after = ['topic'];
  });
  expect(faults).toEqual([
    '/services/access: there is no service topic',
    '/services/mcp: there is no road grwth',
  ]);
});
