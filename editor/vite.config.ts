import { fileURLToPath } from "node:url";
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

export default defineConfig({
  root,
  base: "/",
  plugins: [react(), pagePaths()],
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
