import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { TopicList } from "../../src/contract.ts";
import { decodeMap } from "../../src/drawing.ts";
import { badFiles, explored, smallCorpus } from "./corpus.ts";
import { opened } from "./opened.ts";
import {
  expectAccessible,
  expectAccessibleLightAndDark,
  narrow,
  parametersOf,
  patienceMs,
  place,
  wide,
} from "./page-under-test.ts";
import { startProduct } from "./product.ts";

const project = "Addresses";

const product = opened(() => startProduct({ model: "static", chunkSize: 200, chunkOverlap: 30 }));
const { withPage } = product;

beforeAll(async () => explored(product.site, project, [...badFiles, ...(await smallCorpus())]));

const screens: Readonly<Record<string, readonly [path: string, arrive: (page: Page) => Promise<unknown>]>> = {
  "the projects": ["/", (page) => page.getByRole("link", { name: project }).waitFor()],
  "the import": [
    place(project, { tab: "runs" }),
    (page) => page.getByRole("button", { name: "Import" }).click(),
  ],
  "the map with a topic": [
    place(project, { topic: "0" }),
    (page) => page.getByRole("heading", { name: "Keywords" }).waitFor(),
  ],
  "the reader": [
    place(project, { document: "1", chunk: "1" }),
    (page) => page.getByRole("article").waitFor(),
  ],
  "the graph": [place(project, { tab: "graph" }), (page) => page.getByRole("slider").waitFor()],
  "the documents": [place(project, { tab: "documents" }), (page) => page.getByRole("table").waitFor()],
  "the sources": [place(project, { tab: "sources" }), (page) => page.getByText("Not taken (2)").waitFor()],
  "the settings": ["/", (page) => page.getByRole("button", { name: "Settings" }).click()],
};

test.each(Object.entries(screens))(
  "axe finds nothing on %s, light or dark, wide or narrow",
  async (_, [path, arrive]) => {
    await withPage(path, async (page) => {
      await arrive(page);
      for (const viewport of [wide, narrow]) {
        await page.setViewportSize(viewport);
        await expectAccessibleLightAndDark(page, `${viewport.width} px`);
      }
    });
  },
);

test("a search lights what it found, says how much, and Enter goes from one to the next", async () => {
  await withPage(place(project), async (page) => {
    await page.getByRole("treeitem").first().waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("Mexico");
    const lit = page.getByRole("status").filter({ hasText: /passages? lit/ });
    await lit.waitFor();
    const hits = page.getByRole("list", { name: "Passages found" }).getByRole("listitem");
    expect(Number.parseInt((await lit.textContent())!, 10)).toBe(await hits.count());
    expect(await hits.first().textContent()).toMatch(/mexic/i);
    for (const at of [0, 1]) {
      await page.keyboard.press("Enter");
      await hits.nth(at).locator("[aria-current]").waitFor();
      await expect.poll(() => page.locator("ol [aria-current]").count()).toBe(1);
    }
    await expect.poll(() => parametersOf(page).get("query")).toBe("Mexico");
  });
});

test("a lasso drawn with Shift counts its passages topic by topic", async () => {
  await withPage(place(project), async (page) => {
    await page.getByRole("treeitem").first().waitFor();
    const area = (await page.locator("#map-area").boundingBox())!;
    const at = (x: number, y: number) => [area.x + area.width * x, area.y + area.height * y] as const;
    await page.keyboard.down("Shift");
    await page.mouse.move(...at(0.03, 0.03));
    await page.mouse.down();
    for (const corner of [at(0.97, 0.03), at(0.97, 0.97), at(0.03, 0.97), at(0.03, 0.04)])
      await page.mouse.move(...corner, { steps: 6 });
    await page.mouse.up();
    await page.keyboard.up("Shift");
    const heading = page.getByRole("heading", { name: /passages? selected/ });
    await heading.waitFor();
    const selected = Number((await heading.textContent())!.replace(/\D/g, ""));
    const shares = await page
      .getByRole("region", { name: "Topics in it" })
      .getByRole("listitem")
      .allTextContents();
    const counted = shares.reduce((sum, text) => sum + Number(/(\d+) \/ \d+$/.exec(text)?.[1]), 0);
    expect(selected).toBeGreaterThan(20);
    expect(counted).toBe(selected);
  });
});

