import { FlowError } from "../errors.ts";
import type { AudioPacket } from "../graph/packets.ts";
import type { AudioFeed } from "./audio-feed.ts";
import type { NodeContext } from "./define-runtime.ts";

/** What a source needs of its context to pass a feed on: any node with an output `audio` has it. */
export interface FeedContext extends Pick<NodeContext, "input" | "signal"> {
  emit(port: "audio", packet: AudioPacket): Promise<void> | undefined;
}

/**
 * The audio that is pushed into the session.
 * @throws {FlowError} `input.missing` where nobody pushes any
 */
export function requireFeed({ input }: Pick<NodeContext, "input">): AudioFeed {
  if (input === undefined) throw new FlowError("input.missing");
  return input;
}

/**
 * Sends everything that is pushed into the session, until the feed ends or the signal fires.
 * @throws {FlowError} `input.missing` where nobody pushes any
 */
export async function readFeed(ctx: FeedContext): Promise<void> {
  const feed = requireFeed(ctx);
  for (let packet = await feed.next(ctx.signal); packet !== undefined; packet = await feed.next(ctx.signal)) {
    await ctx.emit("audio", packet);
  }
}
