import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import {
  expectAccessible,
  expectAccessibleLightAndDark,
  narrow,
  place,
  tabTo,
} from "../../workbench/test/e2e/page-under-test.ts";
import { countIn, openedPage } from "./opened-page.ts";

const { withPage } = openedPage({ documents: 120, stageMs: 160 });

const explored = "State of the Union";

const screens: Readonly<Record<string, readonly [path: string, arrive: (page: Page) => Promise<unknown>]>> = {
  "the projects": ["/", (page) => page.getByRole("link", { name: explored }).waitFor()],
  "a new project's dialog": ["/", (page) => page.getByRole("button", { name: "New project" }).click()],
  "the map with a topic": [
    place(explored, { topic: "3" }),
    (page) => page.getByRole("heading", { name: "Keywords" }).waitFor(),
  ],
  "a search": [
    place(explored, { query: "gold" }),
    (page) => page.getByRole("list", { name: "Passages found" }).waitFor(),
  ],
  "the reader": [place(explored, { document: "6" }), (page) => page.getByRole("article").waitFor()],
  "the graph": [place(explored, { tab: "graph" }), (page) => page.getByRole("slider").waitFor()],
  "topics over time": [
    place(explored, { tab: "trends" }),
    (page) => page.getByRole("list", { name: "Topics of the chart" }).waitFor(),
  ],
  "topics over time as a table": [
    place(explored, { tab: "trends", chart: "table", layer: "1" }),
    (page) => page.getByRole("table").waitFor(),
  ],
  "topics by class": [
    place(explored, { tab: "trends", over: "class", shares: "true" }),
    (page) => page.getByRole("table").waitFor(),
  ],
  "the documents": [place(explored, { tab: "documents" }), (page) => page.getByRole("table").waitFor()],
  "questions to begin with": [
    place(explored, { tab: "ask" }),
    (page) => page.getByRole("heading", { name: "For example" }).waitFor(),
  ],
  "an answer": [
    place(explored, { tab: "ask" }),
    async (page) => {
      await page.getByRole("textbox", { name: "Question" }).fill("Who said this?");
      await page.getByRole("button", { name: "Ask", exact: true }).click();
      await page.getByText("Written by").waitFor();
    },
  ],
  "the sources": [place(explored, { tab: "sources" }), (page) => page.getByText("No text in it").waitFor()],
  "the runs": [place(explored, { tab: "runs" }), (page) => page.locator("summary").first().click()],
  "the language models": [
    place(explored, { tab: "runs" }),
    async (page) => {
      await page.getByRole("button", { name: "Settings" }).click();
      await page.getByRole("tab", { name: "Language models" }).click();
      await page.getByRole("region", { name: "Costs by purpose" }).waitFor();
    },
  ],
  "a provider that is added": [
    place(explored, { tab: "runs" }),
    async (page) => {
      await page.getByRole("button", { name: "Settings" }).click();
      await page.getByRole("tab", { name: "Language models" }).click();
      await page.getByRole("button", { name: "Add a provider" }).click();
    },
  ],
  "the settings": [
    place(explored, { tab: "runs" }),
    (page) => page.getByRole("button", { name: "Settings" }).click(),
  ],
  "the keys": [
    place(explored, { tab: "runs" }),
    (page) => page.getByRole("button", { name: "Keys" }).click(),
  ],
  "the import": [
    place(explored, { tab: "runs" }),
    (page) => page.getByRole("button", { name: "Import" }).click(),
  ],
  "the exports": [
    place(explored, { tab: "runs" }),
    (page) => page.getByRole("button", { name: "Export" }).click(),
  ],
  "an unknown project": ["/?project=nowhere", (page) => page.getByRole("alert").waitFor()],
};

test.each(Object.entries(screens))("axe finds nothing on %s, light or dark", async (_, [path, arrive]) => {
  await withPage(
    path,
    async (page) => {
      await arrive(page);
      await expectAccessibleLightAndDark(page);
    },
    { refusals: path.includes("nowhere") ? [404] : [] },
  );
});

test("axe finds nothing on a narrow screen with its drawers open", async () => {
  await withPage(
    place(explored),
    async (page) => {
      await expectAccessible(page);
      await page.getByRole("button", { name: "Topics" }).click();
      await page.getByRole("treeitem").first().waitFor();
      await expectAccessible(page);
      await page.getByRole("treeitem").first().click();
      await page.getByRole("heading", { name: "Keywords" }).waitFor();
      await expectAccessible(page);
    },
    { viewport: narrow },
  );
});

