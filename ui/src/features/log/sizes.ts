import type { LogSide } from "../../location";

/** Pixels: two lines and air. */
export const rowHeight = 56;

/** Pixels. */
export const headingHeight = 30;

/** The columns: when, what of which order, where it stands or what it changed, how often it left. */
export const tracks: Readonly<Record<LogSide, string>> = {
  out: "grid items-center gap-x-4 px-4 grid-cols-[64px_minmax(0,1fr)_minmax(0,1.25fr)_112px]",
  in: "grid items-center gap-x-4 px-4 grid-cols-[64px_minmax(0,1fr)_minmax(0,1.6fr)]",
};
