import { Type, type Static, type TSchema } from 'typebox';

const closed = <T extends Record<string, TSchema>>(members: T, description: string) =>
  Type.Object(members, { additionalProperties: false, description });
const text = (description: string) => Type.String({ minLength: 1, description });
const names = (description: string) => Type.Array(Type.String({ minLength: 1 }), { description });
const byName = <T extends TSchema>(member: T, description: string) =>
  Type.Record(Type.String({ pattern: '^[a-z][a-z-]*$' }), member, { description });
const flag = (description: string) => Type.Boolean({ description });
const count = (minimum: number, description: string) => Type.Integer({ minimum, description });
const { Optional } = Type;

const Right = closed(
  {
    operation: text('What Kafka calls it: Read, Write, DescribeConfigs ...'),
    topics: Optional(
      names(
        'Topics of libs/contract/src/topics.ts by name, or a set of them: inputs, outputs, letters (of the dead), all; door, for those that a feed writes to.',
      ),
    ),
    groups: Optional(names('Consumer groups; a name that ends with * is a prefix.')),
    transactionalIds: Optional(names('Transactional ids; a name that ends with * is a prefix.')),
    for: text('What the right serves.'),
  },
  'A line of ops/kafka/acls.json without its principal.',
);

const Rights = Type.Array(
  Type.Union([Right, Type.String({ description: 'Rights of `shared`, by their name.' })]),
  { description: 'What it may do on the broker, by a password of its own.' },
);

const Grants = Type.Array(
  closed(
    {
      for: text('Why.'),
      on: Type.Record(Type.String(), Type.String(), {
        description: 'Privileges by table, or by `schema NAME` or `sequence NAME`.',
      }),
    },
    'Grants of one purpose.',
  ),
);

const locks = flag('Whether it takes advisory locks.');

/** A compose file. */
export type Target = 'plain' | 'secure';

const Setting = closed(
  {
    in: Type.Array(Type.Union([Type.Literal('plain'), Type.Literal('secure')]), {
      description: 'In which compose file.',
    }),
    name: text('Variable.'),
    value: Type.Union([Type.String(), Type.Integer()]),
    for: Optional(text('Why.')),
  },
  'A setting beyond those that follow from what it needs.',
);

const Service = closed(
  {
    about: text('What it is, in a sentence.'),
    port: Type.Integer({ minimum: 1_024, maximum: 65_535, description: 'Port, and user of its container.' }),
    program: names('Its program in the image, and arguments.'),
    callers: Optional(flag('False where metrics alone are asked of it, from inside.')),
    asks: Optional(names('Roads to services that it asks.')),
    after: names('What is there before it starts: schema, topics, or another service.'),
    secrets: Optional(
      names('Files besides certificate and passwords: embargo-keys, secret-keys, signing.key.'),
    ),
    cache: Optional(
      closed(
        {
          path: text('Where the files lie.'),
          size: text('Room in Kubernetes.'),
          variable: text('Setting that says where they lie.'),
          for: text('Why.'),
        },
        'Files that a start may lose.',
      ),
    ),
    settings: Optional(Type.Array(Setting)),
    addresses: Optional(
      Type.Record(Type.String(), Type.String(), {
        description:
          'Variables with the address by which callers know a service. Kubernetes has them in settings.yaml.',
      }),
    ),
    fixedAddress: Optional(text('Its address in the network of docker-compose.secure.yml.')),
    rights: Optional(Rights),
    database: Optional(closed({ locks, grants: Grants }, 'The database, by a role of its name.')),
    pods: Optional(count(1, 'Pods in Kubernetes.')),
    memory: Optional(
      closed(
        {
          limit: Optional(count(64, 'MiB that it has at most.')),
          request: Optional(count(64, 'MiB that Kubernetes sets aside.')),
          for: Optional(text('Why.')),
        },
        'Memory.',
      ),
    ),
    cpu: Optional(text('Share of a processor that Kubernetes sets aside.')),
    temporary: Optional(text('Room of /tmp in Kubernetes.')),
  },
  'A program that listens.',
);

const Command = closed(
  {
    user: count(1, 'User of its container.'),
    secrets: Optional(names('Files besides passwords.')),
    rights: Rights,
    database: closed({ role: text('Its role.'), locks, grants: Grants }, 'The database.'),
  },
  'Programs that end: they have passwords and no certificate.',
);

export const Declaration = closed(
  {
    $schema: Type.String(),
    defaults: closed(
      {
        pods: count(1, 'Pods in Kubernetes.'),
        memory: closed({ limit: count(64, 'MiB.'), request: count(64, 'MiB.') }, 'Memory.'),
        cpu: text('Share of a processor that Kubernetes sets aside.'),
        temporary: text('Room of /tmp in Kubernetes.'),
        stopSeconds: count(1, 'Seconds that it has to stop.'),
        probes: closed(
          { alive: text('Answers while the process lives.'), ready: text('Answers when it can work.') },
          'Paths that are asked.',
        ),
      },
      'What holds for a service that does not say otherwise.',
    ),
    shared: byName(Type.Array(Right), 'Rights that several have.'),
    roads: byName(
      closed({ to: names('Services.'), for: text('What for.') }, 'A road.'),
      'Services that are asked by others: an asker has their addresses, and the network lets it through.',
    ),
    services: byName(Service, 'The services, in the order of the files.'),
    commands: byName(Command, 'What sets up and what operators run.'),
    servers: byName(Type.Integer(), 'Others with a certificate, each with its user.'),
    readers: Grants,
    examples: byName(Rights, 'Principals of programs of others: lines to copy.'),
  },
  'Services of Silkgauge and what each needs. The files that follow are made by npm run -s services.',
);
export type Declaration = Static<typeof Declaration>;
export type DeclaredRights = Static<typeof Rights>;
export type DeclaredGrants = Static<typeof Grants>;
