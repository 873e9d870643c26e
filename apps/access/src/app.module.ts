import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import {
  AccessGuard,
  LastUses,
  LiveTable,
  NOBODY,
  ProcessAccess,
  type ProcessAccessOptions,
} from '@silkgauge/access';
import { needsOfCall } from '@silkgauge/calls';
import { ACCESS_TOPIC, AUDIT_TOPIC } from '@silkgauge/contract';
import { kafkaTopics, type KafkaConfig } from '@silkgauge/kafka';
import { Registry } from '@silkgauge/service';
import { AuditController } from './audit/audit.controller.ts';
import { AuditLog, RecordLog } from './audit/audit-log.ts';
import { AccessWriter } from './changes/access-writer.ts';
import { accessWriterOf } from './changes/open-writer.ts';
import type { AccessServiceConfig } from './config.ts';
import { KeysController } from './keys/keys.controller.ts';
import { LiveUses } from './keys/live-uses.ts';
import { PolicyController } from './policy/policy.controller.ts';
import { PolicyPins } from './policy/policy-pins.ts';

/** The service; what runs between requests ends after HTTP. */
@Module({})
export class AppModule implements OnApplicationShutdown {
  readonly #ending: readonly { close(): Promise<void> }[];

  constructor(writer: AccessWriter, uses: LiveUses) {
    this.#ending = [writer, uses];
  }

  static with(
    { topicPrefix, access, signingKey }: AccessServiceConfig,
    kafka: KafkaConfig,
    logger: ProcessAccessOptions['logger'],
  ): DynamicModule {
    const topics = kafkaTopics(kafka);
    const log = new AuditLog(topics, topicPrefix + AUDIT_TOPIC);
    const records = new RecordLog(topics, topicPrefix + ACCESS_TOPIC, access.publicKeys);
    const uses = new LiveUses(kafka, topicPrefix);
    return {
      module: AppModule,
      controllers: [KeysController, PolicyController, AuditController],
      providers: [
        {
          provide: ProcessAccess,
          useFactory: (registry: Registry) =>
            new ProcessAccess({
              ...{ name: 'silkgauge-access', kafka, topicPrefix, registry, logger },
              publicKeys: access.publicKeys,
            }),
          inject: [Registry],
        },
        { provide: LiveTable, useFactory: ({ table }: ProcessAccess) => table, inject: [ProcessAccess] },
        {
          provide: AccessWriter,
          useFactory: (table: LiveTable) => accessWriterOf(kafka, topicPrefix, table, signingKey),
          inject: [LiveTable],
        },
        {
          provide: AccessGuard,
          useFactory: (registry: Registry) =>
            new AccessGuard({
              ...{ config: access, registry },
              needsOf: ({ routeOptions }) => needsOfCall(routeOptions.config) ?? NOBODY,
            }),
          inject: [Registry],
        },
        { provide: LiveUses, useValue: uses },
        { provide: LastUses, useValue: uses.latest },
        { provide: AuditLog, useValue: log },
        { provide: RecordLog, useValue: records },
        { provide: PolicyPins, useValue: new PolicyPins(access) },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.#ending.map((one) => one.close()));
  }
}
