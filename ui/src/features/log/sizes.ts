import type { LogSide } from "../../location";

/** Pixels: two lines and air. */
export const rowHeight = 56;

/** Pixels. */
export const headingHeight = 30;

/**
 * The columns: when, which order, what, where it stands or what it changed, how often it left. Beside
 * an open order there is less room, and none for how often.
 */
export const tracks: Readonly<Record<LogSide, string>> = {
  out: "grid items-center gap-x-3 px-4 grid-cols-[60px_76px_minmax(0,1fr)_minmax(0,1.4fr)_auto] @min-[860px]:gap-x-4 @min-[860px]:grid-cols-[64px_88px_minmax(0,min(30%,480px))_minmax(0,1fr)_112px]",
  in: "grid items-center gap-x-3 px-4 grid-cols-[60px_76px_minmax(0,1fr)_minmax(0,1.4fr)] @min-[860px]:gap-x-4 @min-[860px]:grid-cols-[64px_88px_minmax(0,min(34%,480px))_minmax(0,1fr)]",
};

/** Shown only where there is room. */
export const roomy = "hidden @min-[860px]:block";
