export { ViewBar, ViewTitle } from "./view-bar";
export { ViewList } from "./view-list";
