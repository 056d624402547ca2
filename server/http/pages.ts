import { existsSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { FastifyInstance, FastifyPluginAsync } from "fastify";
import { answerBy, laterApp } from "./later-app.ts";

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
const pagePaths = {
  "/editor": "app",
  "/editor/:flow": "app",
  "/live": "live",
  "/watch/:session": "watch",
  "/ops": "ops",
} as const;

/** The pages and what they load. Files under assets/ have their content's hash in their name and never change. */
export const pages: FastifyPluginAsync<PagesOptions> = async (app, { folder = builtFolder }) => {
  const schema = { hide: true };
  app.get("/", { schema }, (_request, reply) => reply.redirect("/editor"));
  if (!existsSync(folder)) {
    for (const path of Object.keys(pagePaths)) {
      app.get(path, { schema }, (_request, reply) => reply.code(503).type("text/plain").send(notBuilt));
    }
    return;
  }
  const files = laterApp(app, (later) => serveFiles(later, folder));
  for (const path of [...Object.keys(pagePaths), "/assets/:file", "/*"]) {
    app.get(path, { schema }, (request, reply) => answerBy(files, request, reply));
  }
};

async function serveFiles(app: FastifyInstance, folder: string): Promise<void> {
  const { default: fastifyStatic } = await import("@fastify/static");
  const assets = join(folder, "assets") + sep;
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    dotfiles: "deny",
    cacheControl: false,
    preCompressed: true, // the build writes them beside each file
    setHeaders: (reply, path) => {
      const isHashed = path.startsWith(assets);
      reply.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  for (const [path, page] of Object.entries(pagePaths)) {
    app.get(path, (_request, reply) => reply.sendFile(`${page}/index.html`));
  }
}
