/** What `patchbay --help` prints. */
export const usage = `Patchbay: a visual flow engine for live speech

  patchbay run FLOW [--input FILE] [--set node.field=value]… [--out DIR] [--reference FILE]
      Runs a flow to the end of its input.
      --input FILE       audio in the place of the flow's source: WAV, or whatever ffmpeg decodes
      --set NODE.FIELD=V changes a setting; may be given several times
      --out DIR          where caption-output nodes write JSONL, SRT and WebVTT
      --reference FILE   what was really said (flows/samples/*.json): the run is scored against it

  patchbay serve           Starts the server: pages, sockets and API on one port. Settings: .env.example
  patchbay validate FLOW   Checks a flow and lists every problem.
  patchbay nodes [--json]  Lists the node types.

Exit codes: 0 done, 2 bad input (one line a problem on standard error), 130 interrupted.`;
