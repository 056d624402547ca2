/**
 * Native Node-RED nodes of the engine bench. `settings.patchbayBench` joins them with run.ts: it gets
 * `send` from the source, and the sink calls its `received`.
 */
module.exports = (RED) => {
  const bench = RED.settings.patchbayBench;

  function Source(config) {
    RED.nodes.createNode(this, config);
    bench.send = (message) => this.send(message);
  }

  function PassThrough(config) {
    RED.nodes.createNode(this, config);
    this.on("input", (message, send, done) => {
      send(message);
      done();
    });
  }

  function Sink(config) {
    RED.nodes.createNode(this, config);
    this.on("input", (_message, _send, done) => {
      done();
      bench.received();
    });
  }

  RED.nodes.registerType("bench-source", Source);
  RED.nodes.registerType("bench-pass-through", PassThrough);
  RED.nodes.registerType("bench-sink", Sink);
};
