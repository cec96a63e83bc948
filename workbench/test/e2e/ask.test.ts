import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addProvider } from "../../src/providers/provider.actions.ts";
import { imported, writeFiles } from "../app.ts";
import { type ProviderServer, startProviderServer } from "../providers/provider-server.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { opened } from "./opened.ts";
import { expectAccessible, narrow, place } from "./page-under-test.ts";
import { startProduct } from "./product.ts";

const project = "Island";
const sentence = "The harbour of Lorne was built in 1887 by the engineer Ada Whitcombe.";
const padding = (about: string) =>
  Array.from(
    { length: 12 },
    (_, i) => `Chapter ${i + 1} of the log tells of ${about} and of its weather.`,
  ).join("\n\n");
const files = {
  "harbour.txt": `${padding("boats")}\n\n${sentence} Its breakwater is 640 metres long.\n\n${padding("anchors")}`,
  "lighthouse.txt": `${padding("lamps")}\n\nThe lighthouse on Gannet Rock burned whale oil until 1911.`,
  "bakery.txt": `${padding("ovens")}\n\nThe seaweed bread of the bakery is baked with barley flour.`,
};

const product = opened(() => startProduct({ model: "static" }));
const { withPage } = product;
let provider: ProviderServer;

beforeAll(async () => {
  provider = await startProviderServer();
  await imported(product.site.app, { project, paths: [writeFiles(temporaryFolder(), files)] });
});

afterAll(async () => {
  await provider?.close();
});

async function ask(page: Page, question: string): Promise<void> {
  await page.getByRole("textbox", { name: "Question" }).fill(question);
  await page.getByRole("button", { name: "Ask", exact: true }).click();
}

/** Keeps each text that the answer on the page has in the course of time as `seen`. */
const recordAnswer = `
  window.seen = [];
  new MutationObserver(() => {
    const text = document.querySelector('section[aria-label="Answer"]')?.textContent ?? "";
    if (text !== window.seen.at(-1)) window.seen.push(text);
  }).observe(document.body, { subtree: true, childList: true, characterData: true });`;

const answerOn = (page: Page) => page.getByRole("region", { name: "Answer" });
const source = (page: Page) => answerOn(page).getByRole("button", { name: /^Source D\d+-C\d+: / });

test("ask, and land on the very words that answer it", async () => {
  await withPage(place(project, { tab: "ask" }), async (page) => {
    await ask(page, "Who built the harbour of Lorne?");
    await answerOn(page).getByText("Taken from the documents").waitFor();
    expect(await answerOn(page).textContent()).toContain(sentence);
    await source(page).first().click();
    const mark = page.getByRole("article", { name: "Text" }).locator("mark");
    await mark.waitFor();
    expect(await mark.textContent()).toBe(sentence);
    const box = await mark.boundingBox();
    expect(box?.y).toBeLessThan(page.viewportSize()!.height);
    await expectAccessible(page);
    await page.reload();
    await answerOn(page).getByText(sentence).waitFor();
    expect(await mark.textContent()).toBe(sentence);
  });
});

test("a question that the documents do not answer is refused, and stays in the list", async () => {
  await withPage(
    place(project, { tab: "ask" }),
    async (page) => {
      const question = "Which composer wrote the opera about a barber in Seville?";
      await ask(page, question);
      await answerOn(page).getByText("do not seem to say anything").waitFor();
      expect(await source(page).count()).toBe(0);
      await page.getByRole("button", { name: "New thread" }).click();
      await page.getByRole("button", { name: `${question} no answer` }).click();
      await answerOn(page).getByText("Closest passages").waitFor();
      await expectAccessible(page);
    },
    { viewport: narrow, colorScheme: "dark" },
  );
});

test("a provider that is killed in mid-answer is followed by the next, and the page says so", async () => {
  const { context } = product.site.app;
  const dying = await startProviderServer();
  for (const [name, { base: baseUrl }, priority] of [
    ["first", dying, 0],
    ["second", provider, 1],
  ] as const)
    await addProvider(context, { name, kind: "compatible", baseUrl, models: { answers: name }, priority });
  dying.fault = () => "drip";
  dying.say = provider.say = async ({ text }) => {
    const id = text
      .split("<passage ")
      .find((block) => block.includes("barley"))
      ?.match(/^id="([^"]+)"/)?.[1];
    return `The bread is baked with barley flour [${id}]. ${"It keeps for days and it is eaten with butter. ".repeat(60)}`;
  };
  await withPage(place(project, { tab: "ask" }), async (page) => {
    await page.evaluate(recordAnswer);
    await ask(page, "Which flour is the seaweed bread of the bakery baked with?");
    await answerOn(page).getByText("The bread is baked").waitFor();
    await dying.close();
    await answerOn(page).getByText("Written by second/second").waitFor();
    const seen = (await page.evaluate("window.seen")) as string[];
    const restarted = seen.findIndex((text) => text.includes("Begun again"));
    expect(restarted).toBeGreaterThan(0);
    expect(seen.slice(0, restarted).some((text) => text.includes("The bread"))).toBe(true);
    await source(page).first().waitFor();
    const borneOut = answerOn(page).locator("[data-support=full], [data-support=partial]");
    expect(await borneOut.allTextContents()).toEqual([
      expect.stringMatching(/^The bread is baked with barley flour/),
    ]);
    expect((await answerOn(page).textContent())?.match(/The bread is baked/g)).toHaveLength(1);
    expect(await answerOn(page).locator("[data-support=none]").count()).toBeGreaterThan(0);
  });
});

test("links and pictures in an answer are its letters: nothing is fetched, nothing can be followed", async () => {
  const { context } = product.site.app;
  await addProvider(context, {
    name: "third",
    kind: "compatible",
    baseUrl: provider.base,
    models: { answers: "third" },
    priority: -1,
  });
  const markup =
    '![pixel](https://pictures.invalid/pixel.png) <img src="https://pictures.invalid/a.png"> [more](https://links.invalid/?q=secret)';
  provider.say = async ({ text }) => {
    const id = text
      .split("<passage ")
      .find((block) => block.includes("barley"))
      ?.match(/^id="([^"]+)"/)?.[1];
    return `The bread is baked with barley flour [${id}]. ${markup}`;
  };
  await withPage(place(project, { tab: "ask" }), async (page) => {
    await ask(page, "Which flour goes into the seaweed bread of the bakery?");
    await answerOn(page).getByText("Written by third/third").waitFor();
    const shown = await answerOn(page).textContent();
    for (const part of [
      "](https://pictures.invalid/pixel.png)",
      '<img src="https://pictures.invalid/a.png">',
      "[more](",
    ])
      expect(shown).toContain(part);
    expect(await answerOn(page).locator("img, a, iframe, script").count()).toBe(0);
  });
});
