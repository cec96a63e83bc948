import { availableParallelism } from "node:os";
import { type App, openApp } from "../app.ts";
import type { Settings } from "../config.ts";
import { ToposcopeError } from "../errors.ts";
import { setOomScore } from "../process.ts";
import type { SearchCall, SearchReply } from "./search-process.ts";

setOomScore("search");

/** A query is short: more threads make it no faster. */
const embeddingThreads = Math.min(2, availableParallelism());

type Message = { readonly settings: Settings } | SearchCall;

let settings: Settings | undefined;
let opening: Promise<App> | undefined;

process.on("message", async (message: Message) => {
  if ("settings" in message) {
    ({ settings } = message);
    await opened().catch(() => {});
  } else process.send?.(await answer(message), () => {});
});
process.once("disconnect", async () => {
  await (await opening?.catch(() => undefined))?.close();
  process.exit();
});

/** The app of this process; opened again after that failed. */
async function opened(): Promise<App> {
  if (!settings) throw new Error("a call came before the settings");
  opening ??= openApp({ settings, embeddingThreads });
  try {
    return await opening;
  } catch (error) {
    opening = undefined;
    throw error;
  }
}

async function answer({ id, verb, input }: SearchCall): Promise<SearchReply> {
  try {
    const { interactive } = (await opened()).context;
    const call = interactive[verb] as (input: unknown) => Promise<unknown>;
    return { id, result: await call(input) };
  } catch (error) {
    const code = error instanceof ToposcopeError ? error.code : undefined;
    return { id, code, message: error instanceof Error ? error.message : String(error) };
  }
}
