import { expect, test } from "vitest";
import { coresBeside, cpuCores } from "./affinity.ts";
import { formatCores, parseCores } from "./core-list.ts";
import { systemTree } from "./system-tree.ts";
import { type MadeUp, makeTree } from "./testing.ts";

const taskset: MadeUp = { "/usr/bin/taskset": "" };
const cpuFolder = "/sys/devices/system/cpu";
const treeOf = (...files: readonly MadeUp[]) => systemTree(makeTree(Object.assign({}, ...files)));

/** A machine whose cores this process may use all, or those of the list. */
function machine(online: string, allowed = online): MadeUp {
  const status = `Name:\tnode\nCpus_allowed:\tff\nCpus_allowed_list:\t${allowed}\nMems_allowed_list:\t0\n`;
  return { ...taskset, "/proc/self/status": status, [`${cpuFolder}/online`]: `${online}\n` };
}

/** Hardware threads that are one physical core, each list for all of its members. */
function siblings(...lists: readonly string[]): MadeUp {
  const files = lists.flatMap((list) =>
    parseCores(list).map((core) => [`${cpuFolder}/cpu${core}/topology/thread_siblings_list`, `${list}\n`]),
  );
  return Object.fromEntries(files);
}

function speeds(list: string, kHz: number): MadeUp {
  const file = (core: number) => `${cpuFolder}/cpu${core}/cpufreq/cpuinfo_max_freq`;
  return Object.fromEntries(parseCores(list).map((core) => [file(core), `${kHz}\n`]));
}

/** 4 physical cores of 2 threads each, as servers number them. */
const server = [machine("0-7"), siblings("0,4", "1,5", "2,6", "3,7")];
/** Two fast cores of two threads, four slow ones of one, as in a laptop. */
const laptop = [
  machine("0-7"),
  siblings("0-1", "2-3", "4", "5", "6", "7"),
  speeds("0-3", 4_800_000),
  speeds("4-7", 3_800_000),
];

test("workers get a physical core each, and may move among all that are as good", () => {
  expect(cpuCores(treeOf(...server), 2)).toBe("0-3");
  expect(cpuCores(treeOf(...server), 4)).toBe("0-3");
});

test("fast cores come before slow ones, and slow ones before the second thread of a fast one", () => {
  expect(cpuCores(treeOf(...laptop), 2)).toBe("0,2");
  expect(cpuCores(treeOf(...laptop), 4)).toBe("0,2,4-7");
});

test("of two threads of a core of which this process may use one, that one is a core of its own", () => {
  const tree = treeOf(...laptop, machine("0-7", "1-3"));
  expect(cpuCores(tree, 2)).toBe("1-2");
});

test("nothing is pinned where that gains nothing: cores that are all alike, or all wanted", () => {
  expect(
    cpuCores(treeOf(machine("0-7"), siblings("0", "1", "2", "3", "4", "5", "6", "7")), 2),
  ).toBeUndefined();
  expect(cpuCores(treeOf(machine("0-7")), 2), "a machine that does not tell").toBeUndefined();
  expect(cpuCores(treeOf(...server), 8)).toBeUndefined();
  expect(cpuCores(treeOf(...server), 5), "second threads are wanted too, all alike").toBeUndefined();
});

test("nothing is pinned where containers share the cores: each would choose the same", () => {
  const quota: MadeUp = { "/sys/fs/cgroup/cpu.max": "400000 100000\n" };
  expect(cpuCores(treeOf(...server, quota), 2)).toBeUndefined();
  const root = "1540 1409 0:311 / / rw,relatime master:552 - overlay overlay rw,lowerdir=/l\n";
  const container: MadeUp = { "/proc/self/mountinfo": root };
  expect(cpuCores(treeOf(...server, container), 1)).toBeUndefined();
  const withOwnCores = treeOf(...server, container, machine("0-7", "0-1,4-5"));
  expect(cpuCores(withOwnCores, 1), "cores of its own are pinned to").toBe("0-1");
});

test("nothing is pinned without taskset, and on no Linux", () => {
  const { "/usr/bin/taskset": _, ...without } = Object.assign({}, ...server) as MadeUp;
  expect(cpuCores(treeOf(without), 2)).toBeUndefined();
  expect(cpuCores(treeOf(taskset), 2)).toBeUndefined();
});

test("a GPU's process stays on the cores beside it, of those that it may use", () => {
  const address = "0000:81:00.0";
  const gpu: MadeUp = { [`/sys/bus/pci/devices/${address}/local_cpulist`]: "16-31,48-63\n" };
  expect(coresBeside(treeOf(machine("0-63"), gpu), address)).toBe("16-31,48-63");
  expect(coresBeside(treeOf(machine("0-63", "0-19"), gpu), address)).toBe("16-19");
  expect(coresBeside(treeOf(machine("0-63", "0-3"), gpu), address), "none of them").toBeUndefined();
  expect(coresBeside(treeOf(machine("0-63", "16-31"), gpu), address), "all of them").toBeUndefined();
  expect(coresBeside(treeOf(machine("0-63")), address), "nothing known").toBeUndefined();
});

test("lists of cores are read and written as the kernel does", () => {
  expect(parseCores("0-3,8, 10-11\n")).toEqual([0, 1, 2, 3, 8, 10, 11]);
  expect([parseCores(""), parseCores("none")]).toEqual([[], []]);
  expect(formatCores([8, 2, 1, 0, 11, 10])).toBe("0-2,8,10-11");
});
