/** What stands around every screen: header, side bar, banners, keys, notices. */
export { Banners } from "./banners";
export { Beside, closeOrder, type ParcelStep, type Walk, walkAt } from "./beside";
export { useScreenCommands, useStoreCommands, useSyncCommands } from "./commands";
export { fontsLoaded } from "./fonts";
export { Header } from "./header";
export { KeyList } from "./key-list";
export { useLinks } from "./links";
export { NoOrders } from "./no-orders";
export * from "./notices";
export { Scans } from "./scans";
export * from "./shortcuts";
export { SideBar } from "./side-bar";
export { useDocument } from "./theme";
