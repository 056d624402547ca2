/**
 * Who asks for something. A way to log in comes as a further kind; what each may do is said in `permissions.ts`.
 *
 * - `local`: anybody who reaches a server without a token, which listens on loopback only.
 * - `operator`: has shown the server's token.
 * - `listener`: has shown the listen key of one session.
 */
export type Principal =
  | { readonly kind: "local" | "operator" /** As it calls itself. */; readonly name: string | undefined }
  | { readonly kind: "listener"; readonly sessionId: string };

/** What a principal is called where people read it: the name that it gives itself, else what it is. */
export function nameOf(principal: Principal): string {
  return principal.kind === "listener" ? principal.kind : (principal.name ?? principal.kind);
}
