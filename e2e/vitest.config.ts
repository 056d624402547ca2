import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["e2e/**/*.e2e.ts"],
    root: new URL("..", import.meta.url).pathname,
    testTimeout: 240_000,
    hookTimeout: 120_000,
    fileParallelism: false, // each test has a server and a browser of its own, and speaks in real time
  },
});
