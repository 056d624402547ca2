import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));
const serverUrl = "http://127.0.0.1:3000";

/** Folders of the pages by the first part of their path. The server does the same with dist/. */
const pages: Readonly<Record<string, string>> = { editor: "app", live: "live", watch: "watch", ops: "ops" };
/** These have something behind: /editor/:flow, /watch/:session. */
const withRest = ["editor", "watch"];

/** Lets the development server answer a page's path with its html entry. */
function pagePaths(): Plugin {
  return {
    name: "page-paths",
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const [, page = "", rest = ""] = /^\/([^/?]+)(\/[^/?.]*)?(\?.*)?$/.exec(request.url ?? "") ?? [];
        const folder = pages[page];
        if (folder !== undefined && (rest === "" || withRest.includes(page)))
          request.url = `/${folder}/index.html`;
        next();
      });
    },
  };
}

/** The order of layers has to be known before the first style, whichever part of a page brings it. */
function layersFirst(): Plugin {
  return {
    name: "layers-first",
    async transformIndexHtml() {
      const children = await readFile(join(root, "ui/layers.css"), "utf8");
      return [{ tag: "style", children, injectTo: "head-prepend" }];
    },
  };
}

/** Files under this gain nothing: they fit into a packet or two as they are. In bytes. */
const leastCompressed = 1024;
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Writes each file compressed beside itself, `.br` and `.gz`, as the server sends it to browsers that take that. */
function compressed(): Plugin {
  return {
    name: "compressed",
    apply: "build",
    async writeBundle({ dir = "" }, bundle) {
      const paths = Object.keys(bundle).map((name) => join(dir, name));
      await Promise.all(paths.filter((path) => !path.endsWith(".map")).map(writeCompressed));
    },
  };
}

async function writeCompressed(path: string): Promise<void> {
  const content = await readFile(path);
  if (content.length < leastCompressed) return;
  await Promise.all([
    writeFile(`${path}.br`, await brotli(content)),
    writeFile(`${path}.gz`, await zip(content, { level: 9 })),
  ]);
}

export default defineConfig({
  root,
  base: "/",
  plugins: [react(), pagePaths(), layersFirst(), compressed()],
  build: {
    outDir: "dist",
    assetsDir: "assets",
    assetsInlineLimit: 0, // the pages' content security policy knows files of this server only
    modulePreload: { polyfill: false },
    target: "es2023",
    rollupOptions: {
      input: Object.fromEntries(Object.values(pages).map((page) => [page, `${root}${page}/index.html`])),
    },
  },
  server: {
    proxy: { "/api": serverUrl, "/ws": { target: serverUrl, ws: true } },
  },
});
