import { openApp } from "../app.ts";
import type { Settings } from "../config.ts";
import type { EmbedInput, SearchInput } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import type { SearchCall, SearchReply } from "./search-process.ts";

type Message = { readonly settings: Settings } | SearchCall;

let opening: ReturnType<typeof openApp> | undefined;

process.on("message", async (message: Message) => {
  if ("settings" in message) {
    opening = openApp({ settings: message.settings });
    opening.catch(() => {});
    return;
  }
  process.send?.(await answer(message));
});
process.once("disconnect", async () => {
  await (await opening)?.close();
  process.exit();
});

async function answer({ id, verb, input }: SearchCall): Promise<SearchReply> {
  try {
    if (!opening) throw new Error("a call came before the settings");
    const { interactive } = (await opening).context;
    const result =
      verb === "search"
        ? await interactive.search(input as SearchInput)
        : await interactive.embed(input as EmbedInput);
    return { id, result };
  } catch (error) {
    const code = error instanceof ToposcopeError ? error.code : undefined;
    return { id, code, message: error instanceof Error ? error.message : String(error) };
  }
}
