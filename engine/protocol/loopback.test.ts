import { expect, test } from "vitest";
import { isLoopback } from "./loopback.ts";

test("only names and addresses that never leave this machine are loopback", () => {
  for (const name of ["localhost", "LOCALHOST", "127.0.0.1", "127.8.9.255", "::1", "[::1]"]) {
    expect(isLoopback(name), name).toBe(true);
  }
  const others = [
    "0.0.0.0",
    "128.0.0.1",
    "127.0.0.256",
    "127.0.0.01",
    "127.1",
    "::",
    "[::1",
    "app.localhost",
    "",
  ];
  for (const name of [...others, "127.0.0.1.evil.example", "localhost.evil.example", "xlocalhost"]) {
    expect(isLoopback(name), name).toBe(false);
  }
});
