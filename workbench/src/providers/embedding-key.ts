import { ToposcopeError } from "../errors.ts";
import { isNearby } from "./provider-address.ts";

/** The key of an embedding endpoint, with the address that it was given for. */
export interface EmbeddingKey {
  readonly secret: string;
  /** Of it scheme, host and port count; undefined where nobody said, and then it goes nowhere. */
  readonly address: string | undefined;
}

/** The key in the settings; undefined where there is none. */
export function embeddingKeyOf(settings: {
  readonly embeddingKey?: string | undefined;
  readonly embeddingAddress?: string | undefined;
}): EmbeddingKey | undefined {
  const { embeddingKey: secret, embeddingAddress: address } = settings;
  return secret === undefined ? undefined : { secret, address };
}

const openai = "https://api.openai.com";

/**
 * What an endpoint is let in by: the key that was given for it, or OpenAI's own from the environment for OpenAI.
 *
 * @throws ToposcopeError EMBEDDING_KEY_ELSEWHERE where there is a key and it is for another address, for none that is known,
 *   or would go over plain http out of this machine's networks
 */
export function keyFor(
  url: URL,
  key: EmbeddingKey | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  if (key === undefined) return url.origin === openai ? environment.OPENAI_API_KEY || undefined : undefined;
  const owner = key.address === undefined ? undefined : URL.parse(key.address)?.origin;
  if (owner !== url.origin)
    throw new ToposcopeError(
      "EMBEDDING_KEY_ELSEWHERE",
      owner === undefined
        ? `the embedding key was given for no address and is not sent to ${url.origin}`
        : `the embedding key was given for ${owner} and is not sent to ${url.origin}`,
    );
  if (url.protocol === "http:" && !isNearby(url))
    throw new ToposcopeError("EMBEDDING_KEY_ELSEWHERE", `a key is not sent over plain http to ${url.host}`, {
      hint: "use https://",
    });
  return key.secret;
}
