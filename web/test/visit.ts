import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import type { PageServer } from "./page-server.ts";

/** Opens the page, and fails the test when the page broke, broke its policy or asked another host. */
export async function visit(
  { browser, server }: { browser: Browser; server: PageServer },
  path: string,
  work: (page: Page) => Promise<void>,
  { viewport = { width: 1_440, height: 900 }, ...options }: BrowserContextOptions = {},
): Promise<void> {
  const context = await browser.newContext({ viewport, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/the server responded with a status of [45]/.test(message.text()))
      faults.push(message.text());
  });
  page.on("request", (request) => {
    if (!/^(blob:|data:)/.test(request.url()) && !request.url().startsWith(server.address))
      faults.push(request.url());
  });
  try {
    await page.goto(server.address + path);
    await work(page);
    expect(faults.join("\n")).toBe("");
  } finally {
    await context.close();
  }
}

const axeSource = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe holds against the page as it is now. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(await axeSource);
  const { violations } = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] })",
  )) as AxeResults;
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 160)}`),
  );
}

/** Lets what moves come to rest. */
export const settled = async (page: Page) => {
  await page.waitForTimeout(400);
};

/** Presses Tab until the wanted element has the focus. */
export async function tabTo(page: Page, wanted: string): Promise<void> {
  for (let step = 0; step < 80; step++) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => {
      const { activeElement: element } = document;
      return `${element?.getAttribute("aria-label") ?? ""} ${element?.textContent ?? ""}`;
    });
    if (name.includes(wanted)) return;
  }
  throw new Error(`Tab never came to ${wanted}`);
}
