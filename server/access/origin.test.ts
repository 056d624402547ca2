import { expect, test } from "vitest";
import { hostAllowed, originAllowed } from "./origin.ts";

test("origins are compared by scheme, name and port", () => {
  expect(originAllowed("https://a.example", "a.example", [])).toBe(true);
  expect(originAllowed("https://a.example", "a.example:443", [])).toBe(true);
  expect(originAllowed("http://a.example", "a.example:80", [])).toBe(true);
  expect(originAllowed("http://a.example", "a.example:8080", [])).toBe(false);
  expect(originAllowed("http://a.example", "b.example", [])).toBe(false);
  expect(originAllowed("http://a.example", "b.example", ["https://a.example"])).toBe(false);
  expect(originAllowed("http://localhost:3000", "192.168.1.5:3000", [])).toBe(false);
  expect(originAllowed("http://[::1]:3000", "localhost:3000", [])).toBe(true);
  expect(originAllowed("http://a.example", undefined, [])).toBe(false);
  expect(originAllowed(undefined, "a.example", [])).toBe(true);
});

test("on loopback a Host is this machine's or one that is listed", () => {
  expect(hostAllowed("LOCALHOST:3000", [])).toBe(true);
  expect(hostAllowed("localhost.evil.example", [])).toBe(false);
  expect(hostAllowed("captions.example.org", ["https://captions.example.org"])).toBe(true);
  expect(hostAllowed(undefined, [])).toBe(false);
});
