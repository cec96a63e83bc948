import { Argument, Command, type CommanderError, Option } from "commander";
import { catalogue, flagKey, type SettingName, settingDefault } from "../config.ts";
import { ToposcopeError } from "../errors.ts";
import { programVersion } from "../process.ts";
import type { Verb, VerbInput } from "./verb.ts";

const commonSettings: readonly SettingName[] = ["data", "database", "debug"];
const helpWidth = 100;

const nouns: Readonly<Record<string, string>> = {
  topics: "The topics of a project",
  facets: "Questions that are asked of every document",
  documents: "The documents of a project",
  questions: "Questions that were asked, with their answers",
  recommend: "What to read next, and why",
  privacy: "Whether topics could tell who somebody is",
  providers: "Language models, what they are asked for and what they cost",
  projects: "The projects",
  runs: "The imports and analyses of a project",
  webhooks: "Addresses that are told what happens",
  watches: "Folders that are followed",
  workers: "The processes that do the work, on all machines",
  tables: "Tables on this machine, before they are imported",
  evaluate: "How good results are",
  cache: "What is kept so that it need not be made again",
  settings: "The settings",
  reference: "The generated pages of the reference",
};

/** A verb that was called, its input split into what is the verb's own and what are settings. */
export interface CalledVerb {
  readonly verb: Verb;
  readonly input: VerbInput;
  readonly flags: Readonly<Record<string, unknown>>;
}

/** Builds the parser for the verbs; `call` gets the one that the arguments name. */
export function buildProgram(
  verbs: readonly Verb[],
  call: (called: CalledVerb) => Promise<void> = async () => undefined,
): Command {
  const program = shape(new Command("toposcope"))
    .description(
      "See what a pile of documents is about: topics, a map and checked answers, on your own machine.",
    )
    .version(programVersion(), "-v, --version", "print the version")
    .addHelpText(
      "after",
      examples(["toposcope explore examples/sotu", "toposcope serve"], "toposcope explore <path>"),
    );
  const groups = new Map<string, Command>();
  for (const verb of verbs) {
    const [first, second] = verb.words;
    if (second === undefined) addVerb(program, first, verb, call);
    else {
      const group = groups.get(first) ?? addGroup(program, first, verb.hidden);
      groups.set(first, group);
      addVerb(group, second, verb, call);
    }
  }
  return program;
}

function addGroup(program: Command, noun: string, hidden = false): Command {
  return shape(program.command(noun, { hidden })).description(nouns[noun] ?? "");
}

function addVerb(
  parent: Command,
  name: string,
  verb: Verb,
  call: (called: CalledVerb) => Promise<void>,
): void {
  const { isDefault = false, hidden = false } = verb;
  const command = shape(parent.command(name, { isDefault, hidden })).description(verb.summary);
  for (const { name: argument, about } of verb.arguments ?? [])
    command.addArgument(new Argument(argument, about));
  for (const { flag, about, fallback, choices } of verb.options ?? []) {
    const option = new Option(flag, about);
    if (fallback !== undefined) option.default(fallback);
    if (choices !== undefined) option.choices(choices);
    command.addOption(option);
  }
  const settings = [...new Set([...(verb.settings ?? []), ...commonSettings])];
  for (const setting of settings) command.addOption(settingOption(setting));
  command
    .option("--project <name>", "project to work on")
    .option("--json", "print one JSON value and nothing else")
    .option("--timings", "print how long each part took")
    .addHelpText("after", examples(verb.examples, verb.next))
    .action(async (...received: unknown[]) => {
      const options = command.opts<Record<string, unknown>>();
      const args = received.slice(0, -2) as VerbInput["args"];
      const flags = Object.fromEntries(
        settings.map((setting) => [flagKey(setting), options[flagKey(setting)]]),
      );
      await call({ verb, input: { args, options }, flags });
    });
}

function settingOption(name: SettingName): Option {
  const { flag, about, unit } = catalogue[name];
  const fallback = settingDefault(name);
  const notes = [
    ...(unit === undefined || flag.includes(`<${unit}>`) ? [] : [`in ${unit}`]),
    ...(fallback === undefined || fallback === "false" ? [] : [`default: ${fallback}`]),
  ];
  return new Option(flag, notes.length === 0 ? about : `${about} (${notes.join("; ")})`);
}

const shape = (command: Command) =>
  command
    .exitOverride()
    .showSuggestionAfterError()
    .helpCommand(false)
    .helpOption("-h, --help", "print this help")
    .configureHelp({ helpWidth, sortOptions: false, showGlobalOptions: false })
    .configureOutput({
      outputError: () => undefined,
      getOutHelpWidth: () => helpWidth,
      getOutHasColors: () => false,
    });

const examples = (lines: readonly string[], next: string) =>
  ["", "Examples:", ...lines.map((line) => `  ${line}`), "", `Next: ${next}`].join("\n");

/**
 * Takes the parser's complaint apart.
 *
 * @returns nothing where help or the version was asked for and printed
 */
export function usageError(error: CommanderError): ToposcopeError | undefined {
  if (error.exitCode === 0) return undefined;
  if (error.code === "commander.help") return new ToposcopeError("USAGE", "no verb was given");
  const [message, ...suggestion] = error.message.replace(/^error: /, "").split("\n");
  const hint = suggestion.join(" ").replace(/^\(|\)$/g, "");
  return new ToposcopeError(
    "USAGE",
    message ?? "",
    hint === "" ? {} : { hint: `${hint.toLowerCase()} See: toposcope --help` },
  );
}
