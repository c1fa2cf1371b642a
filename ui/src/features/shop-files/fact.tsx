import type { ReactNode } from "react";

/** One of several small things that are known, with a dot between each two. */
export function Fact({ children }: { readonly children: ReactNode }) {
  return (
    <li className="min-w-0 before:me-2 before:text-ink-faint before:content-['·'] first:before:content-none">
      {children}
    </li>
  );
}
