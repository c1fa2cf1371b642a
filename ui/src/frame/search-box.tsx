import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from "react";

import { takesScans } from "../commands";
import { CloseIcon, directionOf, focusActiveRow, IconButton, KeyCap, SearchIcon } from "../design";
import { useNow } from "../format";
import { go, usePlace } from "../location";
import { useLocale, useMessages } from "../messages";
import { useCounts } from "../queries";
import { asksSame, listing, pastedNumbers, readQuery, suggest, writeQuery } from "../search";
import { SearchSuggestions } from "./search-suggestions";
import { isTyping, shortcuts, useShortcut, useShortcutsEnabled } from "./shortcuts";

/**
 * The one search box, for words and filters. What is typed is in the address and found at once.
 * The box keeps the text as it was typed as long as it asks for what is shown; a filter that was
 * changed elsewhere is written into it.
 */
export function SearchBox() {
  const translate = useMessages();
  const { query } = usePlace();
  const single = useShortcutsEnabled();
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const { language } = useLocale();
  const counts = useCounts().data;
  const now = useNow(60_000);
  const [draft, setDraft] = useState("");
  // A line that is not chosen: the list is closed until something is typed.
  const [active, setActive] = useState<number | "closed">("closed");

  const text = asksSame(readQuery(draft, now), query) ? draft : writeQuery(query, language, now);
  const suggestions = active === "closed" ? [] : suggest(text, language, counts);
  const isOpen = suggestions.length > 0;
  const chosen = active === "closed" ? -1 : Math.min(active, suggestions.length - 1);

  const focus = () => {
    input.current?.focus();
    input.current?.select();
  };
  useShortcut("search", focus);
  // The web view's own search would find only the rows on the screen.
  useShortcut("find", focus);
  usePaste(input, (pasted) => {
    const listed = pastedNumbers(pasted, Date.now());
    if (listed.length > 0) {
      setDraft("");
      setActive("closed");
      go({ screen: "orders", order: null, query: listing(query, listed) });
    }
    return listed.length > 0;
  });

  const search = (typed: string) => {
    setDraft(typed);
    setActive(typed === "" ? "closed" : -1);
    const asked = readQuery(typed, Date.now());
    go({ screen: "orders", order: null, query: { ...query, ...asked } }, "replace");
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const picked = suggestions[chosen];
    if (event.code === "Escape") {
      event.preventDefault();
      if (isOpen) {
        setActive("closed");
      } else if (text === "") {
        event.currentTarget.blur();
      } else {
        search("");
      }
    } else if (isOpen && (event.code === "ArrowDown" || event.code === "ArrowUp")) {
      event.preventDefault();
      const step = event.code === "ArrowDown" ? 1 : -1;
      setActive(Math.max(-1, Math.min(chosen + step, suggestions.length - 1)));
    } else if (picked !== undefined && (event.code === "Enter" || event.code === "Tab")) {
      event.preventDefault();
      search(picked.text);
    } else if (event.code === "ArrowDown" || event.code === "Enter") {
      event.preventDefault();
      setActive("closed");
      focusActiveRow();
    }
  };

  return (
    <search className="relative min-w-32 max-w-[420px] flex-[3]">
      <span className="pointer-events-none absolute inset-y-0 start-2.5 grid place-items-center opacity-80">
        <SearchIcon />
      </span>
      <input
        aria-activedescendant={chosen >= 0 ? `${list}-${chosen}` : undefined}
        aria-autocomplete="list"
        aria-controls={isOpen ? list : undefined}
        aria-expanded={isOpen}
        aria-keyshortcuts={single ? `${shortcuts.search.cap} Control+F` : "Control+F"}
        aria-label={translate("search.name")}
        autoComplete="off"
        className="h-7 w-full select-text rounded-control bg-strip-ink/13 ps-8 pe-8 text-strip-ink hover:bg-strip-ink/18 focus:bg-strip-ink/22"
        {...{ [takesScans]: "" }}
        {...directionOf(text)}
        onBlur={() => setActive("closed")}
        onChange={(event) => search(event.target.value)}
        onKeyDown={onKeyDown}
        placeholder={translate("search.placeholder")}
        ref={input}
        role="combobox"
        spellCheck={false}
        type="text"
        value={text}
      />
      {isOpen && (
        <SearchSuggestions
          active={chosen}
          id={list}
          onChoose={(suggestion) => search(suggestion.text)}
          suggestions={suggestions}
        />
      )}
      <span className="absolute inset-y-0 end-1 grid place-items-center">
        {text === "" ? (
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

/**
 * What is pasted into the box, or where nothing takes text. `take` says whether it took it; else it
 * goes where it was going.
 */
function usePaste(box: RefObject<HTMLInputElement | null>, take: (text: string) => boolean): void {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const isElsewhere = isTyping(event.target) && event.target !== box.current;
      const text = event.clipboardData?.getData("text") ?? "";
      if (!isElsewhere && !isCoveredByDialog() && latest.current(text)) {
        event.preventDefault();
      }
    };
    window.addEventListener("paste", onPaste);
    return () => window.removeEventListener("paste", onPaste);
  }, [box]);
}

/** The box' own list of suggestions keeps nothing from being pasted. */
function isCoveredByDialog(): boolean {
  return document.querySelector("[role='dialog'], [role='alertdialog'], [role='menu']") !== null;
}
