import {
  parseSeriesKey,
  readCodeRegisters,
  readDeclarations,
  readSources,
  type Licence,
} from '@silkgauge/contract';
import { declaredParts, publisherOf, type PrintSource, type Publisher } from '@silkgauge/growth';
import { codeGraphs, readCodeFile } from '@silkgauge/read-model';
import { chainOf, type Chain, type Origin } from '@silkgauge/words';

/** Code registers of the release, read once at process start. */
export const CODE_REGISTERS = readCodeRegisters(readCodeFile);
export const CODE_GRAPHS = codeGraphs();
export const sourceOf = readSources(readCodeFile);
export const licenceOf = (reporter: string): Licence | null => sourceOf(reporter)?.licence ?? null;
export const DECLARATIONS = readDeclarations(readCodeFile);

/** The keys of the parts that make up these series, as far as a register declares some. */
export const declaredPartsOf = (keys: readonly string[]): readonly string[] =>
  keys.flatMap((key) => {
    const dimensions = parseSeriesKey(key);
    return dimensions ? declaredParts(DECLARATIONS, dimensions) : [];
  });

/** Who printed it: as its event or state says, else by the host of the document. */
export const publisherOfPrint = (print: Parameters<typeof publisherOf>[0]): Publisher =>
  publisherOf(print, DECLARATIONS.publishers);

type ToldPrint = Pick<PrintSource, 'document' | 'publishedAt' | 'publisher'> & Pick<Origin, 'kind'>;

/** A print of a series, or of a state by its key, as chains are told of it. */
export function originOfPrint(key: string, print: ToldPrint): Origin {
  const code = key.slice(0, key.indexOf('.'));
  return {
    ...{ reporter: { code, names: CODE_REGISTERS.reporter.get(code) }, kind: print.kind },
    publisher: publisherOfPrint(print),
    ...{ document: print.document, publishedAt: print.publishedAt },
  };
}

export const chainOfPrint = (key: string, print: ToldPrint): Chain => chainOf(originOfPrint(key, print));
