import { measureView, zoomSteps } from "./measure-view.ts";

const settleMs = 4_000;

await measureView("graph", "100,1000", async ({ page, picture }) => {
  await page.waitForTimeout(settleMs);
  await picture();
  const steps = await zoomSteps(page, -60);
  await page.mouse.move(600, 400);
  await page.waitForTimeout(300);
  await picture("zoomed");
  return { zoomStepMs: steps[6], longestStepMs: steps.at(-1) };
});
