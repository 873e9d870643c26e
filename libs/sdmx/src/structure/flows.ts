export const AGENCY = 'SILKGAUGE';

/** Version of every artefact. */
export const ARTEFACT_VERSION = '1.0.0';

/** Flow of figures with a period, and of those whose period is unknown (`_U`), which SDMX time cannot say. */
export const FLOWS = ['DF_GROWTH', 'DF_UNDATED'] as const;

export type Flow = (typeof FLOWS)[number];
