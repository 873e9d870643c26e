import type { Admin, AclEntry, ResourcePatternTypes } from 'kafkajs';
import type { AclRule } from './acls.ts';
import { createKafka, type KafkaConfig } from '../broker/client.ts';

export interface AppliedAcls {
  readonly created: readonly AclRule[];
  readonly present: readonly AclRule[];
  /** Rules of the same principals that the file lacks: reported and left unchanged. */
  readonly beyond: readonly AclEntry[];
}

/** Creates missing rules; with `isDry` only reports them. A second run changes nothing. */
export async function applyAcls(
  kafka: KafkaConfig,
  rules: readonly AclRule[],
  { isDry = false }: { readonly isDry?: boolean } = {},
): Promise<AppliedAcls> {
  const admin = createKafka(kafka).admin();
  await admin.connect();
  try {
    const found = (
      await Promise.all(
        [...new Set(rules.map(({ entry }) => entry.principal))].map((principal) => aclsOf(admin, principal)),
      )
    ).flat();
    const known = new Set(found.map(identity));
    const wanted = new Set(rules.map(({ entry }) => identity(entry)));
    const created = rules.filter(({ entry }) => !known.has(identity(entry)));
    if (created.length > 0 && !isDry) await admin.createAcls({ acl: created.map(({ entry }) => entry) });
    return {
      created,
      present: rules.filter(({ entry }) => known.has(identity(entry))),
      beyond: found.filter((entry) => !wanted.has(identity(entry))),
    };
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

/** Whether the brokers let everybody write everything; false also where they do not say. */
export async function lacksAcls(kafka: KafkaConfig): Promise<boolean> {
  const admin = createKafka(kafka).admin();
  try {
    await admin.connect();
    await aclsOf(admin, undefined);
    return false;
  } catch (error) {
    // The client wraps what the broker said where it gives up at once.
    const { cause = error } = error as Error;
    return (cause as { type?: unknown } | null)?.type === 'SECURITY_DISABLED';
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

/** The protocol's code for any resource type, pattern type, operation and permission. */
const ANY = 1;

async function aclsOf(admin: Admin, principal: string | undefined): Promise<AclEntry[]> {
  const { resources } = await admin.describeAcls({
    ...(principal !== undefined && { principal }),
    resourceType: ANY,
    resourcePatternType: ANY as ResourcePatternTypes,
    operation: ANY,
    permissionType: ANY,
  });
  return resources.flatMap(({ acls, resourceType, resourceName, resourcePatternType }) =>
    acls.map((acl) => ({ ...acl, resourceType, resourceName, resourcePatternType })),
  );
}

const identity = (entry: AclEntry): string =>
  JSON.stringify([
    entry.principal,
    entry.host,
    entry.operation,
    entry.permissionType,
    entry.resourceType,
    entry.resourceName,
    entry.resourcePatternType,
  ]);
