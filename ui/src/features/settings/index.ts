/** What a person can set, the stores, and where the data lies. */
export { SettingsScreen } from "./settings-screen";