/** The topics and the map as the server has them now. */
async function analysisNow() {
  const address = `${product.site.address}/api/projects/${project}`;
  const [topics, map] = await Promise.all([fetch(`${address}/topics`), fetch(`${address}/map`)]);
  const { edit, layers, topics: all } = (await topics.json()) as TopicList;
  const suggested = layers.find((layer) => layer.suggested)!.layer;
  const columns = decodeMap(await map.arrayBuffer());
  const { topics: ids, index } = columns.layers.find(({ layer }) => layer === suggested)!;
  const onMap = (topic: number) => index.filter((at) => ids[at] === topic).length;
  return { edit, onMap, topics: all.filter(({ layer }) => layer === suggested) };
}

test("two topics are merged and the merge undone: tree, card, map and API agree", async () => {
  await withPage(place(project), async (page) => {
    const before = await analysisNow();
    const names = before.topics.slice(0, 2).map(({ name }) => name);
    const rowOf = (name: string) =>
      page.getByRole("treeitem").filter({ has: page.getByTitle(name, { exact: true }) });
    const chosen = before.topics.filter(({ name }) => names.includes(name));
    const size = chosen.reduce((sum, topic) => sum + topic.size, 0);
    expect(chosen.length).toBe(2);
    for (const name of names) await rowOf(name).click({ modifiers: ["Control"] });
    await page.getByRole("button", { name: "Merge" }).click();
    await page.getByText(/^2 topics merged into/).waitFor();
    const merged = await analysisNow();
    const id = Number(parametersOf(page).get("topic"));
    const topic = merged.topics.find((one) => one.id === id)!;
    expect([topic.size, merged.onMap(id), merged.topics.length]).toEqual([
      size,
      size,
      before.topics.length - 1,
    ]);
    await page.getByRole("heading", { level: 2, name: topic.name }).waitFor();
    expect(await rowOf(topic.name).textContent()).toContain(size.toLocaleString("en"));
    await expectAccessible(page);
    await page.keyboard.press("Control+z");
    await page.getByText(/^Taken back: the merge of 2 topics/).waitFor();
    const after = await analysisNow();
    expect([after.edit, after.topics]).toEqual([before.edit, before.topics]);
    for (const { id: one, size: own } of chosen) expect(after.onMap(one)).toBe(own);
    for (const name of names) await rowOf(name).waitFor();
  });
});

test("the slider of outliers counts firm and weak members, as the map has them", async () => {
  await withPage(place(project, { firm: "60" }), async (page) => {
    const shares = page.getByRole("region", { name: /Members from strength/ }).getByRole("status");
    const counts = async () =>
      [...(await shares.textContent())!.matchAll(/% ([\d,]+)/g)].map(([, count]) =>
        Number(count!.replace(",", "")),
      );
    await shares.waitFor();
    const { topics } = await analysisNow();
    const members = topics.reduce((sum, { size }) => sum + size, 0);
    const [firm, weak] = await counts();
    expect(firm! + weak!).toBe(members);
    await page.getByRole("slider").focus();
    await page.keyboard.press("End");
    await expect.poll(async () => (await counts())[1], { timeout: patienceMs }).toBeGreaterThan(weak!);
    await page.keyboard.press("Home");
    await expect.poll(async () => (await counts())[1], { timeout: patienceMs }).toBe(0);
    await expect.poll(() => parametersOf(page).has("firm")).toBe(false);
  });
});

test("a higher similarity leaves fewer links in the graph", async () => {
  await withPage(place(project, { tab: "graph" }), async (page) => {
    const links = page.getByRole("status").filter({ hasText: /links?$/ });
    const count = async () => Number((await links.textContent())!.replace(/\D/g, ""));
    const slider = page.getByRole("slider");
    await slider.focus();
    await page.keyboard.press("Home");
    await expect.poll(count, { timeout: patienceMs }).toBeGreaterThan(0);
    await page.keyboard.press("End");
    await expect.poll(count, { timeout: patienceMs }).toBe(0);
  });
});

