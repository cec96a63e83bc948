import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launchBrowser } from "./browser.ts";
import { type PageOptions, withPage } from "./page-under-test.ts";

/** What a browser can open. */
interface Site {
  readonly address: string;
  close(): Promise<void>;
}

export interface Opened<S extends Site> {
  /** There from the first hook of the tests on. */
  readonly site: S;
  /** Opens a path of the site in a fresh browser profile; fails as {@link withPage} does. */
  withPage(path: string, work: (page: Page) => Promise<void>, options?: PageOptions): Promise<void>;
}

/** Starts a site and a browser before the tests of this file, and ends both after them. */
export function opened<S extends Site>(start: () => Promise<S>): Opened<S> {
  let site: S;
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
    site = await start();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  }, 60_000);
  return {
    get site() {
      return site;
    },
    withPage: (path, work, options) => withPage({ browser, address: site.address, path }, work, options),
  };
}
