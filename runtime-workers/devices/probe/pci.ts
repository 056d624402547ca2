import type { SystemTree } from "./system-tree.ts";

/** A device on the PCI bus. */
export interface PciDevice {
  /** Such as `0000:00:0b.0`. */
  readonly address: string;
  /** Such as `0x8086`. */
  readonly vendor: string;
  /** Base class and subclass, such as `0x1200`. */
  readonly class: string;
  /** Name of the kernel's driver; undefined where none has taken it. */
  readonly driver: string | undefined;
}

/** Vendor id of Intel (pci-ids.ucw.cz). */
export const intel = "0x8086";
/** Vendor id of NVIDIA. */
export const nvidia = "0x10de";

/** Everything on the PCI bus. */
export function pciDevices(tree: SystemTree): PciDevice[] {
  const folder = "/sys/bus/pci/devices";
  return tree.list(folder).map((address) => ({
    address,
    vendor: tree.text(`${folder}/${address}/vendor`) ?? "",
    class: (tree.text(`${folder}/${address}/class`) ?? "").slice(0, 6),
    driver: tree.linkName(`${folder}/${address}/driver`),
  }));
}

/** Whether a PCI device draws: display controllers have the base class 3. */
export function isGraphics(device: PciDevice): boolean {
  return device.class.startsWith("0x03");
}

/** A GPU that programs may compute on, as Linux offers it. */
export interface RenderNode {
  /** Such as `/dev/dri/renderD128`. */
  readonly path: string;
  readonly vendor: string;
}

/** The render nodes that are there, with the vendor of each GPU. */
export function renderNodes(tree: SystemTree): RenderNode[] {
  const names = tree.list("/dev/dri").filter((name) => name.startsWith("renderD"));
  return names.map((name) => ({
    path: `/dev/dri/${name}`,
    vendor: tree.text(`/sys/class/drm/${name}/device/vendor`) ?? "",
  }));
}
