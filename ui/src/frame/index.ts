/** What stands around every screen: header, side bar, banners, keys, notices. */
export { Banners } from "./banners";
export { Header } from "./header";
export { KeyList } from "./key-list";
export * from "./notices";
export * from "./shortcuts";
export { SideBar } from "./side-bar";
export { useDocument } from "./theme";
