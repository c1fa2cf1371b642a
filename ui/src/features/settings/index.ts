/** What a person can set, the stores, and where the data lies. */
export { useLookCommands } from "./commands";
export { SettingsScreen } from "./settings-screen";
