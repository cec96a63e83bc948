import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { expectAccessible, place } from "../../workbench/test/e2e/page-under-test.ts";
import { openedPage } from "./opened-page.ts";

const { withPage } = openedPage({ documents: 120, projects: ["Used"] });

/** Moves the pointer over the map, row by row, until it rests on a point. @returns what is said of its passage */
async function restOnPoint(page: Page): Promise<string> {
  const area = (await page.locator("#map-area").boundingBox())!;
  const tip = page.locator("#map-area [role=status]").filter({ hasText: /\S/ });
  for (let y = 0.2; y < 0.9; y += 0.04)
    for (let x = 0.15; x < 0.85; x += 0.04) {
      await page.mouse.move(area.x + area.width * x, area.y + area.height * y);
      const shown = await tip.waitFor({ timeout: 250 }).then(
        () => true,
        () => false,
      );
      if (shown) return (await tip.locator("p").last().textContent()) ?? "";
    }
  throw new Error("the pointer met no point");
}

test("a pointer that rests on a point shows its passage, and a click opens it in its document", async () => {
  await withPage(place("Used"), async (page) => {
    await page.getByRole("treeitem").first().waitFor();
    const text = await restOnPoint(page);
    await page.mouse.down();
    await page.mouse.up();
    await page.getByRole("article").waitFor();
    expect(new URL(page.url()).searchParams.get("chunk")).toMatch(/^\d+$/);
    const marked = await page.getByRole("article").locator("mark").first().textContent();
    expect(text.slice(0, 40)).toContain(marked?.trim().slice(0, 20));
  });
});

test("a folder is followed from the sources, and no more when it is crossed out", async () => {
  await withPage(place("Used"), async (page) => {
    await page.getByRole("tab", { name: /Sources/ }).click();
    await page.getByRole("textbox", { name: "Folder on the server's machine" }).fill("/data/letters");
    await page.keyboard.press("Enter");
    await page.getByText("/data/letters").waitFor();
    expect(await page.getByRole("textbox", { name: "Folder on the server's machine" }).inputValue()).toBe("");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Follow /data/letters no more" }).click();
    await page.getByText("/data/letters is followed no more; its documents stay.").waitFor();
    expect(await page.getByRole("button", { name: "Follow /data/letters no more" }).count()).toBe(0);
  });
});

test("the map is saved as it is on screen, as PNG and as SVG", async () => {
  await withPage(place("Used"), async (page) => {
    await page.getByRole("treeitem").first().waitFor();
    for (const [name, start] of [
      ["PNG", /^.PNG/],
      ["SVG", /^<svg |^<\?xml/],
    ] as const) {
      await page.getByRole("button", { name: "Export" }).click();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("menuitem", { name: `Map on screen as ${name}` }).click(),
      ]);
      expect((await readFile(await download.path())).toString("latin1")).toMatch(start);
    }
  });
});

test("for print the server draws the map, at the resolution that is set", async () => {
  await withPage(place("Used"), async (page) => {
    await page.getByRole("button", { name: "Export" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: "Map for print as PNG, 300 dots per inch" }).click(),
    ]);
    expect(download.suggestedFilename()).toContain("map.png");
    const asked = new URL(download.url());
    expect(asked.pathname).toBe("/api/projects/Used/export/map");
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({ format: "png", resolution: "300" });
  });
});
