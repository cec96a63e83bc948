import { mkdir } from "node:fs/promises";
import type { Page } from "playwright-core";
import type { Benches } from "./bench.ts";
import { startBenchPages } from "./browser-page.ts";

/** One size of a view on the bench page, open in a browser. */
export interface MeasuredPage {
  readonly page: Page;
  readonly count: number;
  /** Keeps a picture of it, where a folder for pictures was named. */
  picture(name?: string): Promise<void>;
}

/**
 * Opens a view once for each size and theme and prints a line of JSON for what was measured. The command line names the
 * sizes, and a folder for pictures.
 */
export async function measureView(
  view: keyof Benches,
  sizes: string,
  measure: (measured: MeasuredPage) => Promise<object>,
): Promise<void> {
  const [, , counts = sizes, pictures] = process.argv;
  if (pictures) await mkdir(pictures, { recursive: true });
  const pages = await startBenchPages();
  try {
    for (const count of counts.split(",").map(Number))
      for (const theme of ["dark", "light"]) {
        const { page, problems } = await pages.open(view, { count, theme });
        const picture = async (name?: string) => {
          const file = [view, count, theme, name].filter((part) => part !== undefined).join("-");
          if (pictures) await page.screenshot({ path: `${pictures}/${file}.png` });
        };
        const measured = await measure({ page, count, picture });
        console.log(JSON.stringify({ case: view, count, theme, ...measured, problems }));
        await page.close();
      }
  } finally {
    await pages.close();
  }
}

/** Zooms in by the wheel, step by step. @returns the milliseconds that each step took, the shortest first */
export async function zoomSteps(page: Page, deltaY: number): Promise<number[]> {
  const took = await page.evaluate(async (delta) => {
    const root = document.querySelector<HTMLElement>("[role=application]")!;
    const steps: number[] = [];
    for (let step = 0; step < 12; step++) {
      const started = performance.now();
      root.dispatchEvent(
        new WheelEvent("wheel", { deltaY: delta, clientX: 620, clientY: 380, cancelable: true }),
      );
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const gl = root.querySelectorAll("canvas")[1]?.getContext("webgl2");
      gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
      steps.push(Math.round(performance.now() - started));
    }
    return steps;
  }, deltaY);
  return took.sort((a, b) => a - b);
}
