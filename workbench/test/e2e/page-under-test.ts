import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";

const axeSource = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const wide = { width: 1_440, height: 900 };
export const narrow = { width: 390, height: 844 };

/** Long, since what is waited for may compete with every other test for two cores. */
export const patienceMs = 60_000;

export interface PageOptions extends BrowserContextOptions {
  /** Statuses of refusals that this test asks for; a browser reports each on its console. */
  readonly refusals?: readonly number[];
}

/**
 * Opens the page in a fresh browser profile, and fails when meanwhile it broke, wrote an error to the console, was held
 * back by its security policy or asked any other host.
 */
export async function withPage(
  { browser, address, path }: { browser: Browser; address: string; path: string },
  work: (page: Page) => Promise<void>,
  { refusals = [], ...options }: PageOptions = {},
): Promise<void> {
  const context = await browser.newContext({ viewport: wide, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  const faults = watchFaults(page, address, refusals);
  try {
    await page.goto(address + path);
    await work(page);
    expect(faults).toEqual([]);
  } finally {
    await context.close();
  }
}

function watchFaults(page: Page, address: string, refusals: readonly number[]): string[] {
  const faults: string[] = [];
  const expected = refusals.map((status) => `the server responded with a status of ${status}`);
  page.on("pageerror", ({ message }) => faults.push(message));
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type()) || isAboutGraphics(message.text())) return;
    if (!expected.some((text) => message.text().includes(text)))
      faults.push(`${message.text()} ${message.location().url}`);
  });
  page.on("request", (request) => {
    const isOwn = new URL(request.url()).origin === address || /^(blob|data):/.test(request.url());
    if (!isOwn) faults.push(`asked ${request.url()}`);
  });
  return faults;
}

/** Software WebGL tells how slow it is. */
const isAboutGraphics = (text: string) => /GL Driver Message|WebGL.*(software|swiftshader)/i.test(text);

/** A link to a place in the page. */
export const place = (project: string, parameters: Readonly<Record<string, string>> = {}) =>
  `/?${new URLSearchParams({ project, ...parameters })}`;

/** What axe holds against the page as it is now. */
async function axeFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(await axeSource);
  const { violations } = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] })",
  )) as AxeResults;
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 160)}`),
  );
}

const focusedText = `(() => {
  const element = document.activeElement;
  return (element?.getAttribute("aria-label") ?? "") + " " + (element?.textContent ?? "");
})()`;

/** Presses Tab until an element with these words has the focus. */
export async function tabTo(page: Page, wanted: string): Promise<void> {
  for (let step = 0; step < 80; step++) {
    await page.keyboard.press("Tab");
    if (((await page.evaluate(focusedText)) as string).includes(wanted)) return;
  }
  throw new Error(`Tab never came to ${wanted}`);
}

/**
 * Waits until nothing on the page moves any more: no transition runs, two frames on end.
 *
 * What moves for ever, as a sign of waiting does, is not waited for, and nothing for longer than five seconds.
 */
const settled = (page: Page) =>
  page.evaluate(`(async () => {
    const moves = (animation) =>
      animation.playState === "running" && animation.effect?.getComputedTiming().endTime !== Infinity;
    const latest = performance.now() + 5_000;
    for (let still = 0; still < 2 && performance.now() < latest; ) {
      await new Promise(requestAnimationFrame);
      still = document.getAnimations().some(moves) ? 0 : still + 1;
    }
  })()`);

/** Expects that axe finds nothing on the page as it looks now, once it is at rest. */
export async function expectAccessible(page: Page, look?: string): Promise<void> {
  await settled(page);
  await expect.poll(() => axeFindings(page), { message: look }).toEqual([]);
}

/** Expects the same in both colour schemes, with the pointer out of the way. */
export async function expectAccessibleLightAndDark(page: Page, look = ""): Promise<void> {
  await page.mouse.move(0, 0);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `${look} ${colorScheme}`);
  }
}

/** Keeps a picture of the page in the folder named by TOPOSCOPE_SHOTS, if any: to be looked at. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.TOPOSCOPE_SHOTS;
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
}

/** The address's parameters. */
export const parametersOf = (page: Page) => new URL(page.url()).searchParams;
