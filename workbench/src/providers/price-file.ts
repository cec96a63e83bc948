import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { ToposcopeError } from "../errors.ts";
import { fileCall } from "../file-access.ts";
import type { ProviderKind } from "../model.ts";
import { listPrice, type Price } from "./prices.ts";
import { isNearby } from "./provider-address.ts";

const dollars = z.number().min(0).max(10_000);
const priceFile = z.record(
  z.string(),
  z.strictObject({
    input: dollars,
    output: dollars,
    cacheRead: dollars.optional(),
    cacheWrite: dollars.optional(),
  }),
);

/** The user's own prices by `provider/model`, the provider by its name or its kind. */
export type OwnPrices = Readonly<Record<string, Price>>;

/** @throws ToposcopeError PRICES_UNREADABLE; FILES_UNREACHABLE when it may be readable later */
export async function readPriceFile(data: string): Promise<OwnPrices> {
  const path = join(data, "prices.json");
  const reading = fileCall(readFile(path, "utf8"), { what: path });
  const text = await reading.catch((error: NodeJS.ErrnoException | ToposcopeError) => {
    if (error instanceof ToposcopeError) throw error;
    if (error.code === "ENOENT") return "{}";
    throw new ToposcopeError("PRICES_UNREADABLE", `${path} cannot be read`, { cause: error });
  });
  try {
    return priceFile.parse(JSON.parse(text));
  } catch (cause) {
    throw new ToposcopeError("PRICES_UNREADABLE", `${path} is no list of prices`, { cause });
  }
}

/** What a model costs: by the user's own prices, by the list; nothing on a server of one's own. */
export function priceOf(
  own: OwnPrices,
  provider: { readonly name: string; readonly kind: ProviderKind; readonly url: URL },
  model: string,
): Price | undefined {
  for (const key of [`${provider.name}/${model}`, `${provider.kind}/${model}`])
    if (Object.hasOwn(own, key)) return own[key];
  if (provider.kind === "compatible" && isNearby(provider.url)) return { input: 0, output: 0 };
  return listPrice(provider.kind, model);
}
