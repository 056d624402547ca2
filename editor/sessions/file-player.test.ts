import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FilePlayer } from "./file-player.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const sampleRateHz = 1000;

function load(lengthMs: number) {
  const samples = Float32Array.from({ length: lengthMs }, (_, at) => at / 32_767);
  const played: number[] = [];
  const onEnd = vi.fn();
  const onBlock = (block: Int16Array) => void played.push(...block);
  return { player: new FilePlayer({ samples, sampleRateHz, onBlock, onEnd }), played, onEnd };
}
const count = (to: number) => Array.from({ length: to }, (_, at) => at);

test("a file goes out in real time, each sample once and in order", () => {
  const { player, played, onEnd } = load(2500);
  player.play();
  vi.advanceTimersByTime(1000);
  expect(played).toHaveLength(1000);
  expect(player.positionMs).toBe(1000);
  expect(onEnd).not.toHaveBeenCalled();
  vi.advanceTimersByTime(10_000);
  expect(played).toEqual(count(2500));
  expect(onEnd).toHaveBeenCalledOnce();
});

test("nothing goes out before play and while it pauses", () => {
  const { player, played } = load(5000);
  vi.advanceTimersByTime(1000);
  expect(played).toHaveLength(0);
  player.play();
  vi.advanceTimersByTime(500);
  player.pause();
  vi.advanceTimersByTime(60_000);
  expect(played).toHaveLength(500);
  player.play();
  vi.advanceTimersByTime(500);
  expect(played).toEqual(count(1000));
});

test("calls between the timer's make it no faster", () => {
  const { player, played } = load(5000);
  player.play();
  for (let call = 0; call < 40; call++) {
    vi.advanceTimersByTime(25);
    player.tick();
  }
  expect(played).toEqual(count(1000));
});

test("a page that slept goes on, and makes up for two seconds at most", () => {
  const { player, played } = load(60_000);
  player.play();
  vi.spyOn(performance, "now").mockReturnValue(performance.now() + 30_000);
  player.tick();
  expect(played).toEqual(count(2000));
});
