import { request } from "undici";
import { z } from "zod";
import { ToposcopeError } from "../errors.ts";
import type { ProviderAccount } from "./provider-account.ts";
import { providerUrl } from "./provider-address.ts";

const deadlineMs = 10_000;
const longestNames = 2_000;

/** OpenAI, Anthropic and all that are compatible list under `data`, Google under `models`. */
const listing = z.union([
  z.object({ data: z.array(z.object({ id: z.string() })) }),
  z.object({ models: z.array(z.object({ name: z.string() })) }),
]);

/**
 * The models that a provider says it has. This costs nothing, so that it also tells whether it is reachable and lets us in.
 *
 * @throws ToposcopeError LANGUAGE_MODEL_UNAVAILABLE, LANGUAGE_MODEL_REFUSED, never with the key
 */
export async function modelsAt(account: ProviderAccount): Promise<string[]> {
  const base = providerUrl({ kind: account.kind, baseUrl: account.baseUrl ?? null });
  const url = new URL(`${base.href.replace(/\/$/, "")}${listPath(account)}`);
  const fail = (code: "LANGUAGE_MODEL_UNAVAILABLE" | "LANGUAGE_MODEL_REFUSED", what: string) =>
    new ToposcopeError(code, `${account.name} at ${url.host} ${what}`);
  const signal = AbortSignal.timeout(deadlineMs);
  const answer = await request(url, { headers: headersOf(account), signal })
    .then(async ({ statusCode, body }) => ({ statusCode, text: await body.text() }))
    .catch(() => {
      throw fail("LANGUAGE_MODEL_UNAVAILABLE", signal.aborted ? "gave no answer" : "could not be reached");
    });
  if (answer.statusCode >= 500 || answer.statusCode === 429)
    throw fail("LANGUAGE_MODEL_UNAVAILABLE", `answered ${answer.statusCode}`);
  if (answer.statusCode !== 200) throw fail("LANGUAGE_MODEL_REFUSED", `answered ${answer.statusCode}`);
  const found = listing.safeParse(parsed(answer.text));
  if (!found.success) throw fail("LANGUAGE_MODEL_REFUSED", "answered no list of models");
  const names =
    "data" in found.data
      ? found.data.data.map(({ id }) => id)
      : found.data.models.map(({ name }) => name.replace(/^models\//, ""));
  return names.slice(0, longestNames).sort();
}

const listPath = ({ kind }: ProviderAccount) =>
  kind === "azure"
    ? "/models?api-version=2024-10-21"
    : kind === "google"
      ? "/models?pageSize=1000"
      : "/models";

function headersOf({ kind, key }: ProviderAccount): Record<string, string> {
  if (key === undefined) return {};
  if (kind === "anthropic") return { "x-api-key": key, "anthropic-version": "2023-06-01" };
  if (kind === "google") return { "x-goog-api-key": key };
  if (kind === "azure") return { "api-key": key };
  return { authorization: `Bearer ${key}` };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
