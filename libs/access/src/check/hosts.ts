import ipaddr from 'ipaddr.js';

/** Whether a name or address, without port and in small letters, is of this machine alone. */
export const isLoopbackName = (host: string): boolean => {
  const name = host.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  return ipaddr.isValid(name) && isWritten(name) && ipaddr.process(name).range() === 'loopback';
};

/** Whether an address is four numbers, or of version 6: the library reads octal and shortened ones, too. */
export const isWritten = (address: string): boolean =>
  address.includes(':') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(address);
