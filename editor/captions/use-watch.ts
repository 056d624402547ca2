import { useEffect, useState } from "react";
import { CaptionLink } from "../links/caption-link.ts";
import { socketUrl } from "../links/socket.ts";
import { applyMessage, emptyTranscript, type Transcript } from "./transcript.ts";

/** A session that is watched. */
export interface WatchState {
  readonly transcript: Transcript;
  readonly isConnected: boolean;
  /** The server knows no such session. */
  readonly isMissing: boolean;
}

const initial: WatchState = { transcript: emptyTranscript, isConnected: false, isMissing: false };

/** Follows a session's captions while the page is there. */
export function useWatch(sessionId: string, listenKey: string | undefined): WatchState {
  const [state, setState] = useState(initial);
  useEffect(() => {
    const change = (part: Partial<WatchState>) => setState((before) => ({ ...before, ...part }));
    setState(initial);
    const link = new CaptionLink({
      url: socketUrl(`/ws/captions/${encodeURIComponent(sessionId)}`),
      listenKey,
      onMessage: (message) =>
        setState((before) => ({ ...before, transcript: applyMessage(before.transcript, message) })),
      onConnected: (isConnected) => change({ isConnected }),
      onMissing: () => change({ isMissing: true }),
    });
    const retry = () => link.retryNow();
    addEventListener("online", retry);
    return () => {
      removeEventListener("online", retry);
      link.close();
    };
  }, [sessionId, listenKey]);
  return state;
}
