import type { SettingName } from "../config.ts";
import type { Session } from "./session.ts";

export interface VerbArgument {
  /** As in the usage line: `<id>`, `[name]`, `<path...>`. */
  readonly name: string;
  readonly about: string;
}

export interface VerbOption {
  /** As in the help: `--limit <count>`. */
  readonly flag: string;
  readonly about: string;
  readonly fallback?: string;
  readonly choices?: readonly string[];
}

/** What the parser found: arguments in order, options by their name in camel case. */
export interface VerbInput {
  readonly args: readonly (string | readonly string[] | undefined)[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** Does a verb's work; a number is the exit code, nothing is 0. */
export type RunVerb = (session: Session, input: VerbInput) => Promise<number | undefined>;

/** One thing that the command line does: all of its help, and where its work is. */
export interface Verb {
  /** One word for the main path, noun and verb for the rest. */
  readonly words: readonly [string] | readonly [noun: string, verb: string];
  readonly summary: string;
  readonly arguments?: readonly VerbArgument[];
  readonly options?: readonly VerbOption[];
  /** Settings that this verb takes as flags, besides those that every verb takes. */
  readonly settings?: readonly SettingName[];
  readonly examples: readonly [string, string];
  readonly next: string;
  /** What runs when the noun stands alone. */
  readonly isDefault?: boolean;
  readonly hidden?: boolean;
  /** Loaded only when the verb is called, so that help and version are quick. */
  readonly load: () => Promise<RunVerb>;
}