test("documents are narrowed by a word, set aside and taken back", async () => {
  await withPage(place(project, { tab: "documents" }), async (page) => {
    const summary = page.getByRole("search", { name: "Filter documents" }).getByRole("status");
    await expect.poll(() => summary.textContent(), { timeout: patienceMs }).toBe("30 documents");
    await page.getByRole("textbox", { name: "Words in title or text" }).fill("lincoln");
    await expect.poll(() => summary.textContent(), { timeout: patienceMs }).toMatch(/^[1-9] documents?$/);
    const title = (await page.getByRole("row").nth(1).getByRole("button").first().textContent())!;
    await page.getByRole("textbox", { name: "Words in title or text" }).fill("");
    await page.getByRole("button", { name: `Set aside ${title}` }).click();
    await page.getByText("the next analysis leaves it out").waitFor();
    await page.getByText("Set aside", { exact: true }).click();
    await expect.poll(() => summary.textContent(), { timeout: patienceMs }).toBe("1 document");
    await page.getByRole("button", { name: `Take back ${title}` }).click();
    await page.getByText("No document matches").waitFor();
  });
});

test("the topics are saved as CSV", async () => {
  await withPage(place(project), async (page) => {
    await page.getByRole("treeitem").first().waitFor();
    await page.getByRole("button", { name: "Export" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: "Topics as CSV", exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("Addresses topics.csv");
    const lines = (await readFile(await download.path(), "utf8")).trim().split(/\r?\n/);
    expect(lines[0]).toContain("name");
    expect(lines.length).toBeGreaterThan(2);
  });
});

test("a theme that is saved holds in another browser", async () => {
  const theme = (page: Page) => page.evaluate("document.documentElement.dataset.mantineColorScheme");
  await withPage("/", async (page) => {
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("combobox", { name: "Theme" }).selectOption("dark");
    await page.getByRole("button", { name: "Save" }).click();
    await expect.poll(() => theme(page), { timeout: patienceMs }).toBe("dark");
  });
  await withPage("/", async (page) => {
    await expect.poll(() => theme(page), { timeout: patienceMs }).toBe("dark");
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("button", { name: "Back to default for Theme" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await expect.poll(() => theme(page), { timeout: patienceMs }).toBe("light");
  });
});

test("a project gets another name, and is deleted once its name is typed", async () => {
  await withPage("/", async (page) => {
    await page.getByRole("button", { name: "New project" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("Passing");
    await page.getByRole("button", { name: "Create" }).click();
    await page.getByRole("button", { name: "Passing" }).click();
    await page.getByRole("menuitem", { name: "Rename" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("Gone soon");
    await page.getByRole("button", { name: "Rename" }).click();
    await page.getByRole("heading", { name: "Gone soon" }).waitFor();
    await expect.poll(() => parametersOf(page).get("project")).toBe("Gone soon");
    await page.getByRole("button", { name: "Gone soon" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    const remove = page.getByRole("button", { name: "Delete" });
    expect(await remove.isDisabled()).toBe(true);
    await page.getByRole("textbox", { name: /Type Gone soon/ }).fill("Gone soon");
    await remove.click();
    await page.getByRole("link", { name: project }).waitFor();
    await expect.poll(() => page.getByRole("link", { name: "Gone soon" }).count()).toBe(0);
  });
});

test("the first load takes at most 200 kB of compressed JavaScript", async () => {
  const scripts = new Map<string, number>();
  const pending: Promise<void>[] = [];
  await withPage("/health/live", async (page) => {
    page.on("response", (response) => {
      if (response.request().resourceType() !== "script") return;
      pending.push(response.body().then((body) => void scripts.set(response.url(), gzipSync(body).length)));
    });
    await page.goto(`${product.site.address}/`);
    await page.getByRole("link", { name: project }).waitFor();
    await Promise.all(pending);
  });
  const total = [...scripts.values()].reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(20_000);
  expect(total).toBeLessThanOrEqual(200_000);
});
