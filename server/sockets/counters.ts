/** Why a client was cut off: it left too much unread, or did not answer a ping. */
export type CutReason = "unread" | "silent";

/** What the sockets have done so far; only goes up. */
export class SocketCounters {
  readonly cut: Record<CutReason, number> = { unread: 0, silent: 0 };
  /** Upgrades refused, by HTTP status. */
  readonly refused: Record<string, number> = {};
  /** Partials and metrics left out for clients that were behind. */
  dropped = 0;

  countRefusal(status: number): void {
    this.refused[status] = (this.refused[status] ?? 0) + 1;
  }
}
