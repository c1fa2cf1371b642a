import type { LogSide } from "../../location";

/** Pixels: two lines and air. */
export const rowHeight = 56;

/** Pixels. */
export const headingHeight = 30;

/** The columns: when, which order, what, where it stands or what it changed, how often it left. */
export const tracks: Readonly<Record<LogSide, string>> = {
  out: "grid items-center gap-x-4 px-4 grid-cols-[64px_88px_minmax(0,min(30%,480px))_minmax(0,1fr)_112px]",
  in: "grid items-center gap-x-4 px-4 grid-cols-[64px_88px_minmax(0,min(34%,480px))_minmax(0,1fr)]",
};
