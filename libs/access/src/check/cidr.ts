import ipaddr from 'ipaddr.js';
import { shown } from '@silkgauge/contract';
import { itemsOf, type AccessFaults } from './faults.ts';

const MOST_CIDRS = 64;

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Whether an address is four numbers, or of version 6: the library reads octal and shortened ones, too. */
const isWritten = (address: string): boolean =>
  address.includes(':') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(address);

/** The range of a CIDR such as `10.1.0.0/16` or `2001:db8::/32`; undefined for other text. */
const rangeOf = (cidr: string): Range | undefined => {
  const [address = '', bits = ''] = cidr.split('/');
  if (!isWritten(address) || !/^\d{1,3}$/.test(bits)) return undefined;
  if (!ipaddr.isValidCIDR(cidr)) return undefined;
  return ipaddr.parseCIDR(cidr);
};

/** The first address of a range, as a CIDR. */
const canonical = ([address, bits]: Range): string => {
  const cidr = `${address.toString()}/${String(bits)}`;
  const first =
    address.kind() === 'ipv4'
      ? ipaddr.IPv4.networkAddressFromCIDR(cidr)
      : ipaddr.IPv6.networkAddressFromCIDR(cidr);
  return `${first.toString()}/${String(bits)}`;
};

/** CIDRs as they are kept: the first address of each range, and its length. */
export const cidrsOf = (value: unknown, at: string, faults: AccessFaults): readonly string[] =>
  itemsOf(value, at, MOST_CIDRS, faults).flatMap((item, index) => {
    const range = typeof item === 'string' ? rangeOf(item) : undefined;
    const pointer = `${at}/${String(index)}`;
    if (!range) {
      const example = 'Write an address and a length, such as "10.1.0.0/16" or "2001:db8::/32".';
      faults.report(pointer, 'cidr', `Must be a CIDR, not ${shown(item)}.`, example);
      return [];
    }
    return [canonical(range)];
  });

/** Tells whether an address lies in one of the ranges; one of version 4 inside version 6 counts as itself. */
export const rangesOf = (cidrs: readonly string[]): ((address: string) => boolean) => {
  const ranges = cidrs.flatMap((cidr) => {
    const range = rangeOf(cidr);
    return range ? [range] : [];
  });
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    return ranges.some((range) => parsed.kind() === range[0].kind() && parsed.match(range));
  };
};

/** What is counted as one caller: an address of version 4, or the first 64 bits of one of version 6. */
export const callerRange = (address: string): string => {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/64`).toString()}/64`;
};

/** The network of an address as a CIDR: 24 bits of version 4, 64 of version 6. */
export const networkOf = (address: string): string => {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  return canonical([parsed, parsed.kind() === 'ipv4' ? 24 : 64]);
};
