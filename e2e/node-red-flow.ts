/**
 * A Node-RED flow as its export gives it: a tab of this name with three nodes, one of them of another package,
 * and a config node.
 */
export function nodeRedFlow(name: string): string {
  const node = (id: string, x: number, wires: readonly string[], more: object) => ({
    id,
    z: "f1",
    x,
    y: 80,
    wires: wires.length === 0 ? [] : [wires],
    ...more,
  });
  return JSON.stringify([
    { id: "f1", type: "tab", label: name, disabled: false, info: "" },
    { id: "b1", type: "mqtt-broker", name: "", broker: "localhost", port: "1883" },
    node("n1", 120, ["n2"], { type: "mqtt in", name: "Sensor", topic: "a/b", broker: "b1" }),
    node("n2", 320, ["n3"], { type: "function", name, func: "return msg;", outputs: 1 }),
    node("n3", 520, [], { type: "debug", name: "", active: true, complete: "payload" }),
  ]);
}
