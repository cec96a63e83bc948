import { lookup as resolve } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** Networks that are not the public internet: our own machine, our own network, and what is set apart for other uses. */
const notPublic = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
];
/** Of IPv6 only this is public, without what is mapped or tunnelled from IPv4, or for documentation. */
const publicVersion6 = "2000::/3";
const notPublicVersion6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

const listOf = (networks: readonly string[], family: "ipv4" | "ipv6"): BlockList => {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    list.addSubnet(address, Number(bits), family);
  }
  return list;
};
const denied4 = listOf(notPublic, "ipv4");
const allowed6 = listOf([publicVersion6], "ipv6");
const denied6 = listOf(notPublicVersion6, "ipv6");

/** Whether an IP address belongs to the public internet; false for what is no address. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !denied4.check(address, "ipv4");
  return version === 6 && allowed6.check(address, "ipv6") && !denied6.check(address, "ipv6");
}

/** An address that a name stands for is none that may be called. */
export class AddressRefusedError extends Error {}

/**
 * Resolves names for connections that may only go to the public internet. What it hands out is what is connected to: a name
 * that stands for another address a moment later does not matter.
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, "", 0);
    const allowed = addresses.filter(({ address }) => isPublicAddress(address));
    const [first] = allowed;
    if (!first) return callback(new AddressRefusedError(`${hostname} is a private address`), "", 0);
    if (options.all) callback(null, allowed);
    else callback(null, first.address, first.family);
  });
};

/** The address that a URL's host is written as; undefined where it is a name. */
export function literalAddress({ hostname }: URL): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, "");
  return isIP(bare) === 0 ? undefined : bare;
}
