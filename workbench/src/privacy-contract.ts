import { z } from "zod";
import { privacyModes } from "./model.ts";

/** Whether what is shown of a topic could identify a person. */
export const verdict = z.object({
  /** From 1, it does, to 5, nothing personal is in it; below 3 it failed. */
  score: z.number().int().min(1).max(5),
  reason: z.string(),
  /** `provider/model`, or `rules`. */
  by: z.string(),
  at: z.string(),
  /** The topic's name or description changed since. */
  stale: z.boolean(),
});

export const privacyReport = z.object({
  privacy: z.enum(privacyModes),
  /** Topics of fewer documents are hidden. */
  minSources: z.number().int().positive(),
  run: z.number().int().positive(),
  /** All topics, those that are hidden too. */
  topics: z.array(
    z.object({
      topic: z.number().int().nonnegative(),
      layer: z.number().int().nonnegative(),
      name: z.string(),
      documents: z.number().int().nonnegative(),
      /** Why it is not shown: too few documents, or a failed audit. */
      hidden: z.enum(["few", "failed"]).nullable(),
      verdict: verdict.nullable(),
    }),
  ),
});

export type Verdict = z.infer<typeof verdict>;
export type PrivacyReport = z.infer<typeof privacyReport>;
