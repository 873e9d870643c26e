import { BlockList, isIP, isIPv6 } from 'node:net';

/** Networks in CIDR notation as a list. */
export function networksOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix = ''] = network.split('/');
    list.addSubnet(address, Number(prefix), isIPv6(address) ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** `BlockList` also matches an IPv4 address that is written as IPv6. */
export const isIn = (list: BlockList, address: string): boolean =>
  list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

/** Addresses of this machine alone. */
export const LOOPBACK = networksOf(['127.0.0.0/8', '::1/128']);

/** Whether a name or address, without port, is of this machine alone. */
export function isLoopbackName(host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  return isIP(name) !== 0 && isIn(LOOPBACK, name);
}