test("from nothing to a passage by keyboard alone", async () => {
  await withPage("/", async (page) => {
    const chosen = page.waitForEvent("filechooser", { timeout: 60_000 });
    await page.getByRole("heading", { name: "Projects" }).waitFor();
    await tabTo(page, "New project");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("By keyboard");
    await page.keyboard.press("Enter");
    await page.getByText("Drop files or folders here").waitFor();

    await page.keyboard.press("i");
    await page.getByRole("button", { name: "Choose files" }).waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent === "Choose files");
    await page.keyboard.press("Enter");
    await (await chosen).setFiles([
      { name: "speech.txt", mimeType: "text/plain", buffer: Buffer.from("My fellow citizens") },
      { name: "scan.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7") },
    ]);
    await page.getByText("speech.txt").waitFor();
    await tabTo(page, "Import and find topics");
    await page.keyboard.press("Enter");
    await page.getByText("a scan needs OCR first").waitFor();
    await page.getByText("The topics are on the map").waitFor();
    await tabTo(page, "Show the map");
    await page.keyboard.press("Enter");

    await page.getByRole("treeitem").first().waitFor();
    await page.keyboard.press("t");
    await page.locator("[role=treeitem]:focus").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Keywords" }).waitFor();
    await page.waitForFunction(() => document.activeElement?.id === "panel-title");
    await tabTo(page, "recommend");
    await page.keyboard.press("Enter");
    await page.locator("article mark").first().waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get("chunk")).toMatch(/^\d+$/);
    await page.keyboard.press("]");
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { name: "Keywords" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { name: "At a glance" }).waitFor();
  });
});

test("the columns of a chosen table are offered, with the guess and what stands in them", async () => {
  await withPage(place(explored, { tab: "runs" }), async (page) => {
    await page.getByRole("button", { name: "Import" }).click();
    const described: string[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/api/tables")) described.push(request.method());
    });
    await page.getByLabel("Files to import").setInputFiles({
      name: "complaints.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(
        "product,narrative\nMortgage,The fee was never explained to me\nLoan,Nobody called\n",
      ),
    });
    await page.getByText("complaints.csv").waitFor();
    expect(described).toEqual([]);
    await page.getByText("Columns of tables").click();
    const label = page.getByRole("combobox", { name: "Label" });
    await label.waitFor();
    expect(described).toEqual(["POST"]);
    await expectAccessible(page);
    expect(await page.getByRole("combobox", { name: "Text" }).locator("option").allTextContents()).toEqual([
      "Guess: narrative",
      "product (Mortgage, Loan)",
      "narrative (The fee was never expla…, Nobody called)",
    ]);
    await label.selectOption("product (Mortgage, Loan)");
    await page.getByRole("combobox", { name: "Title" }).selectOption("None");
    const sent = page.waitForRequest(/\/sources\?/);
    await page.getByRole("button", { name: "Import and find topics" }).click();
    const { searchParams } = new URL((await sent).url());
    expect([searchParams.get("label"), searchParams.get("title"), searchParams.get("date")]).toEqual([
      "product",
      "",
      null,
    ]);
    await page.getByText("The topics are on the map").waitFor();
  });
});

test("names of columns are typed where nothing says what a table holds", async () => {
  await withPage(
    place(explored, { tab: "runs" }),
    async (page) => {
      await page.route("**/api/tables", (route) => route.fulfill({ status: 422, json: { code: "X" } }));
      await page.getByRole("button", { name: "Import" }).click();
      await page.getByLabel("Files to import").setInputFiles({
        name: "complaints.csv",
        mimeType: "text/csv",
        buffer: Buffer.from("broken"),
      });
      await page.getByText("Columns of tables").click();
      await page.getByRole("textbox", { name: "Text" }).fill("narrative");
    },
    { refusals: [422] },
  );
});

test("a link opens the passage that it names, marked, and Back leads to where one was", async () => {
  await withPage(place(explored, { topic: "4" }), async (page) => {
    await page
      .getByRole("region", { name: "Passages that speak for it" })
      .getByRole("button")
      .first()
      .click();
    const mark = page.locator("article mark").first();
    await mark.waitFor();
    const [text, link] = [await page.locator("article mark").allTextContents(), page.url()];
    await page.goBack();
    await page.getByRole("heading", { name: "Keywords" }).waitFor();
    await page.goto(link);
    await mark.waitFor();
    expect(await page.locator("article mark").allTextContents()).toEqual(text);
    expect(
      await mark.evaluate((element) => {
        const { top } = element.getBoundingClientRect();
        return top > 0 && top < window.innerHeight;
      }),
    ).toBe(true);
  });
});

test("on a narrow screen too a link opens the document that it names", async () => {
  await withPage(
    place(explored, { document: "6" }),
    (page) => page.getByRole("dialog", { name: "Details" }).getByRole("article").waitFor(),
    { viewport: narrow },
  );
});

