import { accessVariables, signingVariables } from '@silkgauge/access';
import { kafkaVariables, replicationVariable } from '@silkgauge/kafka';
import { portOf } from '@silkgauge/contract';
import { serviceVariables, type ConfigOf, type Variables } from '@silkgauge/service';

export const variables = {
  ...serviceVariables(portOf('access')),
  ...kafkaVariables,
  replication: replicationVariable,
  access: accessVariables,
  signingKey: signingVariables,
} satisfies Variables;

export type AccessServiceConfig = ConfigOf<typeof variables>;
