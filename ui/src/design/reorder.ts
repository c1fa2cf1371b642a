/**
 * A list whose lines are put in another order: dragged by the pointer, or by Alt and an arrow. The
 * web view's own dragging is of no use here, since the shell takes it for dropped files.
 */
import {
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";

import { useMessages } from "../messages";

/** A press that moves so little, in pixels, is a click. */
const slack = 4;

/** What is dragged, and before which line it would come; as many as there are lines: behind all. */
interface Drag {
  readonly from: number;
  readonly gap: number;
}

const lineBefore =
  "before:absolute before:inset-x-0 before:-top-px before:z-10 before:h-0.5 before:rounded-full before:bg-accent";
const lineAfter =
  "after:absolute after:inset-x-0 after:-bottom-px after:z-10 after:h-0.5 after:rounded-full after:bg-accent";

/** `keys` name the lines in their order; `onMove` puts the line at `from` where `to` will be. */
export function useReorder(keys: readonly string[], onMove: (from: number, to: number) => void) {
  const translate = useMessages();
  const list = useRef<HTMLUListElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const [spoken, setSpoken] = useState("");
  const followed = useRef<string | null>(null);
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);

  const lines = () => [...(list.current?.querySelectorAll<HTMLElement>("[data-line]") ?? [])];

  // A line that moves in the document loses the focus.
  useLayoutEffect(() => {
    const place = followed.current === null ? -1 : keys.indexOf(followed.current);
    const line = lines()[place];
    followed.current = null;
    if (line !== undefined && !line.contains(document.activeElement)) {
      line.querySelector<HTMLElement>("a, input, button")?.focus();
    }
  });

  const move = (from: number, to: number) => {
    const key = keys[from];
    if (key !== undefined && to !== from && to >= 0 && to < keys.length) {
      onMove(from, to);
      setSpoken(translate("reorder.moved", { place: to + 1, count: keys.length }));
    }
  };

  const begin = (from: number, { button, clientY: start }: PointerEvent) => {
    if (button !== 0) {
      return;
    }
    let current: Drag | null = null;
    const listening = new AbortController();
    const { signal } = listening;
    const end = () => {
      listening.abort();
      setDrag(null);
      stop.current = null;
    };
    stop.current?.();
    stop.current = end;
    const onPointerMove = ({ clientY }: globalThis.PointerEvent) => {
      if (current === null && Math.abs(clientY - start) < slack) {
        return;
      }
      const gap = lines().filter((line) => {
        const { top, height } = line.getBoundingClientRect();
        return top + height / 2 < clientY;
      }).length;
      current = { from, gap };
      setDrag(current);
    };
    const onPointerUp = () => {
      const dragged = current;
      end();
      if (dragged !== null) {
        swallowClick();
        move(from, dragged.gap > from ? dragged.gap - 1 : dragged.gap);
      }
    };
    window.addEventListener("pointermove", onPointerMove, { signal });
    window.addEventListener("pointerup", onPointerUp, { signal });
    window.addEventListener("pointercancel", end, { signal });
    window.addEventListener("keydown", ({ code }) => code === "Escape" && end(), { signal });
  };

  const onKeyDown = (from: number, event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.code];
    if (step !== undefined && event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      event.stopPropagation();
      followed.current = keys[from] ?? null;
      move(from, from + step);
    }
  };

  return {
    list,
    move,
    /** What became of the line, for a live region. */
    spoken,
    isDragging: drag !== null,
    /** For the element of a line, which stands `relative`. */
    line: (place: number) => ({
      "data-line": true,
      onKeyDownCapture: (event: KeyboardEvent) => onKeyDown(place, event),
    }),
    /** For what a line is dragged by. */
    grip: (place: number) => ({
      onPointerDown: (event: PointerEvent) => begin(place, event),
    }),
    /** How a line looks while one is dragged. */
    lookOf: (place: number) =>
      drag === null
        ? ""
        : `${drag.from === place ? "opacity-50" : ""} ${drag.gap === place ? lineBefore : ""} ${
            drag.gap === keys.length && place === keys.length - 1 ? lineAfter : ""
          }`,
  };
}

/** The click that follows when what was dragged is let go means nothing. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 0);
}
