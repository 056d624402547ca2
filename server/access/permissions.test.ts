import { expect, test } from "vitest";
import { Authenticator } from "./authenticate.ts";
import { ListenKeys } from "./listen-keys.ts";
import { type ActionKind, can } from "./permissions.ts";
import { nameOf, type Principal } from "./principal.ts";

const token = "correct-horse-battery";
const bearer = { authorization: `Bearer ${token}` };
const keyOf = (sessionId: string) => new ListenKeys(token).keyOf(sessionId);
const kinds: ActionKind[] = ["enter", "listen", "speak", "read", "edit", "deploy", "operate", "monitor"];
const allowed = (principal: Principal | undefined, sessionId?: string) =>
  kinds.filter((kind) => can(principal, { kind, sessionId }));

test("where there is no token everybody is local; with one, whoever shows it is its operator, others are nobody", () => {
  expect(new Authenticator(undefined).authenticate({}, "/live")).toMatchObject({ kind: "local" });
  const guarded = new Authenticator(token);
  expect(guarded.authenticate(bearer, "/live")).toMatchObject({ kind: "operator" });
  expect(guarded.authenticate({}, "/live")).toBeUndefined();
  expect(guarded.authenticate({ authorization: "Bearer nonsense" }, `/live?token=${token}`)).toBeUndefined();
});

test("a listen key makes a listener of the session that the path ends with, whatever the path", () => {
  const guarded = new Authenticator(token);
  const listener = { kind: "listener", sessionId: "a" };
  for (const path of ["/watch/a", "/ws/captions/a", "/api/sessions/a"])
    expect(guarded.authenticate({}, `${path}?after=1&key=${keyOf("a")}`)).toEqual(listener);
  for (const url of [
    `/watch/b?key=${keyOf("a")}`,
    `/watch/a/?key=${keyOf("a")}`,
    "/watch/a?key=",
    "/watch/a",
  ])
    expect([url, guarded.authenticate({}, url)]).toEqual([url, undefined]);
  expect(guarded.authenticate(bearer, `/watch/a?key=${keyOf("a")}`)).toMatchObject({ kind: "operator" });
});

test("a listener reads the captions of one session; the operator does everything, and nobody may only enter", () => {
  const listener: Principal = { kind: "listener", sessionId: "a" };
  expect(allowed(listener, "a")).toEqual(["enter", "listen"]);
  expect(allowed(listener, "b")).toEqual(["enter"]);
  expect(allowed(listener)).toEqual(["enter"]);
  expect(allowed({ kind: "operator", name: undefined }, "a")).toEqual(kinds);
  expect(allowed({ kind: "local", name: undefined })).toEqual(kinds);
  expect(allowed(undefined, "a")).toEqual(["enter"]);
});

test("a principal is called what it calls itself, within limits, else what it is", () => {
  const named = (name: string) => {
    const principal = new Authenticator(token).authenticate({ ...bearer, "x-patchbay-name": name }, "/");
    return principal && nameOf(principal);
  };
  expect(named("Ada")).toBe("Ada");
  expect(named(encodeURIComponent("  Zoë 李 "))).toBe("Zoë 李");
  expect(named("x".repeat(100))).toBe("x".repeat(64));
  for (const none of ["", "%20", "%E0%A4%A"]) expect([none, named(none)]).toEqual([none, "operator"]);
  expect(nameOf({ kind: "local", name: undefined })).toBe("local");
});
