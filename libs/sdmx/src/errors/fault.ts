import type { BothNames } from '@silkgauge/codelists';

/** Codes of SDMX by HTTP status; another status has 1000 added to it, as the standard leaves these free. */
const SDMX_CODES: Readonly<Record<number, number>> = {
  400: 140,
  401: 110,
  403: 110,
  404: 100,
  413: 130,
  500: 500,
  501: 501,
  503: 503,
};

/** Why a request at a door is refused: thrown by readers, negotiation and whoever answers. */
export class SdmxFault extends Error {
  override readonly name = 'SdmxFault';
  readonly status: number;
  /** The parameter, or the part of the path; null where the request as a whole is meant. */
  readonly parameter: string | null;
  /** What is wrong and what to write. */
  readonly text: BothNames;

  constructor(status: number, parameter: string | null, text: BothNames, options?: ErrorOptions) {
    super(text.en, options);
    this.status = status;
    this.parameter = parameter;
    this.text = text;
  }

  /** Code of SDMX: 100 no results, 130 too large, 140 syntax, 501, 503, or 1000 and the status. */
  get code(): number {
    return SDMX_CODES[this.status] ?? 1000 + this.status;
  }
}
