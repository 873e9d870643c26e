import ipaddr from 'ipaddr.js';
import { rangesOf } from '@silkgauge/access';

type Address = ReturnType<typeof ipaddr.parse>;

/** Tells whether an address lies in one of some ranges. */
export type Ranges = ReturnType<typeof rangesOf>;

/** Whether an address, or the IPv4 address that it stands for, lies in a range. */
export const isIn = (ranges: Ranges, address: string): boolean =>
  ranges(address) || insidesOf(ipaddr.parse(address)).some((one) => ranges(one.toString()));

/**
 * Whether an address is globally reachable unicast. IPv4 addresses inside an IPv6 one (mapped, translated, NAT64,
 * 6to4, Teredo) are unwrapped first, and each of them must be.
 */
export const isPublic = (address: string): boolean =>
  insidesOf(ipaddr.parse(address)).every((one) => one.range() === 'unicast');

/** The addresses that a connection to this one may reach. */
function insidesOf(address: Address): readonly Address[] {
  if (address.kind() === 'ipv4') return [address];
  const { parts } = address as ipaddr.IPv6;
  const v4 = (high = 0, low = 0): ipaddr.IPv4 =>
    new ipaddr.IPv4([high >> 8, high & 255, low >> 8, low & 255]);
  const last = () => v4(parts[6], parts[7]);
  switch ((address as ipaddr.IPv6).range()) {
    case 'ipv4Mapped':
    case 'rfc6145':
      return [last()];
    case 'rfc6052':
      // The prefix of local use (RFC 8215) is a translator's own business.
      return parts[2] === 0 ? [last()] : [address];
    case '6to4':
      return [v4(parts[1], parts[2])];
    case 'teredo':
      // The server, and the client, whose bits are inverted (RFC 4380, section 4).
      return [v4(parts[2], parts[3]), v4((parts[6] ?? 0) ^ 0xffff, (parts[7] ?? 0) ^ 0xffff)];
    case 'unicast':
      // IPv4-compatible addresses (RFC 4291, section 2.5.5.1).
      return parts.slice(0, 6).every((part) => part === 0) ? [last()] : [address];
    default:
      return [address];
  }
}
