import type { Settings } from "../config.ts";
import { ToposcopeError } from "../errors.ts";
import { claimAnswers, claimRenewalMs, releaseAnswers, renewClaim } from "../store/answer-claim.ts";
import {
  addSpending,
  type BudgetShort,
  type Budgets,
  budgetsOf,
  releaseMoney,
  reserveMoney,
} from "../store/budget.ts";
import { countUse } from "../store/cache.ts";
import type { Db } from "../store/db.ts";
import { keepPaidAnswer, paidAnswer } from "../store/paid-answer.ts";
import { callById, insertCall } from "../store/provider-call.ts";
import type { Ledger } from "./provider-account.ts";

interface LedgerOptions {
  readonly db: Db;
  readonly settings: Settings;
  readonly newId: () => string;
}

/** The ledger in the database: one for all processes, so that budgets hold however many ask. */
export function storedLedger({ db, settings, newId }: LedgerOptions): Ledger {
  return {
    async paid(promptHash) {
      const answer = await paidAnswer(db, Buffer.from(promptHash, "hex"));
      if (answer) await countUse(db, "answers", { hits: 1, misses: 0 });
      return answer && { text: answer.text, call: await callById(db, answer.callId) };
    },
    async reserve(of, mostCost) {
      const stored = await budgetsOf(db, of);
      const budgets: Budgets = {
        ...stored,
        run: stored.run ?? settings.budget ?? null,
        project: stored.project ?? settings.projectBudget ?? null,
      };
      if (budgets.run === null && budgets.day === null && budgets.project === null) return async () => {};
      if (mostCost === null && !budgets.unpricedAllowed)
        throw new ToposcopeError(
          "PRICE_UNKNOWN",
          "there is a budget, and the price of the model to ask is not known",
        );
      if (mostCost === 0) return async () => {};
      const reserved = await reserveMoney(db, of, { budgets, amount: mostCost ?? 0 });
      if (typeof reserved !== "number") throw overBudget(reserved, mostCost ?? 0);
      return () => releaseMoney(db, reserved);
    },
    async claim(promptHashes) {
      const claimant = newId();
      const hashes = promptHashes.map((promptHash) => Buffer.from(promptHash, "hex"));
      if (!(await claimAnswers(db, { claimant, promptHashes: hashes }))) return undefined;
      // What cannot be written down ends by itself when its time is over.
      const renewing = setInterval(() => renewClaim(db, claimant).catch(() => {}), claimRenewalMs);
      renewing.unref();
      return async () => {
        clearInterval(renewing);
        await releaseAnswers(db, claimant).catch(() => {});
      };
    },
    async book(call, text) {
      if (!call.cached && text !== null) await countUse(db, "answers", { hits: 0, misses: 1 });
      await db.transaction(async (tx) => {
        const callId = await insertCall(tx, call);
        if (call.cached) return;
        if (call.cost !== null && call.cost > 0) await addSpending(tx, call.of, call.cost);
        if (text === null) return;
        await keepPaidAnswer(tx, { promptHash: Buffer.from(call.promptHash, "hex"), text, callId });
      });
    },
  };
}

/** In dollars, as exactly as small sums need. */
const dollars = (amount: number) => `$${amount.toFixed(amount < 1 ? 4 : 2)}`;

function overBudget({ what, cap, used }: BudgetShort, amount: number): ToposcopeError {
  const whose = { run: "this run", day: "today", project: "this project" }[what];
  return new ToposcopeError(
    "BUDGET_REACHED",
    `the budget of ${whose} is ${dollars(cap)}; ${dollars(used)} are spent or set aside, and a call may cost ${dollars(amount)}`,
  );
}
