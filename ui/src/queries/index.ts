/** Answers of the desk as React hooks. Server state lives here and nowhere else. */
export * from "./actions";
export * from "./batches";
export * from "./cases";
export * from "./choosing";
export * from "./client";
export * from "./desk";
export * from "./found";
export { keys } from "./keys";
export * from "./live";
export * from "./money";
export * from "./notes";
export * from "./orders";
export * from "./packing";
export * from "./print";
export * from "./shop-files";
export * from "./today";
export * from "./views";
