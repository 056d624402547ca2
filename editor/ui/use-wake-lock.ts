import { useEffect } from "react";

/** Keeps a phone's screen on while captions come, where the browser can. */
export function useWakeLock(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted || !("wakeLock" in navigator)) return;
    let lock: Promise<WakeLockSentinel | undefined> = Promise.resolve(undefined);
    const take = () => {
      // A hidden page has no lock, and loses the one it had; a low battery refuses it.
      if (document.visibilityState === "visible")
        lock = navigator.wakeLock.request("screen").catch(() => undefined);
    };
    take();
    document.addEventListener("visibilitychange", take);
    return () => {
      document.removeEventListener("visibilitychange", take);
      void lock.then((held) => held?.release());
    };
  }, [isWanted]);
}
