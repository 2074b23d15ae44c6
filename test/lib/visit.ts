// Pages of a site on this machine, in a browser without cookies or cache.

import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { Served } from "./serve";

/** A page that is open. */
export interface Visit {
  readonly page: Page;
  /** Errors and warnings in the console, errors that nobody caught, requests that failed or left this machine. */
  readonly complaints: string[];
}

/** Does something on a page of the site, then closes it. */
export async function visitPage(
  browser: Browser,
  site: Served,
  path: string,
  options: BrowserContextOptions,
  work: (visit: Visit) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options);
  const complaints: string[] = [];
  try {
    const page = await context.newPage();
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("requestfailed", (request) => complaints.push(`${request.url()} failed`));
    page.on("response", (response) => {
      if (response.status() >= 400) complaints.push(`${response.url()}: ${response.status()}`);
    });
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(`${site.url}/`) && !/^(data|blob):/.test(url))
        complaints.push(`${url} is elsewhere`);
    });
    await page.goto(`${site.url}/${path}`, { waitUntil: "networkidle" });
    await work({ page, complaints });
  } finally {
    await context.close();
  }
}

/** How far the page can be scrolled sideways, which it should not be. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