test("on a narrow screen what was closed stays at the foot, and opens again", async () => {
  await withPage(
    place(explored, { topic: "3" }),
    async (page) => {
      const details = page.getByRole("dialog", { name: "Details" });
      await details.getByRole("heading", { name: "Keywords" }).waitFor();
      const name = await details.getByRole("heading").first().textContent();
      await page.mouse.click(5, 400);
      await details.waitFor({ state: "hidden" });
      await expectAccessible(page);
      await page.getByRole("button", { name: name!, exact: true }).click();
      await details.getByRole("button", { name: "Close topic" }).click();
      await details.waitFor({ state: "hidden" });
      await expect.poll(() => page.getByRole("button", { name: name!, exact: true }).count()).toBe(0);
    },
    { viewport: narrow },
  );
});

test("a search lights its passages on the map, and Enter goes through them", async () => {
  await withPage(place(explored), async (page) => {
    await page.getByRole("treeitem").first().waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("tariff");
    await page.getByText(/passages lit/).waitFor();
    const about = page.getByRole("region", { name: "Topics about it" }).getByRole("button").first();
    expect(await about.textContent()).toContain("Tariffs and customs");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("ol [aria-current]").count()).toBe(1);
    await about.click();
    await page.getByRole("heading", { name: "Tariffs and customs" }).waitFor();
    await page.getByText("In other words (2)").click();
    await page.getByText("Unlike each other").waitFor();
    await page.goBack();
    await page.getByRole("list", { name: "Passages found" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { name: "At a glance" }).waitFor();
  });
});

test("a lasso counts its passages by topic and saves them", async () => {
  await withPage(place(explored), async (page) => {
    await page.getByRole("button", { name: /Lasso/ }).click();
    const area = (await page.locator("#map-area").boundingBox())!;
    const at = (x: number, y: number) => [area.x + area.width * x, area.y + area.height * y] as const;
    await page.mouse.move(...at(0.2, 0.15));
    await page.mouse.down();
    for (const corner of [at(0.8, 0.15), at(0.8, 0.85), at(0.2, 0.85), at(0.2, 0.16)])
      await page.mouse.move(...corner, { steps: 8 });
    await page.mouse.up();
    await page.getByRole("heading", { name: /passages? selected/ }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save as CSV" }).click(),
    ]);
    const lines = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
    const heading = await page.getByRole("heading", { name: /passages? selected/ }).textContent();
    expect(lines.length - 1).toBe(Number(heading?.replace(/\D/g, "")));
    await expectAccessible(page);
  });
});

test("the slider of outliers takes weak members from topics and map, and the link keeps it", async () => {
  await withPage(place(explored), async (page) => {
    await page.getByRole("treeitem").first().waitFor();
    const all = await countIn(page, /^Gold/);
    await page.locator("#map-area").waitFor();
    await page.keyboard.press("o");
    const slider = page.getByRole("slider", { name: /Members from strength/ });
    await slider.focus();
    await page.keyboard.press("End");
    for (let step = 0; step < 15; step++) await page.keyboard.press("ArrowLeft");
    await page.waitForURL(/firm=\d+/);
    await page.getByRole("treeitem", { name: /^Gold.* of / }).waitFor();
    const [, firm, of] = (await page.getByRole("treeitem", { name: /^Gold/ }).textContent())!.match(
      /(\d+) of (\d+) passages/,
    )!;
    expect([Number(firm) < all, Number(of)]).toEqual([true, all]);
    await expectAccessible(page);
    await page.reload();
    await page.getByRole("treeitem", { name: new RegExp(`^Gold.*${firm} of ${of}`) }).waitFor();
    await page.getByRole("button", { name: "Close outliers" }).click();
    await expect.poll(() => new URL(page.url()).searchParams.has("firm")).toBe(false);
    await page.getByRole("treeitem", { name: new RegExp(`^Gold.*${all} passages`) }).waitFor();
  });
});

test("topics over time are a chart and a table of the same counts, with the topics that are marked", async () => {
  await withPage(place(explored, { tab: "trends", layer: "1" }), async (page) => {
    const legend = page.getByRole("list", { name: "Topics of the chart" }).getByRole("button");
    await legend.first().waitFor();
    await expect.poll(() => legend.count()).toBe(6);
    await expect.poll(() => page.locator("figure path").count()).toBe(6);
    const told = (await legend.first().textContent())!;
    await page.getByText("Table", { exact: true }).click();
    await page.waitForURL(/chart=table/);
    const row = page.getByRole("row").filter({ hasText: told.replace(/[\d,]+ documents?$/, "") });
    const counts = (await row.getByRole("cell").allTextContents()).map(Number);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(Number(/([\d,]+) documents?$/.exec(told)![1]));
    await page.getByRole("treeitem", { name: /^Money and trade/ }).click({ modifiers: ["Control"] });
    await expect.poll(() => page.getByRole("row").count()).toBe(2);
    await page.getByText("By class", { exact: true }).click();
    await page.getByRole("combobox", { name: "Column of classes" }).selectOption("president");
    await page.getByRole("columnheader", { name: "Lincoln" }).waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get("column")).toBe("president");
    await page.getByRole("row").last().getByRole("button").click();
    await page.getByRole("heading", { name: "Money and trade" }).waitFor();
  });
});

