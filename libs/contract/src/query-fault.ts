import { likelyName } from './nearest-name.ts';

/** A fault of a query. */
export interface QueryFault {
  readonly parameter: string;
  readonly rule: string;
  readonly message: string;
  readonly fix: string;
}

/** Fault of an unknown parameter, with the likely name among `known`, or with the hint `meant`. */
export function unknownParameter(parameter: string, known: readonly string[], meant?: string): QueryFault {
  const name = printable(parameter);
  const nearest = likelyName(parameter, known);
  const likely = meant ?? (nearest === undefined ? '' : `did you mean ${nearest}?`);
  return {
    parameter: name,
    rule: 'unknown-parameter',
    message: `there is no parameter ${JSON.stringify(name)} here`,
    fix:
      known.length === 0
        ? (meant ?? 'no parameters are taken here')
        : [likely, `Known: ${known.join(', ')}`].filter(Boolean).join(' '),
  };
}

/** Text of a request for a message: short and well-formed. */
export function printable(text: string): string {
  return (text.length > 60 ? `${text.slice(0, 60)}...` : text).toWellFormed();
}
