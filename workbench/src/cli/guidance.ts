import { readFile } from "node:fs/promises";
import { z } from "zod";
import { ToposcopeError } from "../errors.ts";
import type { Guidance } from "../model.ts";
import { guidance as guidanceShape } from "../topic-contract.ts";
import { hasOption, numberOption, textOption } from "./input.ts";
import type { VerbInput } from "./verb.ts";

const ways = ["seeds", "topicNames", "labels", "clusters"] as const;

/** Words of each topic: a list of lists, a list of topics, or lists by the topics' names. */
const seedFile = z.union([
  z.array(z.array(z.string())).transform((lists) => lists.map((words) => ({ words }))),
  z.array(z.object({ name: z.string().optional(), words: z.array(z.string()) })),
  z
    .record(z.string(), z.array(z.string()))
    .transform((lists) => Object.entries(lists).map(([name, words]) => ({ name, words }))),
]);

/** What the flags say of the topics beforehand. @throws ToposcopeError USAGE, PATH_NOT_FOUND */
export async function readGuidance(input: VerbInput): Promise<Guidance | undefined> {
  const given = ways.filter((way) => textOption(input, way) !== undefined);
  if (given.length > 1) {
    const flags = given.map((way) => (way === "topicNames" ? "--topic-names" : `--${way}`));
    throw new ToposcopeError("USAGE", `${flags.join(" and ")} do not go together`);
  }
  const supervised = hasOption(input, "supervised");
  const threshold = numberOption(input, "similarity");
  const [way] = given;
  if (supervised && way !== "labels") throw new ToposcopeError("USAGE", "--supervised goes with --labels");
  if (threshold !== undefined && way !== "topicNames")
    throw new ToposcopeError("USAGE", "--similarity goes with --topic-names");
  const value = way && (textOption(input, way) as string);
  if (value === undefined) return undefined;
  if (way === "seeds") return checked({ kind: "seeds", topics: await readSeeds(value) });
  if (way === "topicNames") return checked({ kind: "names", names: await readNames(value), threshold });
  if (way === "labels") return checked({ kind: "labels", column: value, supervised });
  return checked({ kind: "clusters", column: value });
}

async function readSeeds(path: string) {
  const content = await readFile(path, "utf8").catch((cause: Error) => {
    throw new ToposcopeError("PATH_NOT_FOUND", `${path} cannot be read: ${cause.message}`, { cause });
  });
  const parsed = seedFile.safeParse(jsonIn(content));
  if (parsed.success) return parsed.data;
  throw new ToposcopeError("USAGE", `${path} holds no seed words`, {
    hint: 'write lists of words by topic: {"refunds": ["money back", "refund"], "cards": ["lost card"]}',
  });
}

function jsonIn(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

/** Names from a file, one a line, or as given, parted by commas. */
async function readNames(value: string): Promise<string[]> {
  const content = await readFile(value, "utf8").catch(() => undefined);
  const names = content === undefined ? value.split(",") : content.split(/\r?\n/);
  return names.map((name) => name.trim()).filter((name) => name !== "");
}

function checked(guidance: unknown): Guidance {
  const parsed = guidanceShape.safeParse(guidance);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ToposcopeError("USAGE", `${issue?.path.join(" ")}: ${issue?.message}`);
}
