import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BenchPages, startBenchPages, type Wanted } from "../../bench/browser-page.ts";

let pages: BenchPages;
beforeAll(async () => {
  pages = await startBenchPages();
}, 120_000);
afterAll(() => pages?.close());

const slow = { timeout: 60_000 };
const patient = { timeout: 20_000 };

async function openMap(wanted: Wanted = { count: 4_000 }) {
  const opened = await pages.open("map", wanted);
  await opened.page.waitForTimeout(400);
  return opened;
}

function eventsOf<T>(page: Page, name: string): Promise<T[]> {
  return page.evaluate(
    (wanted) => window.bench.map!.events.filter(([name]) => name === wanted) as never[],
    name,
  );
}

/** How many pixels on the screen have a strong colour: only points do. */
async function colouredPixels(page: Page): Promise<number> {
  const shot = (await page.screenshot()).toString("base64");
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const context = new OffscreenCanvas(picture.width, picture.height).getContext("2d")!;
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, picture.width, picture.height);
    let coloured = 0;
    for (let at = 0; at < data.length; at += 4) {
      const channels = [data[at]!, data[at + 1]!, data[at + 2]!];
      if (Math.max(...channels) - Math.min(...channels) > 60) coloured++;
    }
    return coloured;
  }, shot);
}

describe("the map in a browser", slow, () => {
  test("a strict content policy has nothing to refuse", async () => {
    const { page, problems } = await openMap();
    await page.close();
    expect(problems).toEqual([]);
  });

  test("a drag with Shift takes the points inside with counts per topic, Escape lets them go", async () => {
    const { page } = await openMap();
    await page.keyboard.down("Shift");
    await page.mouse.move(300, 200);
    await page.mouse.down();
    for (const [x, y] of [
      [900, 200],
      [900, 600],
      [300, 600],
      [300, 210],
    ] as const) {
      await page.mouse.move(x, y, { steps: 4 });
    }
    await page.mouse.up();
    await page.keyboard.up("Shift");
    const [[, taken]] = (await eventsOf(page, "lasso")) as [
      [string, { count: number; counts: { topic: number; count: number }[] }],
    ];
    expect(taken.count).toBeGreaterThan(500);
    expect(taken.count).toBeLessThan(4_000);
    expect(taken.counts.reduce((sum, { count }) => sum + count, 0)).toBe(taken.count);
    await page.locator("[role=application]").focus();
    await page.keyboard.press("Escape");
    expect(await eventsOf(page, "lasso")).toHaveLength(2);
    await page.close();
  });

  test("keys reach a topic, open it and move the view, and a live region says where one is", async () => {
    const { page } = await openMap();
    await page.keyboard.press("Tab");
    const spoken = async () => {
      await page.keyboard.press("ArrowRight");
      return page.locator("[role=status]").textContent();
    };
    await expect.poll(spoken, patient).toMatch(/, \d+ passages$/);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    expect(await eventsOf(page, "topic")).toHaveLength(1);
    await page.keyboard.press("+");
    await expect.poll(() => eventsOf(page, "view"), patient).toHaveLength(1);
    const [[, view]] = (await eventsOf(page, "view")) as [[string, { zoom: number }]];
    expect(view.zoom).toBeCloseTo(1.5);
    await page.close();
  });

  test("two fingers that part bring the map nearer about the place between them, and back", async () => {
    const { page } = await openMap();
    const touch = await page.context().newCDPSession(page);
    await touch.send("Emulation.setTouchEmulationEnabled", { enabled: true, maxTouchPoints: 2 });
    const fingers = (type: "touchStart" | "touchMove", apart: number) =>
      touch.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: [-0.5, 0.5].map((side, id) => ({ x: 400 + side * apart, y: 300, id })),
      });
    const lastView = async () => {
      const views = (await eventsOf(page, "view")) as [string, { x: number; y: number; zoom: number }][];
      return views.at(-1)![1];
    };
    const pinch = async (from: number, to: number) => {
      for (let step = 1; step <= 10; step++) await fingers("touchMove", from + ((to - from) * step) / 10);
    };
    await fingers("touchStart", 100);
    await pinch(100, 300);
    await expect.poll(async () => (await lastView()).zoom, patient).toBeCloseTo(3, 6);
    const near = await lastView();
    await pinch(300, 100);
    await expect.poll(async () => (await lastView()).zoom, patient).toBeCloseTo(1, 6);
    const home = await lastView();
    expect(Math.hypot(near.x - home.x, near.y - home.y)).toBeGreaterThan(0.05);
    await pinch(100, 300);
    await expect.poll(async () => (await lastView()).zoom, patient).toBeCloseTo(3, 6);
    expect((await lastView()).x).toBeCloseTo(near.x, 6);
    expect((await lastView()).y).toBeCloseTo(near.y, 6);
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    expect(await eventsOf(page, "lasso")).toEqual([]);
    await page.close();
  });

  test("goes on drawing when the graphics card is taken away, and takes it back", async () => {
    const { page, problems } = await openMap();
    const before = await colouredPixels(page);
    await page.evaluate(() => {
      const canvas = document.querySelectorAll("canvas")[1]!;
      const loss = canvas.getContext("webgl2")!.getExtension("WEBGL_lose_context")!;
      Object.assign(window, { loss });
      loss.loseContext();
    });
    const isFallback = () =>
      page.evaluate(() => document.querySelectorAll("canvas")[1]!.getContext("webgl2") === null);
    await expect.poll(isFallback, patient).toBe(true);
    await page.waitForTimeout(500);
    const without = await colouredPixels(page);
    await page.evaluate(() => (window as unknown as { loss: WEBGL_lose_context }).loss.restoreContext());
    await expect.poll(isFallback, patient).toBe(false);
    await page.waitForTimeout(500);
    const after = await colouredPixels(page);
    expect(before).toBeGreaterThan(3_000);
    expect(without).toBeGreaterThan(before / 3);
    expect(after).toBeGreaterThan(before / 2);
    expect(problems.filter((problem) => !/context|CONTEXT/.test(problem))).toEqual([]);
    await page.close();
  });

  test("gives a PNG of the wanted size, and SVG with circles for few points and a picture for many", async () => {
    const { page } = await openMap({ count: 3_000 });
    const few = await page.evaluate(async () => {
      const { core } = window.bench.map!;
      const png = await createImageBitmap(await core.exportPng({ width: 600, height: 400, scale: 3 }));
      return {
        width: png.width,
        height: png.height,
        svg: await (await core.exportSvg({ width: 600, height: 400 })).text(),
      };
    });
    expect([few.width, few.height]).toEqual([1_800, 1_200]);
    expect(few.svg.match(/<circle/g)!.length).toBeGreaterThan(2_000);
    expect(few.svg).toContain("Customer support");
    expect(few.svg).toContain("<path d=");
    await page.close();
    const crowd = await openMap({ count: 60_000, theme: "dark" });
    const many = await crowd.page.evaluate(async () =>
      (await window.bench.map!.core.exportSvg({ width: 600, height: 400, theme: "light" })).text(),
    );
    expect(many).toMatch(/<image [^>]*href="data:image\/png;base64,/);
    expect(many).toContain('fill="#fafbfc"');
    await crowd.page.close();
  });

  test("new colours of the same points leave the view where it is", async () => {
    const { page } = await openMap();
    const views = await page.evaluate(async () => {
      const { core, settings } = window.bench.map!;
      core.zoomBy(3);
      while (core.view.zoom < 3) await new Promise(requestAnimationFrame);
      const before = core.view;
      core.update({ ...settings, data: { ...settings.data, topic: settings.data.topic.slice() } });
      return [before, core.view];
    });
    expect(views[0]!.zoom).toBeCloseTo(3);
    expect(views[1]).toEqual(views[0]);
    await page.close();
  });
});
