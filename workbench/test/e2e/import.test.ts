import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { badFiles, explored, type SmallFile, smallCorpus, untilOver, upload } from "./corpus.ts";
import { createProject, drop } from "./importing.ts";
import { opened } from "./opened.ts";
import { parametersOf, patienceMs, place, tabTo } from "./page-under-test.ts";
import { startProduct } from "./product.ts";

const product = opened(() => startProduct({ model: "static", chunkSize: 200, chunkOverlap: 30 }));
const { withPage } = product;
let speeches: SmallFile[];

beforeAll(async () => {
  speeches = await smallCorpus();
});

/** The page's policy lets nobody wait for a condition within it. */
const focusOn = (page: Page, condition: string) =>
  expect.poll(() => page.evaluate(condition), { timeout: patienceMs }).toBe(true);

const rowOf = (page: Page, file: string) =>
  page.getByRole("region", { name: "Files of this import" }).getByRole("listitem").filter({ hasText: file });

test("files dropped on a new project become topics, and a topic leads to a passage to read", async () => {
  await withPage("/", async (page) => {
    await createProject(page, "Addresses");
    await drop(page, [...badFiles, ...speeches]);
    await page.getByRole("status").filter({ hasText: "32 files" }).waitFor();
    const progress = page.getByRole("dialog").getByText("Reading files").waitFor();
    await page.getByRole("button", { name: "Import and find topics" }).click();
    await progress;
    await page.getByText("30 new documents. The topics are on the map. 2 files were not taken.").waitFor();

    expect(await rowOf(page, "broken.pdf").textContent()).toMatch(/Damaged.*export or download it again/);
    expect(await rowOf(page, "empty.txt").textContent()).toMatch(/Empty.*holds nothing/);
    expect(await rowOf(page, speeches[0]!.name).textContent()).toContain("1 document");

    await page.getByRole("button", { name: "Show the map" }).click();
    const topic = page.getByRole("treeitem").first();
    const name = await topic.locator("[title][dir]").getAttribute("title");
    await topic.click();
    await page.getByRole("heading", { name: name! }).waitFor();
    const passage = page
      .getByRole("region", { name: "Passages that speak for it" })
      .getByRole("button")
      .first();
    const words = (await passage.locator("span").last().textContent())!.slice(0, 40);
    await passage.click();
    const mark = page.locator("article mark").first();
    await mark.waitFor();
    expect((await page.locator("article mark").allTextContents()).join(" ")).toContain(words);
    await expect.poll(() => parametersOf(page).has("chunk")).toBe(true);

    await page.getByRole("button", { name: "Back" }).click();
    await page.getByRole("heading", { name: name! }).waitFor();
    await expect.poll(() => parametersOf(page).has("document")).toBe(false);
  });
});

test("a link opens the same passage in another browser", async () => {
  await explored(product.site, "Linked", speeches.slice(0, 12));
  let link = "";
  let marked: string[] = [];
  await withPage(place("Linked", { topic: "0" }), async (page) => {
    await page.getByRole("region", { name: "Passages that speak for it" }).getByRole("button").nth(1).click();
    await page.locator("article mark").first().waitFor();
    marked = await page.locator("article mark").allTextContents();
    link = page.url();
  });
  await withPage(link.slice(product.site.address.length), async (page) => {
    await page.locator("article mark").first().waitFor();
    expect(await page.locator("article mark").allTextContents()).toEqual(marked);
    const box = await page.locator("article mark").first().boundingBox();
    expect(box!.y).toBeGreaterThan(0);
    expect(box!.y).toBeLessThan(900);
    await page.getByRole("button", { name: "Back" }).click();
    await page.getByRole("heading", { name: "Keywords" }).waitFor();
  });
});

test("from nothing to a passage by keyboard alone", async () => {
  await withPage("/", async (page) => {
    // Asked for from the start: the browser learns of it by another way than of the keys, and may do so later.
    const chosen = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "New project" }).waitFor();
    await tabTo(page, "New project");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("By keyboard");
    await page.keyboard.press("Enter");
    await page.getByText("Drop files or folders here").waitFor();

    await page.keyboard.press("i");
    await focusOn(page, "document.activeElement?.textContent === 'Choose files'");
    await page.keyboard.press("Enter");
    await (await chosen).setFiles(speeches.slice(0, 12));
    await page.getByRole("status").filter({ hasText: "12 files" }).waitFor();
    await tabTo(page, "Import and find topics");
    await page.keyboard.press("Enter");
    await page.getByText("The topics are on the map").waitFor();
    await tabTo(page, "Show the map");
    await page.keyboard.press("Enter");

    await page.getByRole("treeitem").first().waitFor();
    await page.keyboard.press("t");
    await page.locator("[role=treeitem]:focus").waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Keywords" }).waitFor();
    await focusOn(page, "document.activeElement?.id === 'panel-title'");
    const title = page
      .getByRole("region", { name: "Passages that speak for it" })
      .getByRole("button")
      .first();
    await tabTo(page, (await title.locator("span[dir]").first().textContent())!);
    await page.keyboard.press("Enter");
    await page.locator("article mark").first().waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { name: "Keywords" }).waitFor();
  });
});

test("an import, its dialog and its progress survive that the page is loaded again, up to the topics", async () => {
  await withPage("/", async (page) => {
    await createProject(page, "Loaded again");
    await drop(page, longPile());
    await page.getByRole("button", { name: "Import and find topics" }).click();
    await page.getByRole("dialog").getByText("Reading files").waitFor();
    await page.reload();
    await page.getByRole("dialog").getByText("Reading files").waitFor();
    const over = page.getByText("600 new documents. The topics are on the map.");
    await over.waitFor({ timeout: 2 * patienceMs });
    await page.getByRole("button", { name: "Show the map" }).click();
    await page.getByRole("treeitem").first().waitFor();
  });
});

/** So many files that reading them outlasts a reload of the page on any machine. */
function longPile(): SmallFile[] {
  return Array.from({ length: 20 }, (_, copy) =>
    speeches.map(({ name, mimeType, buffer }) => ({
      name: `${copy}-${name}`,
      mimeType,
      buffer: buffer.subarray(copy * 200),
    })),
  ).flat();
}

test("an import of which nothing can be taken says so, and the project stays empty", async () => {
  await withPage("/", async (page) => {
    await createProject(page, "Nothing");
    await drop(page, badFiles);
    await page.getByRole("button", { name: "Import and find topics" }).click();
    await page.getByText("Nothing could be taken; each row says why.").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
    await page.getByText("Drop files or folders here").waitFor();
    for (const tab of ["graph", "documents", "runs"]) {
      await page.getByRole("tab", { name: new RegExp(tab, "i") }).click();
      await page.getByRole("tabpanel").waitFor();
    }
    await page.getByRole("tab", { name: /sources/i }).click();
    await page.getByText("Not taken (2)").waitFor();
    expect(await page.getByRole("search").getByRole("textbox").first().isDisabled()).toBe(true);
  });
});

test("an analysis that failed says why, and can be started again", async () => {
  await untilOver(product.site, await upload(product.site, "Failed", speeches.slice(0, 4)));
  const reply = await fetch(`${product.site.address}/api/projects/Failed/runs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "/nowhere/model" }),
  });
  expect(await untilOver(product.site, ((await reply.json()) as { id: number }).id)).toBe("failed");
  await withPage(place("Failed"), async (page) => {
    await page.getByRole("alert").filter({ hasText: "/nowhere/model" }).waitFor();
    await page.getByRole("button", { name: "Find the topics" }).click();
    await page.getByRole("treeitem").first().waitFor();
  });
});
