import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { build, defaultClientConditions, type InlineConfig, preview } from "vite";
import { launchBrowser } from "../../workbench/test/e2e/browser.ts";

/** The bench pages, built and served, in a browser. */
export interface BenchPages {
  /** Opens a page and waits until `name` is there on its window. */
  open(path: string, name: string): Promise<{ page: Page; problems: string[] }>;
  close(): Promise<void>;
}

const size = { width: 1_200, height: 800 };

export async function startBenchPages(): Promise<BenchPages> {
  const shared: InlineConfig = {
    configFile: false,
    root: fileURLToPath(new URL(".", import.meta.url)),
    logLevel: "error",
    resolve: { conditions: ["source", ...defaultClientConditions] },
    build: {
      outDir: "../../.cache/bench-page",
      emptyOutDir: true,
      modulePreload: false,
      rolldownOptions: { input: ["map.html", "graph.html"] },
    },
  };
  await build(shared);
  const server = await preview({ ...shared, preview: { port: 0, host: "127.0.0.1" } });
  const browser = await launchBrowser();
  return {
    async open(path, name) {
      const page = await browser.newPage({ viewport: size });
      const problems: string[] = [];
      page.on("console", (message) => {
        if (!message.text().includes("GPU stall due to ReadPixels")) problems.push(message.text());
      });
      page.on("pageerror", (error) => problems.push(String(error)));
      await page.goto(server.resolvedUrls!.local[0]! + path);
      await page
        .waitForFunction((wanted) => wanted in window, name, { timeout: 10_000 })
        .catch((cause: unknown) => {
          throw new Error(`the page did not start: ${problems.join("; ")}`, { cause });
        });
      return { page, problems };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
