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
  const heard: number[] = [];
  const onEnd = vi.fn();
  const onBlock = (block: Int16Array) => void heard.push(...block);
  return { player: new FilePlayer({ samples, sampleRateHz, onBlock, onEnd }), heard, onEnd };
}
const count = (to: number) => Array.from({ length: to }, (_, at) => at);

test("a file goes out in real time, each sample once and in order", () => {
  const { player, heard, onEnd } = load(2500);
  player.play();
  vi.advanceTimersByTime(1000);
  expect(heard).toHaveLength(1000);
  expect(player.positionMs).toBe(1000);
  expect(onEnd).not.toHaveBeenCalled();
  vi.advanceTimersByTime(10_000);
  expect(heard).toEqual(count(2500));
  expect(onEnd).toHaveBeenCalledOnce();
});

test("nothing goes out before play and while it pauses", () => {
  const { player, heard } = load(5000);
  vi.advanceTimersByTime(1000);
  expect(heard).toHaveLength(0);
  player.play();
  vi.advanceTimersByTime(500);
  player.pause();
  vi.advanceTimersByTime(60_000);
  expect(heard).toHaveLength(500);
  player.play();
  vi.advanceTimersByTime(500);
  expect(heard).toEqual(count(1000));
});

test("calls between the timer's make it no faster", () => {
  const { player, heard } = load(5000);
  player.play();
  for (let call = 0; call < 40; call++) {
    vi.advanceTimersByTime(25);
    player.tick();
  }
  expect(heard).toEqual(count(1000));
});

test("a page that slept goes on, and makes up for two seconds at most", () => {
  const { player, heard } = load(60_000);
  player.play();
  vi.spyOn(performance, "now").mockReturnValue(performance.now() + 30_000);
  player.tick();
  expect(heard).toEqual(count(2000));
});
