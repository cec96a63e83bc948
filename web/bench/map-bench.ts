import { mkdir } from "node:fs/promises";
import type { Page } from "playwright-core";
import { startBenchPages } from "./browser-page.ts";

const counts = (process.argv[2] ?? "50000,1000000").split(",").map(Number);
const pictures = process.argv[3];
const pages = await startBenchPages();
try {
  if (pictures) await mkdir(pictures, { recursive: true });
  for (const count of counts) for (const theme of ["dark", "light"]) await measure(count, theme);
} finally {
  await pages.close();
}

async function measure(count: number, theme: string): Promise<void> {
  const { page, problems } = await pages.open(`map.html?count=${count}&theme=${theme}`, "bench");
  const firstMs = await firstPicture(page);
  await page.waitForTimeout(count > 200_000 ? 4_000 : 1_500);
  await picture(page, `${count}-${theme}-all`);
  const hoverMs = await hover(page);
  const steps = await zoomSteps(page);
  await page.waitForTimeout(count > 200_000 ? 3_000 : 800);
  await picture(page, `${count}-${theme}-zoomed`);
  steps.sort((a, b) => a - b);
  const [median, longest] = [steps[Math.floor(steps.length / 2)]!, steps.at(-1)!];
  console.log(
    JSON.stringify({
      case: "map",
      count,
      theme,
      firstMs,
      zoomStepMs: median,
      longestStepMs: longest,
      hoverMs,
      problems,
    }),
  );
  await page.close();
}

/** From handing over the data to two frames later with all drawing done. */
function firstPicture(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { core, settings } = window.bench;
    const started = performance.now();
    core.update({ ...settings, data: { ...settings.data } });
    await twoFrames();
    return Math.round(performance.now() - started);

    function twoFrames() {
      return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }
  });
}

function zoomSteps(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const root = document.querySelector<HTMLElement>("[role=application]")!;
    const took: number[] = [];
    for (let step = 0; step < 12; step++) {
      const started = performance.now();
      root.dispatchEvent(
        new WheelEvent("wheel", { deltaY: -90, clientX: 620, clientY: 380, cancelable: true }),
      );
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const gl = root.querySelectorAll("canvas")[1]!.getContext("webgl2");
      gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
      took.push(Math.round(performance.now() - started));
    }
    return took;
  });
}

function hover(page: Page): Promise<number> {
  return page.evaluate(() => {
    const root = document.querySelector<HTMLElement>("[role=application]")!;
    const move = (clientX: number, clientY: number) =>
      root.dispatchEvent(
        new PointerEvent("pointermove", { clientX, clientY, pointerId: 1, pointerType: "mouse" }),
      );
    move(1, 1);
    const started = performance.now();
    const moves = 400;
    for (let i = 0; i < moves; i++) move(100 + ((i * 397) % 1_000), 60 + ((i * 271) % 700));
    const each = (performance.now() - started) / moves;
    move(-10, -10);
    return Math.round(each * 1_000) / 1_000;
  });
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: `${pictures}/map-${name}.png` });
}
