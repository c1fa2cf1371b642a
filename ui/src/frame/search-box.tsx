import { useRef } from "react";

import { CloseIcon, focusActiveRow, IconButton, KeyCap, SearchIcon } from "../design";
import { go, usePlace } from "../location";
import { useMessages } from "../messages";
import { shortcuts, useShortcut, useShortcutsEnabled } from "./shortcuts";

/** The one search box. What is typed is in the address and found at once. */
export function SearchBox() {
  const translate = useMessages();
  const { query } = usePlace();
  const single = useShortcutsEnabled();
  const input = useRef<HTMLInputElement>(null);
  useShortcut("search", () => {
    input.current?.focus();
    input.current?.select();
  });

  const search = (words: string) =>
    go({ screen: "orders", order: null, query: { ...query, search: words } }, "replace");

  return (
    <search className="relative min-w-32 max-w-[420px] flex-[3]">
      <span className="pointer-events-none absolute inset-y-0 start-2.5 grid place-items-center opacity-80">
        <SearchIcon />
      </span>
      <input
        aria-keyshortcuts={single ? shortcuts.search.cap : undefined}
        aria-label={translate("search.name")}
        autoComplete="off"
        className="h-7 w-full select-text rounded-control bg-strip-ink/13 ps-8 pe-8 text-strip-ink hover:bg-strip-ink/18 focus:bg-strip-ink/22"
        dir={query.search === "" ? undefined : "auto"}
        onChange={(event) => search(event.target.value)}
        onKeyDown={(event) => {
          if (event.code === "Escape") {
            event.preventDefault();
            if (query.search === "") {
              event.currentTarget.blur();
            } else {
              search("");
            }
          } else if (event.code === "ArrowDown" || event.code === "Enter") {
            event.preventDefault();
            focusActiveRow();
          }
        }}
        placeholder={translate("search.placeholder")}
        ref={input}
        spellCheck={false}
        type="text"
        value={query.search}
      />
      <span className="absolute inset-y-0 end-1 grid place-items-center">
        {query.search === "" ? (
          single && (
            <span className="pe-1">
              <KeyCap on="strip">{shortcuts.search.cap}</KeyCap>
            </span>
          )
        ) : (
          <IconButton
            className="size-5!"
            kind="strip"
            name={translate("search.clear")}
            onPress={() => {
              search("");
              input.current?.focus();
            }}
          >
            <CloseIcon size={12} />
          </IconButton>
        )}
      </span>
    </search>
  );
}
