/** The words of Points: what its statuses are, how we call them, and which tone they have. */
export * from "./actions";
export * from "./failures";
export * from "./financial";
export * from "./payment";
export * from "./settlement";
export * from "./shipping";
