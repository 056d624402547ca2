/** What `patchbay --help` prints. */
export const usage = `Patchbay: a visual flow engine for live speech

  patchbay run FLOW [--input FILE] [--set node.field=value]… [--out DIR] [--reference FILE]
      Runs a flow to the end of its input.
      --input FILE       audio in the place of the flow's source: WAV, or whatever ffmpeg decodes
      --set NODE.FIELD=V changes a setting; may be given several times
      --out DIR          where caption-output nodes write JSONL, SRT and WebVTT
      --reference FILE   what was really said (flows/samples/*.json): the run is scored against it

  patchbay import FILE [--dry-run] [--json] [--replace] [--out DIR]
      Takes in flows of Patchbay, or Node-RED flow JSON, as drafts; reports what became of every entry.
      --dry-run          only reports
      --json             the report as one JSON object
      --replace          puts flows in the place of those that have their ids; else they get new ids
      --out DIR          writes each flow to DIR/<id>.json, not to the data folder

  patchbay models [list | pull NAME | verify [NAME] | remove NAME]
      Lists models, pulls them from the Hugging Face hub to PATCHBAY_MODELS, compares them with what was pulled, removes them.
      --variant NAME     precision to pull, such as q8 or fp32
      --from DIR         copies from a folder laid out like the hub: DIR/owner/name/file

  patchbay serve           Starts the server: pages, sockets and API on one port. Settings: .env.example
  patchbay validate FLOW   Checks a flow and lists every problem.
  patchbay nodes [--json]  Lists the node types.
  patchbay devices [--json]
                           Probes the machine's devices, and says what is missing of those that do not work.

Exit codes: 0 done, 1 a model failed or is damaged, 2 bad input (one line a problem on standard error),
130 interrupted.`;
