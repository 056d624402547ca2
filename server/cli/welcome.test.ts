import { expect, test } from "vitest";
import { welcomeText } from "./welcome.ts";

test("a server for this machine says where to edit flows, speak, operate and program", () => {
  const text = welcomeText({ url: "http://127.0.0.1:3000", networkUrls: [] });
  expect(text.split("\n")[0]).toBe("Patchbay is listening on http://127.0.0.1:3000");
  for (const path of ["/editor", "/live", "/ops", "/api/docs"])
    expect(text).toContain(`http://127.0.0.1:3000${path}\n`);
  expect(text).not.toContain("https");
});

test("a server for others lists the addresses that they can open, and says that http is for listeners", () => {
  const networkUrls = ["http://192.168.1.7:3000", "http://[2001:db8::7]:3000"];
  const text = welcomeText({ url: "http://127.0.0.1:3000", networkUrls });
  for (const url of networkUrls) expect(text).toContain(`elsewhere    ${url}\n`);
  expect(text).toContain("microphone to https");
  expect(welcomeText({ url: "http://192.168.1.7:3000", networkUrls: [] })).toContain("microphone to https");
});
