import { z } from "zod";
import { run } from "./contract.ts";
import { handedDown, heldAtOnce } from "./model.ts";

/** An analysis or import with how it was made. */
export const runDetail = run.extend({
  /** Frozen when it was started. */
  settings: z.record(z.string(), z.json()),
  /** Names of the settings that its project would have set otherwise. */
  overridden: z.array(z.string()),
  /** Equal fingerprints, equal results; null until it is known. */
  fingerprint: z.string().nullable(),
  /** Hashes of its inputs, stamp of its model, seed, versions of the programs, milliseconds of each stage. */
  provenance: z.record(z.string(), z.json()),
  /** The last edit of its topics that is in force; 0 for none. */
  edit: z.number().int().nonnegative(),
});

export const runName = z.string().trim().min(1).max(120).nullable();

/** What a project hands down to its runs, and where each value comes from. */
export const projectSetting = z.object({
  name: z.enum([...handedDown, ...heldAtOnce]),
  value: z.json(),
  origin: z.enum(["project", "machine"]),
});

export type RunDetail = z.infer<typeof runDetail>;
export type ProjectSetting = z.infer<typeof projectSetting>;
