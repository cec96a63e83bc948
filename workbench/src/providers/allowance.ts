import type { Db } from "../store/db.ts";
import {
  type AllowanceLimits,
  closeProvider,
  returnTokens,
  takeAllowance,
} from "../store/provider-allowance.ts";
import type { ProviderAccount } from "./provider-account.ts";

/** Keeps what is asked within what providers allow a minute, for all workers together. */
export interface Allowances {
  /** @returns 0 when a question of so many tokens may go, else after how many milliseconds to ask again */
  take(account: ProviderAccount, tokens: number): Promise<number>;
  /** Puts back what was not used, or takes what was used beyond. */
  giveBack(account: ProviderAccount, tokens: number): Promise<void>;
  /** The provider wants to be left alone for so long. */
  close(account: ProviderAccount, milliseconds: number): Promise<void>;
}

/** A bucket holds a tenth of a minute's worth, and the rest comes back in a minute: never more than that in any minute. */
const bucketShare = 0.1;
/** Where there is no limit. */
const plenty = 1e12;

/** The buckets of a provider with so many requests and tokens a minute. */
export function limitsOf({
  requestsPerMinute = plenty,
  tokensPerMinute = plenty,
}: Pick<ProviderAccount, "requestsPerMinute" | "tokensPerMinute">): AllowanceLimits {
  const requests = Math.max(1, Math.floor(bucketShare * requestsPerMinute));
  const tokens = bucketShare * tokensPerMinute;
  return {
    requests,
    requestsPerSecond: Math.max(0.5, requestsPerMinute - requests) / 60,
    tokens,
    tokensPerSecond: (tokensPerMinute - tokens) / 60,
  };
}

/** The allowances in the database. */
export function storedAllowances(db: Db): Allowances {
  return {
    take: (account, tokens) =>
      takeAllowance(db, { provider: account.name, tokens, limits: limitsOf(account) }),
    async giveBack({ name, tokensPerMinute }, tokens) {
      if (tokensPerMinute !== undefined) await returnTokens(db, { provider: name, tokens });
    },
    close: ({ name }, milliseconds) => closeProvider(db, { provider: name, milliseconds }),
  };
}

/** No limits: for one question, or where none are kept. */
export const noAllowances: Allowances = {
  take: async () => 0,
  giveBack: async () => {},
  close: async () => {},
};
