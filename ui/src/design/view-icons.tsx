/** What may stand before the name of a saved view. */
import type { ReactNode } from "react";

import type { ViewIcon as ViewIconName } from "../bridge/types";
import { DirectedIcon, Icon, type IconProps } from "./icons";

const shapes: Readonly<Record<ViewIconName, ReactNode>> = {
  list: (
    <path d="M5.75 4.25h7.5M5.75 8h7.5M5.75 11.75h7.5M2.75 4.25h.01M2.75 8h.01M2.75 11.75h.01" />
  ),
  waiting: (
    <path d="M4.25 2.25h7.5M4.25 13.75h7.5M5.25 2.5c0 2.75 2.75 3.75 2.75 5.5s-2.75 2.75-2.75 5.5M10.75 2.5C10.75 5.25 8 6.25 8 8s2.75 2.75 2.75 5.5" />
  ),
  parcel: <path d="M8 1.9 13.5 4.6v6.8L8 14.1l-5.5-2.7V4.6zM2.7 4.7 8 7.4l5.3-2.7M8 7.4v6.5" />,
  lorry: (
    <path d="M4.25 11.5h-2.5v-7.75h7.5v7.75H6.75M9.25 6.25h2.9l2.1 2.5v2.75h-1M10.75 11.5h-1.5M5.5 12.75a1.25 1.25 0 1 0 0-2.5 1.25 1.25 0 0 0 0 2.5zM12 12.75a1.25 1.25 0 1 0 0-2.5 1.25 1.25 0 0 0 0 2.5z" />
  ),
  return: <path d="M5.5 9.25 2.5 6.25l3-3M2.75 6.25h6.5a3.5 3.5 0 0 1 0 7H6.5" />,
  clock: <path d="M8 13.75a5.75 5.75 0 1 0 0-11.5 5.75 5.75 0 0 0 0 11.5zM8 4.9V8l2.1 1.4" />,
  star: <path d="m8 2.1 1.8 3.75 4.1.55-3 2.85.75 4.1L8 11.35l-3.65 2 .75-4.1-3-2.85 4.1-.55z" />,
  flag: <path d="M3.75 14V2.5M3.75 3.25h8.5l-1.9 2.85 1.9 2.9h-8.5" />,
  money: (
    <path d="M8 6.75c3 0 5.25-.95 5.25-2.25S11 2.25 8 2.25 2.75 3.2 2.75 4.5 5 6.75 8 6.75zM2.75 4.5v7c0 1.3 2.25 2.25 5.25 2.25s5.25-.95 5.25-2.25v-7M2.75 8c0 1.3 2.25 2.25 5.25 2.25S13.25 9.3 13.25 8" />
  ),
  person: (
    <path d="M8 7.75a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5zM2.75 13.75c.4-2.5 2.5-3.75 5.25-3.75s4.85 1.25 5.25 3.75" />
  ),
};

/** All of them, in the order in which they are offered. */
export const viewIcons: readonly ViewIconName[] = [
  "list",
  "waiting",
  "money",
  "parcel",
  "lorry",
  "return",
  "clock",
  "star",
  "flag",
  "person",
];

/** What goes somewhere goes along the line of reading. */
const directed: ReadonlySet<ViewIconName> = new Set<ViewIconName>([
  "lorry",
  "return",
  "list",
  "flag",
]);

/** The icon of a saved view. */
export function ViewIcon({ icon, ...rest }: IconProps & { readonly icon: ViewIconName }) {
  const Frame = directed.has(icon) ? DirectedIcon : Icon;
  return <Frame {...rest}>{shapes[icon]}</Frame>;
}
