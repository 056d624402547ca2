import { errorTable } from "#engine/errors.ts";
import type { texts as en } from "../en/page-editor.ts";
import type { PageTexts } from "../page-texts.ts";
import { alive } from "./alive.ts";
import { app } from "./app.ts";
import { canvas } from "./canvas.ts";
import { captions } from "./captions.ts";
import { commands } from "./commands.ts";
import { debug } from "./debug.ts";
import { deploy } from "./deploy.ts";
import { devices } from "./devices.ts";
import { errors } from "./errors.ts";
import { inspector } from "./inspector.ts";
import { microphone } from "./microphone.ts";
import { nodes } from "./nodes.ts";
import { page } from "./page.ts";
import { palette } from "./palette.ts";
import { sessions } from "./sessions.ts";
import { transfer } from "./transfer.ts";

export const texts: PageTexts<keyof (typeof en)["table"]> = {
  table: {
    ...app,
    ...page,
    ...canvas,
    ...palette,
    ...inspector,
    ...deploy,
    ...devices,
    ...debug,
    ...alive,
    ...captions,
    ...microphone,
    ...sessions,
    ...transfer,
    ...commands,
  },
  errors,
  englishErrors: errorTable,
  nodes,
};
