import type { DevicesAnswer } from "#engine/protocol/rest/devices.ts";
import type { ModelsAnswer } from "#engine/protocol/rest/models.ts";
import { loadDevices } from "../api/devices.ts";
import { loadModels } from "../api/models.ts";

/** What the server said last of its devices and models: a node that is selected next shows it at once. */
export class MachineAnswers {
  devices: DevicesAnswer | undefined;
  models: ModelsAnswer | undefined;

  readonly loadDevices = async (): Promise<DevicesAnswer> => {
    this.devices = await loadDevices();
    return this.devices;
  };

  readonly loadModels = async (): Promise<ModelsAnswer> => {
    this.models = await loadModels();
    return this.models;
  };
}
