import { mkdir } from "node:fs/promises";
import { startBenchPages } from "./browser-page.ts";

const counts = (process.argv[2] ?? "100,1000").split(",").map(Number);
const pictures = process.argv[3];
const pages = await startBenchPages();
try {
  if (pictures) await mkdir(pictures, { recursive: true });
  for (const count of counts) for (const theme of ["dark", "light"]) await measure(count, theme);
} finally {
  await pages.close();
}

async function measure(count: number, theme: string): Promise<void> {
  const { page, problems } = await pages.open(`graph.html?count=${count}&theme=${theme}`, "graphBench");
  await page.waitForTimeout(4_000);
  if (pictures) await page.screenshot({ path: `${pictures}/graph-${count}-${theme}.png` });
  const steps = await page.evaluate(async () => {
    const root = document.querySelector<HTMLElement>("[role=application]")!;
    const took: number[] = [];
    for (let step = 0; step < 12; step++) {
      const started = performance.now();
      root.dispatchEvent(
        new WheelEvent("wheel", { deltaY: -60, clientX: 620, clientY: 380, cancelable: true }),
      );
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      took.push(Math.round(performance.now() - started));
    }
    return took.sort((a, b) => a - b);
  });
  await page.mouse.move(600, 400);
  await page.waitForTimeout(300);
  if (pictures) await page.screenshot({ path: `${pictures}/graph-${count}-${theme}-zoomed.png` });
  console.log(
    JSON.stringify({
      case: "graph",
      count,
      theme,
      zoomStepMs: steps[6],
      longestStepMs: steps.at(-1),
      problems,
    }),
  );
  await page.close();
}
