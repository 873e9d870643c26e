import { portOf } from '@silkgauge/contract';
import { feedVariables } from '@silkgauge/feed';

/** The settings are those of {@link feedVariables}. */
export const variables = feedVariables(portOf('policy-notice'));
