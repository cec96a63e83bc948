import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { imported } from "../app.ts";
import { hasShared, sharedFolder } from "../shared.ts";
import { opened } from "./opened.ts";
import { expectAccessibleLightAndDark, narrow, place, shoot, wide } from "./page-under-test.ts";
import { startProduct } from "./product.ts";

const project = "Papers";
/** It stands on page 10 of 14, in the left one of two columns. */
const sentence =
  "All experiments were performed on a MacBook Pro with 2.2 GHz Core 2 processor and 2 GB RAM running MacOS 10.5.";
const pageOfSentence = 10;

const reader = (page: Page) => page.getByRole("article", { name: "Text" });
const spaced = (text: string | null) => (text ?? "").replace(/\s+/g, " ").trim();

/** What is marked in the text, and the number of the page on which the mark begins. */
async function marked(page: Page): Promise<{ text: string; page: number }> {
  await reader(page).locator("mark").first().waitFor();
  const found = (await page.evaluate(`(() => {
    const article = document.querySelector('article[aria-label="Text"]');
    const marks = [...article.querySelectorAll("mark")];
    const before = [...article.querySelectorAll("div")].filter((page) =>
      /^Page \\d+$/.test(page.textContent.trim()) &&
      page.compareDocumentPosition(marks[0]) & Node.DOCUMENT_POSITION_FOLLOWING);
    return { text: marks.map((mark) => mark.textContent).join(" "), page: before.at(-1)?.textContent ?? "" };
  })()`)) as { text: string; page: string };
  return { text: spaced(found.text), page: Number(/\d+/.exec(found.page)?.[0]) };
}

async function expectInView(page: Page, element: Locator): Promise<void> {
  await expect
    .poll(async () => {
      const box = await element.boundingBox();
      return box !== null && box.y >= 0 && box.y < page.viewportSize()!.height;
    })
    .toBe(true);
}

describe.runIf(hasShared)("a citation into a PDF", () => {
  const product = opened(() => startProduct({ model: "static" }));
  const { withPage } = product;

  beforeAll(async () => {
    const names = ["tracemonkey.pdf", "pdflatex-outline.pdf", "multicolumn.pdf"];
    const paths = names.map((name) => join(sharedFolder, "data/files/pdf", name));
    await imported(product.site.app, { project, paths });
  });

  test.each([
    ["wide", wide],
    ["narrow", narrow],
  ])("an answer's citation opens the page with the very words marked (%s)", async (size, viewport) => {
    await withPage(
      place(project, { tab: "ask" }),
      async (page) => {
        await page
          .getByRole("textbox", { name: "Question" })
          .fill("On which MacBook Pro were all experiments performed?");
        await page.getByRole("button", { name: "Ask", exact: true }).click();
        const answer = page.getByRole("region", { name: "Answer" });
        const source = answer.getByRole("button", { name: /^Source D\d+-C\d+: .*p(age|\.) ?\d+/i }).first();
        await source.waitFor();
        expect(spaced(await answer.textContent())).toContain(sentence);
        await source.click();
        expect(await marked(page)).toEqual({ text: sentence, page: pageOfSentence });
        await expectInView(page, reader(page).locator("mark").first());
        await shoot(page, `cited-pdf-${size}`);
        if (size === "wide") await answer.getByText("Taken from the documents").waitFor();
        await expectAccessibleLightAndDark(page, `cited PDF ${size}`);
      },
      { viewport },
    );
  });

  test("a passage that was searched for opens on its page, marked", async () => {
    await withPage(place(project, { query: "experiments MacBook Pro processor RAM" }), async (page) => {
      const details = page.getByRole("complementary", { name: "Details" });
      const hit = details.getByRole("button").filter({ hasText: "MacBook Pro" }).first();
      await hit.waitFor();
      expect(await hit.textContent()).toMatch(/p(age|ages|\.) ?(9|10)/i);
      await hit.click();
      const { text, page: number } = await marked(page);
      expect(text).toContain(sentence);
      expect(Math.abs(number - pageOfSentence)).toBeLessThanOrEqual(1);
      await expectInView(page, reader(page).locator("mark").first());
    });
  });
});
