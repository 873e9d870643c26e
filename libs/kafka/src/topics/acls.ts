import kafkajs, { type AclEntry } from 'kafkajs';

// Node finds no named exports in this CommonJS module, so the default export is imported.
const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

/** One line of `ops/kafka/acls.json`: an operation of a principal on some resources, and its use. */
export interface AclLine {
  readonly principal: string;
  readonly operation: AclOperation;
  readonly topics?: readonly string[];
  /** A name that ends with `*` is a prefix, also of topics and transactional ids. */
  readonly groups?: readonly string[];
  readonly transactionalIds?: readonly string[];
  readonly for: string;
}

const OPERATIONS = {
  Read: AclOperationTypes.READ,
  Write: AclOperationTypes.WRITE,
  Create: AclOperationTypes.CREATE,
  Delete: AclOperationTypes.DELETE,
  Describe: AclOperationTypes.DESCRIBE,
  DescribeConfigs: AclOperationTypes.DESCRIBE_CONFIGS,
  AlterConfigs: AclOperationTypes.ALTER_CONFIGS,
} as const;

export type AclOperation = keyof typeof OPERATIONS;

const RESOURCES = {
  topics: { type: AclResourceTypes.TOPIC, noun: 'topic' },
  groups: { type: AclResourceTypes.GROUP, noun: 'group' },
  transactionalIds: { type: AclResourceTypes.TRANSACTIONAL_ID, noun: 'transactional id' },
} as const;

type Resource = keyof typeof RESOURCES;
const MEMBERS = new Set(['principal', 'operation', 'for', ...Object.keys(RESOURCES)]);

/** One rule: `entry` as the broker keeps it, the rest as the file states it. */
export interface AclRule {
  readonly principal: string;
  readonly operation: AclOperation;
  readonly resource: Resource;
  readonly name: string;
  readonly isPrefix: boolean;
  readonly for: string;
  readonly entry: AclEntry;
}

/**
 * The rules of a file, one for each name in its lines. `prefix` goes before every name.
 *
 * @throws RangeError with a line for each fault
 */
export function readAcls(text: string, prefix = ''): AclRule[] {
  const lines = parsed(text);
  const faults = lines.flatMap((line, index) =>
    faultsOf(line).map((fault) => `line ${String(index + 1)}: ${fault}`),
  );
  if (faults.length > 0) throw new RangeError(faults.join('\n'));
  return (lines as AclLine[]).flatMap((line) =>
    (Object.keys(RESOURCES) as Resource[]).flatMap((resource) =>
      (line[resource] ?? []).map((name) => ruleOf(line, resource, prefix + name)),
    ),
  );
}

export const ruleText = ({ principal, operation, resource, name, isPrefix }: AclRule): string =>
  `${principal} ${operation} ${RESOURCES[resource].noun} ${name}${isPrefix ? '*' : ''}`;

function ruleOf(line: AclLine, resource: Resource, text: string): AclRule {
  const { principal, operation } = line;
  const isPrefix = text.endsWith('*');
  const name = isPrefix ? text.slice(0, -1) : text;
  return {
    ...{ principal, operation, resource, name, isPrefix, for: line.for },
    entry: {
      principal: `User:${principal}`,
      host: '*',
      operation: OPERATIONS[operation],
      permissionType: AclPermissionTypes.ALLOW,
      resourceType: RESOURCES[resource].type,
      resourceName: name,
      resourcePatternType: isPrefix ? ResourcePatternTypes.PREFIXED : ResourcePatternTypes.LITERAL,
    },
  };
}

function parsed(text: string): unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new RangeError(`not JSON: ${String(cause)}`, { cause });
  }
  if (!Array.isArray(value)) throw new RangeError('not a list of lines');
  return value;
}

function faultsOf(line: unknown): string[] {
  if (typeof line !== 'object' || line === null) return ['not an object'];
  const { principal, operation, ...rest } = line as Readonly<Record<string, unknown>>;
  const named = (Object.keys(RESOURCES) as Resource[]).filter((resource) => resource in rest);
  const unknown = Object.keys(line).filter((member) => !MEMBERS.has(member));
  const isList = (value: unknown) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((name) => typeof name === 'string' && name !== '' && name !== '*');
  return [
    ...(typeof principal === 'string' && principal !== '' ? [] : ['principal is missing']),
    ...(typeof operation === 'string' && operation in OPERATIONS
      ? []
      : [`operation is not one of ${Object.keys(OPERATIONS).join(', ')}`]),
    ...(typeof rest['for'] === 'string' ? [] : ['for is missing: what the rule serves']),
    ...(named.length === 1 ? [] : [`name one of ${Object.keys(RESOURCES).join(', ')}`]),
    ...named.flatMap((resource) => (isList(rest[resource]) ? [] : [`${resource} is no list of names`])),
    ...unknown.map((member) => `${member} is not known`),
  ];
}
