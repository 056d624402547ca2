import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));
const serverUrl = "http://127.0.0.1:3000";

/** Pages by the first part of their path: /live, /watch/:session, /ops. The server does the same with dist/. */
const pages = ["live", "watch", "ops"];

/** Lets the development server answer a page's path with its html entry. */
function pagePaths(): Plugin {
  return {
    name: "page-paths",
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const [, page = "", rest = ""] = /^\/([^/?]+)(\/[^/?.]*)?(\?.*)?$/.exec(request.url ?? "") ?? [];
        if (pages.includes(page) && (rest === "" || page === "watch")) request.url = `/${page}/index.html`;
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
    rollupOptions: { input: Object.fromEntries(pages.map((page) => [page, `${root}${page}/index.html`])) },
  },
  server: {
    proxy: { "/api": serverUrl, "/ws": { target: serverUrl, ws: true } },
  },
});
