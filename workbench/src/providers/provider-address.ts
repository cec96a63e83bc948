import { BlockList, isIP } from "node:net";
import { ToposcopeError } from "../errors.ts";
import type { ProviderKind } from "../model.ts";

/** Where each kind usually is, and the environment variable that usually holds its key. */
export const providerDefaults: Readonly<
  Record<ProviderKind, { readonly baseUrl?: string; readonly variable?: string }>
> = {
  openai: { baseUrl: "https://api.openai.com/v1", variable: "OPENAI_API_KEY" },
  anthropic: { baseUrl: "https://api.anthropic.com/v1", variable: "ANTHROPIC_API_KEY" },
  google: {
    baseUrl: "https://generativelanguage.googleapis.com/v1beta",
    variable: "GOOGLE_GENERATIVE_AI_API_KEY",
  },
  azure: { variable: "AZURE_API_KEY" },
  mistral: { baseUrl: "https://api.mistral.ai/v1", variable: "MISTRAL_API_KEY" },
  openrouter: { baseUrl: "https://openrouter.ai/api/v1", variable: "OPENROUTER_API_KEY" },
  compatible: {},
};

/** Where a provider is asked. @throws ToposcopeError PROVIDER_INVALID */
export function providerUrl({ kind, baseUrl }: { kind: ProviderKind; baseUrl: string | null }): URL {
  const text = baseUrl ?? providerDefaults[kind].baseUrl;
  if (text === undefined)
    throw new ToposcopeError("PROVIDER_INVALID", `a provider of kind ${kind} needs an address`, {
      hint: "name it: --base-url http://127.0.0.1:11434/v1, for example",
    });
  const url = URL.parse(text);
  if (!url || !["http:", "https:"].includes(url.protocol))
    throw new ToposcopeError("PROVIDER_INVALID", "the address is none; expected http:// or https://");
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "")
    throw new ToposcopeError(
      "PROVIDER_INVALID",
      `the address of ${url.host} holds more than scheme, host and path`,
    );
  return url;
}

const nearbyNetworks = new BlockList();
for (const [network, bits] of [
  ["127.0.0.0", 8],
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["169.254.0.0", 16],
] as const)
  nearbyNetworks.addSubnet(network, bits, "ipv4");
nearbyNetworks.addAddress("::1", "ipv6");
nearbyNetworks.addSubnet("fc00::", 7, "ipv6");
nearbyNetworks.addSubnet("fe80::", 10, "ipv6");

/** Whether an address is on this machine or in its own networks, as far as its name tells. */
export function isNearby({ hostname }: URL): boolean {
  const name = hostname.replace(/^\[|\]$/g, "");
  const family = isIP(name);
  if (family !== 0) return nearbyNetworks.check(name, family === 6 ? "ipv6" : "ipv4");
  return !name.includes(".") || /\.(local|internal|lan|localhost)$/.test(name);
}
