import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../../workbench/test/e2e/browser.ts";
import { FixtureApi } from "../dev/fixture-api.ts";
import { type BuiltPage, buildPage } from "./built-page.ts";
import { type PageServer, servePage } from "./page-server.ts";
import { visit } from "./visit.ts";

let built: BuiltPage;
let server: PageServer;
let browser: Browser;

beforeAll(async () => {
  built = await buildPage();
  server = await servePage(built.folder, new FixtureApi({ documents: 60, projects: ["Kept", "Other"] }));
  browser = await launchBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await built?.remove();
}, 60_000);

const withPage = (path: string, work: (page: Page) => Promise<void>) =>
  visit({ browser, server }, path, work);

const place = (parameters: Record<string, string>) => `/?${new URLSearchParams(parameters)}`;

const keptText = (page: Page) =>
  page.evaluate("localStorage.getItem('toposcope.page') ?? ''") as Promise<string>;

/** Loads the page anew once it saved this by itself: what it does when it is left nobody hears. */
async function crash(page: Page, saved: string): Promise<void> {
  await expect.poll(() => keptText(page)).toContain(saved);
  await page.evaluate("Storage.prototype.setItem = () => undefined");
  await page.reload();
}

test("filters, what is marked and a half-typed name are there again after a crash", {
  timeout: 90_000,
}, async () => {
  await withPage(place({ project: "Kept", tab: "documents" }), async (page) => {
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

    await page.goto(server.address + place({ project: "Other", tab: "documents" }));
    expect(await page.getByRole("textbox", { name: "Words in title or text" }).inputValue()).toBe("");
  });
});

test("settings that are not saved yet are there again", { timeout: 60_000 }, async () => {
  await withPage(place({ project: "Kept", tab: "runs" }), async (page) => {
    await page.getByRole("button", { name: "Settings" }).click();
    const form = page.getByRole("dialog");
    await form.getByRole("combobox", { name: "Theme" }).selectOption("dark");
    await crash(page, '"theme":"dark"');
    expect(await form.getByRole("combobox", { name: "Theme" }).inputValue()).toBe("dark");
    await form.getByRole("button", { name: "Discard" }).click();
    await expect.poll(() => keptText(page)).not.toContain('"theme":"dark"');
  });
});

test("columns named for an import are there again when its files are", { timeout: 60_000 }, async () => {
  await withPage(place({ project: "Kept", tab: "runs" }), async (page) => {
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
  });
});

test("a bare address opens the project that was open, and the list after the list was", {
  timeout: 60_000,
}, async () => {
  await withPage(place({ project: "Kept", tab: "sources" }), async (page) => {
    await page.getByText("No text in it").waitFor();
    await page.goto("about:blank");
    await page.goto(server.address);
    await page.getByText("No text in it").waitFor();
    expect(new URL(page.url()).searchParams.get("tab")).toBe("sources");
    await page.getByRole("link", { name: "Toposcope, all projects" }).click();
    await page.getByRole("heading", { name: "Projects" }).waitFor();
    await page.goto("about:blank");
    await page.goto(server.address);
    await page.getByRole("heading", { name: "Projects" }).waitFor();
  });
});

test("the token is never among what is kept", { timeout: 60_000 }, async () => {
  await withPage(place({ project: "Kept" }), async (page) => {
    await page.evaluate("sessionStorage.setItem('toposcope-token', 'very-secret')");
    await page.getByRole("treeitem").first().click();
    await expect.poll(() => keptText(page)).toContain("topic=");
    expect(await keptText(page)).not.toContain("very-secret");
  });
});
