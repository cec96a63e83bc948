import { type Command, CommanderError } from "commander";
import { resolveSettings } from "../config.ts";
import { settleSettings } from "../settings-file.ts";
import type { Interrupts } from "./interrupts.ts";
import { exitCodeOf, Output } from "./output.ts";
import { buildProgram, type CalledVerb, usageError } from "./program.ts";
import { Session } from "./session.ts";
import { verbs } from "./verbs.ts";

/** Runs one call of the command line and @returns its exit code: 0 done, 1 failed, 2 wrong usage. */
export async function runCommandLine(parameters: readonly string[], interrupts: Interrupts): Promise<number> {
  const called: CalledVerb[] = [];
  const asJson = parameters.includes("--json");
  const program = buildProgram(verbs, async (verb) => {
    called.push(verb);
  });
  try {
    await program.parseAsync(parameters, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const usage = usageError(error);
    if (usage === undefined) return 0;
    new Output({ json: asJson }).failure(usage);
    return 2;
  }
  const [verb] = called;
  return verb === undefined ? 2 : runCalled(verb, program, interrupts);
}

async function runCalled(
  { verb, input, flags }: CalledVerb,
  program: Command,
  interrupts: Interrupts,
): Promise<number> {
  const { json = false, timings = false, debug = false, project } = input.options;
  const output = new Output({ json: json === true, debug: debug === true });
  const sources = { flags, environment: process.env };
  let session: Session | undefined;
  try {
    const resolved = await settleSettings(sources).catch((error: unknown) => {
      // A broken settings file must not keep the doctor from saying so.
      if (verb.words[0] === "doctor") return resolveSettings(sources);
      throw error;
    });
    session = new Session({
      resolved,
      sources,
      output,
      program,
      project: typeof project === "string" ? project : undefined,
      interrupt: interrupts.signal,
    });
    return await untilInterrupted(session, interrupts, async (open) => {
      const run = await verb.load();
      const code = await run(open, input);
      if (timings === true) await printTimings(open);
      return code ?? 0;
    });
  } catch (error) {
    session?.keepFailure(error);
    output.failure(error);
    return exitCodeOf(error);
  } finally {
    await session?.close().catch((error: unknown) => output.failure(error));
  }
}

async function untilInterrupted(
  session: Session,
  interrupts: Interrupts,
  work: (session: Session) => Promise<number>,
): Promise<number> {
  const interrupted = new Promise<"interrupted">((resolve) => {
    session.interrupt.addEventListener("abort", () => resolve("interrupted"), { once: true });
  });
  const working = work(session);
  const outcome = await Promise.race([working, interrupted]);
  if (outcome !== "interrupted") return outcome;
  working.catch(() => undefined);
  if (session.endsByInterrupt) return 0;
  session.output.note("stopped; call it again and it goes on where it was");
  return interrupts.exitCode;
}

async function printTimings(session: Session): Promise<void> {
  const { timingLines } = await import("./tables.ts");
  process.stderr.write(`${timingLines(session.timings).join("\n")}\n`);
}
