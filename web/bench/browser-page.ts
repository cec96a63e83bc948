import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { build, defaultClientConditions, type InlineConfig, preview } from "vite";
import { launchBrowser } from "../../workbench/test/e2e/browser.ts";
import type { Benches } from "./bench.ts";

export interface Wanted {
  readonly count: number;
  readonly theme?: string;
}

/** The bench page, built and served, in a browser. */
export interface BenchPages {
  /** Opens it with one of its views, and waits until that is there. */
  open(view: keyof Benches, wanted: Wanted): Promise<{ page: Page; problems: string[] }>;
  close(): Promise<void>;
}

const size = { width: 1_200, height: 800 };

export async function startBenchPages(): Promise<BenchPages> {
  const server = await serveBenchPage();
  const browser = await launchBrowser();
  return {
    async open(view, { count, theme = "light" }) {
      const page = await browser.newPage({ viewport: size });
      const problems = watchProblems(page);
      const asked = new URLSearchParams({ view, theme, count: String(count) });
      await page.goto(`${server.address}bench.html?${asked}`);
      await page
        .waitForFunction(() => "bench" in window, undefined, { timeout: 10_000 })
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

async function serveBenchPage() {
  const shared: InlineConfig = {
    configFile: false,
    root: fileURLToPath(new URL(".", import.meta.url)),
    logLevel: "error",
    resolve: { conditions: ["toposcope-source", ...defaultClientConditions] },
    build: {
      outDir: "../../.cache/bench-page",
      emptyOutDir: true,
      modulePreload: false,
      rolldownOptions: { input: "bench.html" },
    },
  };
  await build(shared);
  const server = await preview({ ...shared, preview: { port: 0, host: "127.0.0.1" } });
  return { address: server.resolvedUrls!.local[0]!, close: () => server.close() };
}

function watchProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on("console", (message) => {
    if (!message.text().includes("GPU stall due to ReadPixels")) problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  return problems;
}
