import type { Page } from "playwright-core";
import { measureView, zoomSteps } from "./measure-view.ts";

await measureView("map", "50000,1000000", async ({ page, count, picture }) => {
  const firstMs = await firstPicture(page);
  await page.waitForTimeout(count > 200_000 ? 4_000 : 1_500);
  await picture("all");
  const hoverMs = await hover(page);
  const steps = await zoomSteps(page, -90);
  await page.waitForTimeout(count > 200_000 ? 3_000 : 800);
  await picture("zoomed");
  return { firstMs, zoomStepMs: steps[6], longestStepMs: steps.at(-1), hoverMs };
});

/** From handing over the data to two frames later with all drawing done. */
function firstPicture(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { core, settings } = window.bench.map!;
    const started = performance.now();
    core.update({ ...settings, data: { ...settings.data } });
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return Math.round(performance.now() - started);
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
