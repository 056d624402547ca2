import { existsSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyPluginAsync } from "fastify";

/** Where the pages are. */
export interface PagesOptions {
  /** Folder that Vite has built. Default: editor/dist of the project. */
  readonly folder?: string;
}

const builtFolder = fileURLToPath(new URL("../../editor/dist/", import.meta.url));
const notBuilt =
  "The pages are not built yet. Stop the server and run `npm start`, which builds them, " +
  "or `npx vite build --config editor/vite.config.ts`.\n";

/** Each page is one html file, whatever follows in its path. */
const pagePaths = { "/live": "live", "/watch/:session": "watch", "/ops": "ops" } as const;
const pagePattern = /^\/(|live|ops|api\/docs\/?|watch\/[^/]+)$/;

/** Whether a path shows a page to a person. */
export function isPage(path: string): boolean {
  return pagePattern.test(path);
}

/** Asks a person for the token. A form with GET: the token goes to the address, and from there into the cookie. */
export const loginPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Patchbay</title>
<style>body { font: 1.1rem system-ui; margin: 20vh auto; max-width: 24rem; padding: 0 1rem }
input, button { font: inherit; padding: .4rem; width: 100%; box-sizing: border-box; margin-top: .5rem }</style>
<h1>Patchbay</h1>
<form method="get">
<label>Token of this server <input name="token" type="password" required autocomplete="current-password"></label>
<button>Open</button>
</form>
</html>
`;

/** The pages and what they load. Files under assets/ have their content's hash in their name and never change. */
export const pages: FastifyPluginAsync<PagesOptions> = async (app, { folder = builtFolder }) => {
  const schema = { hide: true };
  app.get("/", { schema }, (_request, reply) => reply.redirect("/live"));
  if (!existsSync(folder)) {
    for (const path of Object.keys(pagePaths)) {
      app.get(path, { schema }, (_request, reply) => reply.code(503).type("text/plain").send(notBuilt));
    }
    return;
  }
  const assets = join(folder, "assets") + sep;
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    dotfiles: "deny",
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.startsWith(assets);
      reply.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  for (const [path, page] of Object.entries(pagePaths)) {
    app.get(path, { schema }, (_request, reply) => reply.sendFile(`${page}/index.html`));
  }
};
