import { likelyName } from './nearest-name.ts';

/** One thing wrong with a query. */
export interface QueryFault {
  readonly parameter: string;
  readonly rule: string;
  readonly message: string;
  readonly fix: string;
}

/** A parameter that a call does not take. Of those `known` that it does, one that differs by a slip is named; `meant` wins. */
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
        ? 'no parameters are taken here'
        : [likely, `Known: ${known.join(', ')}`].filter(Boolean).join(' '),
  };
}

/** A stranger's text as a message shows it: short and well-formed. */
export function printable(text: string): string {
  return (text.length > 60 ? `${text.slice(0, 60)}...` : text).toWellFormed();
}
