import { createContext, use } from "react";
import type { OwnSession } from "./own-session.ts";

/** Hands the session that this page feeds down. */
export const OwnSessionContext = createContext<OwnSession | undefined>(undefined);

/** The session that this page feeds. */
export function useOwnSession(): OwnSession {
  const session = use(OwnSessionContext);
  if (session === undefined) throw new Error("useOwnSession() needs an OwnSessionContext above it.");
  return session;
}
