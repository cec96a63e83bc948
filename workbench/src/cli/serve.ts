import { openInBrowser } from "./browser.ts";
import { hasOption } from "./input.ts";
import { pageAddress, serveUntilStopped, startPageServer } from "./page-server.ts";
import type { RunVerb } from "./verb.ts";

export const runServe: RunVerb = async (session, input) => {
  const { output } = session;
  const app = await session.open({
    logToStandardError: !process.stderr.isTTY || session.settings.debug,
    isServer: true,
  });
  const address = await startPageServer(session, app);
  const page = pageAddress(address, session.project);
  app.context.log.info({ address }, "serving");
  if (output.json) output.line(JSON.stringify({ address }));
  else output.line(page);
  output.note("Ctrl-C stops it");
  if (hasOption(input, "open")) await openInBrowser(page);
  return serveUntilStopped(session);
};
