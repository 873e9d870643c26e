import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { addressOf, ask } from '../http/ask.ts';
import { heldAgainst, words } from './check.ts';
import { readContract } from './consumer-contract.ts';

const USAGE = `silkgauge-contract check ADDRESS [--contract FILE]
  holds the system at ADDRESS (growth-api, such as http://127.0.0.1:4100) to a consumer's contract,
  silkgauge-contract.json unless said; SILKGAUGE_KEY is the key of a caller where one is needed.
  Ends with 0 where all holds, 1 where something does not, 2 where that could not be found out.
`;

/** Runs the command; its exit code. */
export async function main(args: readonly string[], write: (text: string) => void): Promise<number> {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { contract: { type: 'string', default: 'silkgauge-contract.json' } },
    });
    const [command, address, ...others] = positionals;
    if (command !== 'check' || address === undefined || others.length > 0) throw new TypeError(USAGE);
    const contract = readContract(JSON.parse(await readFile(values.contract, 'utf8')));
    const key = process.env['SILKGAUGE_KEY'];
    const api = { api: address, ...(key !== undefined && { key }) };
    const [openApi, asyncApi] = await Promise.all(
      ['/openapi.json', '/asyncapi.json'].map((path) => ask(api, addressOf(address, path))),
    );
    const found = heldAgainst(contract, { openApi: openApi ?? {}, asyncApi: asyncApi ?? {} });
    write(
      found.length > 0
        ? words(contract, found)
        : `${contract.consumer}: all ${String(contract.uses.length)} uses hold`,
    );
    return found.length > 0 ? 1 : 0;
  } catch (error) {
    write(error instanceof Error ? error.message : String(error));
    return 2;
  }
}
