import type { ReactNode, Ref } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";

import { Tooltip } from "./tooltip";

/** `primary` once a screen, `plain` beside it, `quiet` in rows and bars, `danger` where data or a right ends. */
export type ButtonKind = "primary" | "plain" | "quiet" | "danger" | "strip";

const kinds: Readonly<Record<ButtonKind, string>> = {
  primary: "bg-accent text-on-accent font-medium data-hovered:bg-accent-strong",
  plain: "border border-line-strong bg-panel text-ink data-hovered:bg-hover",
  quiet: "text-ink-soft data-hovered:bg-hover data-hovered:text-ink",
  danger: "border border-line-strong bg-panel text-stop data-hovered:bg-stop-soft",
  strip: "text-strip-ink data-hovered:bg-strip-ink/15",
};

const shared =
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-control whitespace-nowrap transition-opacity duration-[120ms] data-pressed:opacity-80 data-disabled:opacity-45";

export interface ButtonProps extends Omit<AriaButtonProps, "className" | "style" | "children"> {
  readonly kind?: ButtonKind;
  readonly size?: "small" | "usual";
  readonly icon?: ReactNode;
  /** The key that does the same, shown beside the words. */
  readonly keys?: string;
  readonly className?: string;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly children?: ReactNode;
}

/** A button with words. */
export function Button({
  kind = "plain",
  size = "usual",
  icon,
  keys,
  className = "",
  children,
  ...rest
}: ButtonProps) {
  const measure = size === "usual" ? "h-8 px-3" : "h-7 px-2 text-small";
  return (
    <AriaButton {...rest} className={`${shared} ${measure} ${kinds[kind]} ${className}`}>
      {icon}
      {children}
      {keys !== undefined && <KeyCap on={kind === "primary" ? "accent" : "panel"}>{keys}</KeyCap>}
    </AriaButton>
  );
}

/** A button with an icon alone; its name is spoken and shown as a tooltip. */
export function IconButton({
  name,
  keys,
  kind = "quiet",
  className = "",
  children,
  ...rest
}: Omit<ButtonProps, "icon" | "size"> & { readonly name: string }) {
  return (
    <Tooltip {...(keys === undefined ? {} : { keys })} words={name}>
      <AriaButton
        {...rest}
        aria-label={name}
        className={`${shared} size-7 ${kinds[kind]} ${className}`}
      >
        {children}
      </AriaButton>
    </Tooltip>
  );
}

/** A key as it is printed on the keyboard. */
export function KeyCap({
  on = "panel",
  children,
}: {
  readonly on?: "panel" | "accent" | "strip";
  readonly children: ReactNode;
}) {
  const look =
    on === "panel"
      ? "border-line-strong text-ink-faint"
      : on === "accent"
        ? "border-on-accent/50 text-on-accent"
        : "border-strip-ink/45 text-strip-ink";
  return (
    <kbd
      className={`inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-small border px-1 font-sans text-[11px] leading-none ${look}`}
      dir="ltr"
    >
      {children}
    </kbd>
  );
}
