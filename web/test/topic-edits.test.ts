import type { Page } from "playwright-core";
import { decodeMap } from "toposcope/drawing";
import { expect, test } from "vitest";
import { expectAccessible, place } from "../../workbench/test/e2e/page-under-test.ts";
import { countIn, openedPage } from "./opened-page.ts";

const { withPage } = openedPage({ documents: 120, stageMs: 160 });

const explored = "State of the Union";

/** By keys to the first topic of the finest layer. */
async function reachFinest(page: Page): Promise<void> {
  await page.getByRole("treeitem").first().waitFor();
  await page.keyboard.press("t");
  await page.locator("[role=treeitem]:focus").waitFor();
  await page.keyboard.press("ArrowRight");
  await page.locator("[role=treeitem][aria-level='3']").nth(1).waitFor();
  await page.keyboard.press("ArrowRight");
  await page.locator("[role=treeitem][aria-level='3']:focus").waitFor();
}

async function markTwo(page: Page): Promise<void> {
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowDown");
  await expect.poll(() => page.locator("[role=treeitem][aria-selected=true]").count()).toBe(2);
}

test("topics are merged by keys, and undone: tree, card and map agree each time", async () => {
  await withPage(place(explored), async (page) => {
    const mapOf = (run: () => Promise<unknown>) =>
      Promise.all([page.waitForResponse(/\/map\?/), run()]).then(([response]) => response.body());
    await reachFinest(page);
    const finest = page.locator("[role=treeitem][aria-level='3']");
    const names = await finest.locator("[title][dir]").allTextContents();
    const [first, second] = names as [string, string];
    const sizes = [await countIn(page, first), await countIn(page, second)];
    const size = sizes[0]! + sizes[1]!;
    await markTwo(page);
    await expectAccessible(page);
    const merged = decodeMap(Uint8Array.from(await mapOf(() => page.keyboard.press("m"))).buffer);
    const heading = page.getByRole("heading", { name: " · " });
    await heading.waitFor();
    const name = (await heading.textContent())!;
    await expect.poll(() => countIn(page, name)).toBe(size);
    const [{ topics, index }] = merged.layers as [(typeof merged.layers)[number]];
    await page.waitForURL(/[?&]topic=\d/);
    const id = Number(new URL(page.url()).searchParams.get("topic"));
    expect([...index].filter((at) => topics[at] === id)).toHaveLength(size);
    const before = decodeMap(Uint8Array.from(await mapOf(() => page.keyboard.press("Control+z"))).buffer);
    await page.getByText("Taken back: the merge of 2 topics.").waitFor();
    await expect.poll(async () => [await countIn(page, first), await countIn(page, second)]).toEqual(sizes);
    expect(before.layers[0]!.topics).toHaveLength(topics.length + 1);
    await page.getByRole("button", { name: /^Redo the merge/ }).click();
    await page.getByRole("treeitem", { name }).waitFor();
    await page.getByRole("button", { name: /^Undo the merge/ }).click();
    await page.getByRole("treeitem", { name }).waitFor({ state: "detached" });
  });
});

test("a topic is renamed, split, left out and brought back from its card", async () => {
  await withPage(place(explored, { topic: "3" }), async (page) => {
    const edit = async (item: string) => {
      await page.getByRole("button", { name: "Edit", exact: true }).click();
      await page.getByRole("menuitem", { name: item }).click();
    };
    const undo = async () => {
      await page.getByRole("status").getByRole("button", { name: "Undo" }).last().click();
      await page
        .getByText(/^Taken back/)
        .last()
        .waitFor();
    };
    await edit("Rename");
    await page.getByRole("dialog").waitFor();
    await expectAccessible(page);
    await page.getByRole("textbox", { name: "Name" }).fill("Old soldiers");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Old soldiers" }).waitFor();
    await edit("Split");
    await page.getByLabel("Topics to make of it").fill("3");
    await page.keyboard.press("Enter");
    await page.getByText("“Old soldiers” split into 3 topics.").waitFor();
    await undo();
    await edit("Merge with another");
    await page.getByRole("dialog").getByLabel("With").waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await edit("Leave out");
    await page.getByText("“Old soldiers” left out").waitFor();
    await expect.poll(() => page.getByRole("treeitem", { name: /^Old soldiers/ }).count()).toBe(0);
    await undo();
    await page.keyboard.press("Control+z");
    await page.getByRole("heading", { name: "Veterans and pensions" }).waitFor();
  });
});

test("an undo gives up what was still being asked about the topic that it takes away", async () => {
  await withPage(place(explored), async (page) => {
    await reachFinest(page);
    await markTwo(page);
    await page.keyboard.press("m");
    const undo = page.getByRole("button", { name: /^Undo the merge/ });
    await undo.waitFor();
    await page.waitForURL(/[?&]topic=\d/);
    const undone = Promise.withResolvers<void>();
    await page.route(/\/insight\?/, async (route) => {
      await undone.promise;
      await route.continue().catch(() => undefined);
    });
    const asking = page.waitForRequest(/\/insight\?/);
    await page.reload();
    const asked = await asking;
    await page.route(/\/undo$/, async (route) => {
      const response = await route.fetch();
      undone.resolve();
      await asked.response();
      await route.fulfill({ response });
    });
    await undo.click();
    expect(await asked.response()).toBeNull();
    await page.getByText("Taken back: the merge of 2 topics.").waitFor();
  });
});

test("what would ask about a topic while it is being taken away waits, and does not ask", async () => {
  await withPage(place(explored), async (page) => {
    await reachFinest(page);
    await markTwo(page);
    await page.keyboard.press("m");
    const undo = page.getByRole("button", { name: /^Undo the merge/ });
    await undo.waitFor();
    await page.waitForURL(/[?&]topic=\d/);
    const gone = new URL(page.url()).searchParams.get("topic");
    const undone = Promise.withResolvers<void>();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.route(/\/assets\/TopicInsight-/, async (route) => {
      await undone.promise;
      await route.continue();
    });
    await page.reload();
    await undo.waitFor();
    await page.route(/\/undo$/, async (route) => {
      const response = await route.fetch();
      const loaded = page.waitForResponse(/\/assets\/TopicInsight-/);
      undone.resolve();
      await (await loaded).finished();
      await page.waitForTimeout(300);
      await route.fulfill({ response });
    });
    await undo.click();
    await page.getByText("Taken back: the merge of 2 topics.").waitFor();
    expect(asked.filter((url) => url.includes(`/topics/${gone}/insight`))).toEqual([]);
  });
});
