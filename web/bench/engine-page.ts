import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build, defaultClientConditions } from "vite";
import { launchBrowser } from "../../workbench/test/e2e/browser.ts";
import type { EngineResult, EngineTask } from "./engine.ts";

/** The algorithms in a web worker of a browser. */
export interface EnginePage {
  run(task: EngineTask): Promise<EngineResult>;
  close(): Promise<void>;
}

/** Bundles the algorithms for a browser and starts one; nothing but a script is served to it. */
export async function startEnginePage(): Promise<EnginePage> {
  const script = await workerScript();
  const server = createServer((request, response) => {
    const isScript = request.url === "/worker.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : "<!doctype html><title>engine</title>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await launchBrowser();
  return {
    async run(task) {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      try {
        return await page.evaluate(runInWorker, task);
      } finally {
        await page.close();
      }
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function workerScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions: ["toposcope-source", ...defaultClientConditions] },
    build: {
      write: false,
      lib: { entry: fileURLToPath(new URL("engine.worker.ts", import.meta.url)), formats: ["es"] },
    },
  });
  const [bundle] = [built].flat();
  if (!bundle || !("output" in bundle)) throw new Error("the worker was not bundled");
  return bundle.output[0].code;
}

/** Runs in the page. */
function runInWorker(task: EngineTask): Promise<EngineResult> {
  const worker = new Worker("/worker.js", { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(task);
  });
}