test("demand 24: a coarse topic lights its parts, and a finer layer stays on the map", async () => {
  await withPage(place(explored), async (page) => {
    await page.getByLabel("Filter topics").fill("abroad");
    await page.getByRole("treeitem", { name: /^Abroad/ }).click();
    await page.getByLabel("Filter topics").fill("");
    await page.getByRole("heading", { name: "Finer topics in it" }).waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get("layer")).toBe("0");
    const middle = page.getByRole("radio", { name: /^Middle/ });
    await middle
      .locator("..")
      .getByText(/^Middle/)
      .click();
    await page.waitForURL(/layer=1/);
    await expect.poll(() => page.getByRole("treeitem", { name: /^Gold/ }).count()).toBe(0);
    await page.getByRole("treeitem", { name: /^Money and trade/ }).focus();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("treeitem", { name: /^Gold/ }).waitFor();
  });
});

test("a server that asks for a token gets it with every request", async () => {
  await withPage(
    "/",
    async (page) => {
      const refusal = { code: "UNAUTHORIZED", status: 401, detail: "no token", hint: "send the token" };
      await page.route("**/api/**", (route) =>
        route.request().headers().authorization === "Bearer the right token"
          ? route.continue()
          : route.fulfill({ status: 401, json: refusal }),
      );
      await page.reload();
      await page.getByLabel("Token", { exact: true }).fill("a wrong token");
      await page.keyboard.press("Enter");
      await page.getByText("The server refused this token").waitFor();
      await expectAccessible(page);
      await page.getByLabel("Token", { exact: true }).fill("the right token");
      await page.keyboard.press("Enter");
      await page.getByRole("link", { name: explored }).waitFor();
    },
    { refusals: [401] },
  );
});

test("a map that cannot be fetched says so, and comes when asked again", async () => {
  await withPage(
    place(explored, { tab: "runs" }),
    async (page) => {
      const refusal = { code: "DATABASE_TIMEOUT", status: 500, detail: "too slow", hint: "try again" };
      await page.route("**/map?*", (route) => route.fulfill({ status: 500, json: refusal }), { times: 1 });
      await page.getByRole("tab", { name: "Map" }).click();
      await page.getByRole("alert").getByText("Too slow.").waitFor();
      await page.getByRole("button", { name: "Try again" }).click();
      await page.locator("#map-area").waitFor();
    },
    { refusals: [500] },
  );
});

test("a setting that is saved shows at once", async () => {
  await withPage(place(explored, { tab: "runs" }), async (page) => {
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("combobox", { name: "Theme" }).selectOption("dark");
    await page.getByRole("button", { name: "Save" }).click();
    await page.waitForFunction(() => document.documentElement.dataset.mantineColorScheme === "dark");
    await page.getByRole("button", { name: "Back to default for Theme" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.waitForFunction(() => document.documentElement.dataset.mantineColorScheme === "light");
  });
});

test("a provider is added with a key that is only written, tested, and taken out", () =>
  withPage(
    place(explored, { tab: "runs" }),
    async (page) => {
      await page.getByRole("button", { name: "Settings" }).click();
      await page.getByRole("tab", { name: "Language models" }).click();
      await page.getByRole("button", { name: "Add a provider" }).click();
      await page.getByRole("textbox", { name: "Name" }).fill("work");
      await page.getByRole("button", { name: "Add", exact: true }).click();
      await page.getByRole("alert").getByText("work has no key").waitFor();
      await page.getByLabel("Key", { exact: true }).fill("sk-canary-from-the-page-9876");
      await page.getByRole("combobox", { name: "Model for naming" }).fill("gpt-5-mini");
      await page.getByRole("button", { name: "Add", exact: true }).click();
      await page.getByText("stored key …9876").waitFor();
      expect(await page.content()).not.toContain("canary");
      expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))).not.toContain(
        "canary",
      );
      await page.getByRole("button", { name: "Test work" }).click();
      await page.getByText("gpt-5-mini answered in 640 ms").waitFor();
      await page.getByLabel("A day may cost").fill("5");
      await page.getByRole("button", { name: "Save rules" }).click();
      await page.getByText("Rules saved.").waitFor();
      await page.getByRole("button", { name: "Remove work" }).click();
      await page.getByRole("button", { name: "Remove it, with its key work" }).click();
      await page.getByText("stored key …9876").waitFor({ state: "detached" });
    },
    { refusals: [409] },
  ));
