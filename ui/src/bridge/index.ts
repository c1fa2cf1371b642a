/** The bridge to Rust: the only folder that imports `@tauri-apps/*`. */
export * from "./commands";
export * from "./events";
export * from "./failure";
