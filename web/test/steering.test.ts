import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import {
  expectAccessibleLightAndDark,
  narrow,
  place,
  tabTo,
} from "../../workbench/test/e2e/page-under-test.ts";
import { openedPage } from "./opened-page.ts";

const projects = ["Paused", "By keys", "In line", "Replaced", "Refused import"];

const opened = openedPage({ documents: 60, projects });
const { withPage } = opened;

/** Slow enough to be steered on a machine that is busy, until there is nothing to steer any more. */
beforeEach(() => opened.site.api.setPace(3_000));
const finish = () => opened.site.api.setPace(200);

const runsOf = (project: string) => place(project, { tab: "runs" });

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const findAgain = (page: Page) => button(page, "Find topics again").click();

test("a run is paused, stays so over a reload, is offered on the start page and goes on from there", async () => {
  await withPage(runsOf("Paused"), async (page) => {
    await findAgain(page);
    await page.getByText(/of 120 passages/).waitFor();
    await button(page, "Pause analysis 2").click();
    await page.getByText("Paused. Resuming goes on where it stopped.").waitFor();
    const done = await page.getByText(/of 120 passages/).textContent();
    await expectAccessibleLightAndDark(page);
    await page.reload();
    await button(page, /^Analysis 2: Paused/).waitFor();
    expect(await page.getByText(/of 120 passages/).textContent()).toBe(done);

    await page.getByRole("link", { name: "Toposcope, all projects" }).click();
    const offer = page.getByRole("region", { name: "Analysis 2 of Paused" });
    await offer.waitFor();
    await expectAccessibleLightAndDark(page);
    await offer.getByRole("button", { name: "Resume" }).click();
    await offer.waitFor({ state: "detached" });
    finish();
    await page.getByRole("link", { name: "Paused", exact: true }).click();
    await page.getByText("Analysis 2 is done").waitFor();
  });
});

test("a run is steered from its pill by keys alone", async () => {
  await withPage(runsOf("By keys"), async (page) => {
    await button(page, "Find topics again").waitFor();
    await tabTo(page, "Find topics again");
    await page.keyboard.press("Enter");
    await button(page, /^Analysis 2: /).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Pause" }).press("Enter");
    await button(page, /^Analysis 2: Paused/).press("Enter");
    await page.getByRole("menuitem", { name: "Resume" }).waitFor();
    await expectAccessibleLightAndDark(page);
    await page.getByRole("menuitem", { name: "Cancel" }).press("Enter");
    await page.getByText("Cancelled. Resuming goes on where it stopped.").waitFor();
    await button(page, /^Analysis 2/).waitFor({ state: "detached" });
    await button(page, "Resume analysis 2").click();
    finish();
    await page.getByText("Analysis 2 is done").waitFor();
  });
});

test("what is refused since something runs stands in line when asked to", async () => {
  await withPage(
    runsOf("In line"),
    async (page) => {
      await findAgain(page);
      await button(page, "Pause analysis 2").waitFor();
      await findAgain(page);
      await page.getByText("Analysis 2 is under way. A project does one thing at a time").waitFor();
      await expectAccessibleLightAndDark(page);
      await button(page, "Stand in line").click();
      await page.getByText("In line: it begins when").waitFor();
      await expectAccessibleLightAndDark(page);
      await button(page, "Cancel analysis 2").click();
      await button(page, "Pause analysis 3").waitFor();
      finish();
      await page.getByText("Analysis 3 is done").waitFor();
    },
    { viewport: narrow, refusals: [409] },
  );
});

test("what is refused since something runs takes its place when asked to", async () => {
  await withPage(
    runsOf("Replaced"),
    async (page) => {
      await findAgain(page);
      await button(page, "Pause analysis 2").click();
      await findAgain(page);
      await button(page, "Cancel analysis 2, then begin").click();
      await button(page, "Resume analysis 2").waitFor();
      finish();
      await page.getByText("Analysis 3 is done").waitFor();
    },
    { refusals: [409] },
  );
});

test("an import that is refused asks before anything is sent, and keeps its files", async () => {
  await withPage(runsOf("Refused import"), async (page) => {
    await findAgain(page);
    await button(page, "Pause analysis 2").click();
    const sent: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes("/sources?"))
        sent.push(new URL(request.url()).searchParams.get("queue") ?? "");
    });
    await page.keyboard.press("i");
    const file = { name: "speech.txt", mimeType: "text/plain", buffer: Buffer.from("My fellow citizens") };
    await page.getByLabel("Files to import").setInputFiles(file);
    await button(page, "Import and find topics").click();
    await button(page, "Not now").click();
    expect(sent).toEqual([]);
    await page.keyboard.press("i");
    await page.getByText("speech.txt").waitFor();
    await button(page, "Import and find topics").click();
    await button(page, "Stand in line").click();
    await page.getByRole("dialog").getByText("In line: it begins when").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
    finish();
    await button(page, "Resume analysis 2").click();
    await page.getByText("Analysis 3 is done").waitFor();
    expect(sent).toEqual(["true"]);
  });
});
