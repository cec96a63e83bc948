import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { place } from "../../workbench/test/e2e/page-under-test.ts";
import { openedPage } from "./opened-page.ts";

const opened = openedPage({ documents: 60, projects: ["Kept", "Other"] });
const { withPage } = opened;

const keptText = (page: Page) =>
  page.evaluate("localStorage.getItem('toposcope.page') ?? ''") as Promise<string>;

/** Loads the page anew once it saved this by itself: what it does when it is left nobody hears. */
async function crash(page: Page, saved: string): Promise<void> {
  await expect.poll(() => keptText(page)).toContain(saved);
  await page.evaluate("Storage.prototype.setItem = () => undefined");
  await page.reload();
}

test("filters, what is marked and a half-typed name are there again after a crash", async () => {
  await withPage(place("Kept", { tab: "documents" }), async (page) => {
    await page.getByRole("textbox", { name: "Words in title or text" }).fill("gold");
    await page.getByRole("textbox", { name: "Filter topics" }).fill("currency");
    const topic = page.getByRole("treeitem", { name: /Gold, silver/ });
    await topic.focus();
    await page.keyboard.press("Space");
    await page.getByText("1 topic marked").waitFor();
    await page.keyboard.press("F2");
    await page.getByRole("textbox", { name: "Name" }).fill("Money of met");
    await crash(page, "Money of met");

    expect(await page.getByRole("textbox", { name: "Name" }).inputValue()).toBe("Money of met");
    await page.getByRole("button", { name: "Cancel" }).click();
    expect(await page.getByRole("textbox", { name: "Words in title or text" }).inputValue()).toBe("gold");
    expect(await page.getByRole("textbox", { name: "Filter topics" }).inputValue()).toBe("currency");
    await page.getByText("1 topic marked").waitFor();
    await page.reload();
    await page.getByText("1 topic marked").waitFor();
    expect(await page.getByRole("dialog").count(), "what was closed stays closed").toBe(0);

    await page.goto(opened.site.address + place("Other", { tab: "documents" }));
    expect(await page.getByRole("textbox", { name: "Words in title or text" }).inputValue()).toBe("");
  });
});

test("settings that are not saved yet are there again", async () => {
  await withPage(place("Kept", { tab: "runs" }), async (page) => {
    await page.getByRole("button", { name: "Settings" }).click();
    const form = page.getByRole("dialog");
    await form.getByRole("combobox", { name: "Theme" }).selectOption("dark");
    await crash(page, '"theme":"dark"');
    expect(await form.getByRole("combobox", { name: "Theme" }).inputValue()).toBe("dark");
    await form.getByRole("button", { name: "Discard" }).click();
    await expect.poll(() => keptText(page)).not.toContain('"theme":"dark"');
  });
});

test("columns named for an import are there again when its files are", async () => {
  await withPage(
    place("Kept", { tab: "runs" }),
    async (page) => {
      await page.route("**/api/tables", (route) => route.fulfill({ status: 422, json: { code: "X" } }));
      const choose = async () => {
        await page.getByLabel("Files to import").setInputFiles({
          name: "complaints.csv",
          mimeType: "text/csv",
          buffer: Buffer.from("broken"),
        });
        await page.getByText("Columns of tables").click();
      };
      await page.getByRole("button", { name: "Import" }).click();
      await choose();
      await page.getByRole("textbox", { name: "Text" }).fill("narrative");
      await crash(page, "narrative");
      await page.getByText("Drop files or folders here").waitFor();
      await choose();
      expect(await page.getByRole("textbox", { name: "Text" }).inputValue()).toBe("narrative");
    },
    { refusals: [422] },
  );
});

test("a bare address opens the project that was open, and the list after the list was", async () => {
  await withPage(place("Kept", { tab: "sources" }), async (page) => {
    await page.getByText("No text in it").waitFor();
    await page.goto("about:blank");
    await page.goto(opened.site.address);
    await page.getByText("No text in it").waitFor();
    expect(new URL(page.url()).searchParams.get("tab")).toBe("sources");
    await page.getByRole("link", { name: "Toposcope, all projects" }).click();
    await page.getByRole("heading", { name: "Projects" }).waitFor();
    await page.goto("about:blank");
    await page.goto(opened.site.address);
    await page.getByRole("heading", { name: "Projects" }).waitFor();
  });
});

test("the token is never among what is kept", async () => {
  await withPage(place("Kept"), async (page) => {
    await page.evaluate("sessionStorage.setItem('toposcope-token', 'very-secret')");
    await page.getByRole("treeitem").first().click();
    await expect.poll(() => keptText(page)).toContain("topic=");
    expect(await keptText(page)).not.toContain("very-secret");
  });
});
