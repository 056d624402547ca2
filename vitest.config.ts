import { defineConfig } from "vitest/config";

// Tests of tasks load ONNX Runtime in this process; device processes set it themselves.
process.env["ORT_DISABLE_TELEMETRY"] = "1";

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: "editor", include: ["editor/**/*.test.ts"], setupFiles: ["editor/texts/testing.ts"] },
      },
      {
        extends: true,
        test: {
          name: "engine",
          include: ["**/*.test.ts"],
          exclude: ["node_modules/**", "bench/**", "editor/**"],
        },
      },
    ],
  },
});
