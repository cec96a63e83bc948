import { createSteps, openApp, openStepTools } from "../app.ts";
import type { Settings } from "../config.ts";
import { serveAsWorker } from "./worker-process.ts";

serveAsWorker(async (settings: Settings) => {
  const app = await openApp({ settings });
  const tools = openStepTools(settings);
  return {
    context: app.context,
    steps: createSteps(tools),
    async close() {
      await tools.close();
      await app.close();
    },
  };
});
