/** The packing table: the shop's path, its keys, and scanning one parcel after the other. */
export { PackingScreen } from "./packing-screen";
export { ScanMode } from "./scan/scan-mode";
export type { Curtain } from "./use-money-curtain";
export { useMoneyCurtain } from "./use-money-curtain";
