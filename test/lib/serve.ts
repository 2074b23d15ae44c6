// A small web server for tests: the files of a folder, on this machine only.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, sep } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** A server that runs. */
export interface Served {
  /** Where it is, without a slash at the end. */
  readonly url: string;
  /** Ends it. */
  close(): Promise<void>;
}

/**
 * Serves a folder on loopback, at a port that is free, with no headers but the type: what works here works on any
 * host of static files.
 */
export async function serve(folder: string): Promise<Served> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = decodeURIComponent(pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    const file = normalize(join(folder, path));
    const type = types[extname(file)];
    const content = file.startsWith(folder + sep) ? readFile(file) : Promise.reject(new Error("outside"));
    content.then(
      (body) => response.writeHead(200, type === undefined ? {} : { "content-type": type }).end(body),
      () => response.writeHead(404, { "content-type": "text/plain" }).end(`${path} is not there`),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
