import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";

import { failureOf } from "../bridge";
import type { FailureView } from "../bridge/types";
import { Button, CloseIcon, FailureNote, IconButton, TickIcon } from "../design";
import { leftUntil, useFormat, useNow } from "../format";
import { Message, useMessages } from "../messages";
import { isTyping } from "./shortcuts";

interface Notices {
  /** Says shortly that something is done. */
  readonly say: (words: ReactNode) => void;
  /** Says shortly why something was not done, or what to do first. */
  readonly hint: (words: ReactNode) => void;
  /**
   * The same with a way back, which stays for eight seconds, or until the moment `until`, UTC
   * milliseconds, to which it counts down.
   */
  readonly sayUndoable: (words: ReactNode, undo: () => void, until?: number | null) => void;
  /** Does what the way back of the notice does; false where none offers one. */
  readonly takeBackSaid: () => boolean;
  /** Shows why something did not work, until the person closes it. */
  readonly fail: (thrown: unknown) => void;
}

const NoticesContext = createContext<Notices>({
  say: () => undefined,
  hint: () => undefined,
  sayUndoable: () => undefined,
  takeBackSaid: () => false,
  fail: () => undefined,
});

/** Short words for the person, spoken too. */
export function useNotices(): Notices {
  return useContext(NoticesContext);
}

/** What is said, and the way back where there is one. */
interface Words {
  readonly said: ReactNode;
  /** Whether something is done, and not only said. */
  readonly isDone: boolean;
  readonly undo: (() => void) | null;
  /** To when it counts down. */
  readonly until: number | null;
}

/** Words without a way back. */
const bare = { undo: null, until: null };

/** How long a word that something is done stays. */
const stay = 4_000;

/** How long it stays where there is a way back. */
const stayUndoable = 8_000;

/** What is printed on the keys that undo. */
const undoKey = "Ctrl Z";

/** Shows what is said below, at the foot of the window, in live regions that are always there. */
export function NoticesProvider({ children }: { readonly children: ReactNode }) {
  const translate = useMessages();
  const [words, setWords] = useState<Words | null>(null);
  const [isHeld, setHeld] = useState(false);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const say = useCallback((said: ReactNode) => setWords({ ...bare, said, isDone: true }), []);
  const hint = useCallback((said: ReactNode) => setWords({ ...bare, said, isDone: false }), []);
  const sayUndoable = useCallback(
    (said: ReactNode, undo: () => void, until: number | null = null) =>
      setWords({ said, isDone: true, undo, until }),
    [],
  );
  const fail = useCallback((thrown: unknown) => setFailure(failureOf(thrown)), []);
  useEffect(() => {
    // Nobody is hurried who is about to press the button.
    if (words === null || isHeld) {
      return;
    }
    const usual = words.undo === null ? stay : stayUndoable;
    const time = words.until === null ? usual : Math.max(stay, words.until - Date.now());
    const timer = setTimeout(() => setWords(null), time);
    return () => clearTimeout(timer);
  }, [words, isHeld]);

  const undo = words?.undo ?? null;
  const takeBack = useCallback(() => {
    setWords(null);
    setHeld(false);
    undo?.();
  }, [undo]);
  const latest = useRef({ undo, takeBack });
  latest.current = { undo, takeBack };
  const takeBackSaid = useCallback(() => {
    if (latest.current.undo === null) {
      return false;
    }
    latest.current.takeBack();
    return true;
  }, []);
  const notices = useMemo(
    () => ({ say, hint, sayUndoable, takeBackSaid, fail }),
    [say, hint, sayUndoable, takeBackSaid, fail],
  );
  useEffect(() => {
    if (undo === null) {
      return;
    }
    const onKey = (event: KeyboardEvent) => {
      const isUndo = event.code === "KeyZ" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
      // A field undoes what was typed in it. Where no dialog lies over the page, its keys did it.
      if (isUndo && !event.defaultPrevented && !event.repeat && !isTyping(event.target)) {
        event.preventDefault();
        takeBack();
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [undo, takeBack]);

  return (
    <NoticesContext value={notices}>
      {children}
      {/* A dialog leaves what is above it alone: a press here neither closes it nor is lost. */}
      <div
        className="pointer-events-none fixed inset-x-0 bottom-4 z-50 flex flex-col items-center gap-2 px-4"
        data-react-aria-top-layer="true"
      >
        <div role="status">
          {words !== null && (
            <p
              className="appear flex items-center gap-2 rounded-control bg-ink px-3 py-1.5 text-panel shadow-over"
              onBlur={() => setHeld(false)}
              onFocus={() => setHeld(true)}
              onPointerEnter={() => setHeld(words.undo !== null)}
              onPointerLeave={() => setHeld(false)}
            >
              {words.isDone && <TickIcon />}
              {/* One item of the row: words and numbers stand as close as in a sentence. */}
              <span>{words.said}</span>
              {words.undo !== null && (
                <Button
                  className="pointer-events-auto -me-1.5 text-panel! data-hovered:bg-panel/20!"
                  kind="quiet"
                  onPress={takeBack}
                  size="small"
                >
                  <span className="font-medium underline">{translate("action.undo")}</span>
                  {words.until !== null && <CountDown until={words.until} />}
                  <kbd className="font-sans opacity-75" dir="ltr">
                    {undoKey}
                  </kbd>
                </Button>
              )}
            </p>
          )}
        </div>
        {failure !== null && (
          <div className="appear pointer-events-auto flex max-w-[560px] items-start gap-2 rounded-card border border-line bg-raised p-1 shadow-over">
            <FailureNote failure={failure} />
            <IconButton name={translate("action.close")} onPress={() => setFailure(null)}>
              <CloseIcon />
            </IconButton>
          </div>
        )}
      </div>
    </NoticesContext>
  );
}

/** What is left of the time to undo. It is not spoken at every second. */
function CountDown({ until }: { readonly until: number }) {
  const format = useFormat();
  const left = leftUntil(until, useNow());
  return left === null ? null : (
    <bdi aria-hidden="true" className="opacity-75">
      {format.span(left)}
    </bdi>
  );
}

/** A longer text is not repeated when it was copied. */
const longestRepeated = 60;

/** Copies a text and says so. */
export function useCopy(): (text: string) => void {
  const translate = useMessages();
  const { say, hint } = useNotices();
  return useCallback(
    (text: string) => {
      navigator.clipboard.writeText(text).then(
        () =>
          say(
            text.length > longestRepeated ? (
              translate("notice.copiedLong")
            ) : (
              <Message id="notice.copied" values={{ text }} />
            ),
          ),
        () => hint(translate("notice.notCopied")),
      );
    },
    [say, hint, translate],
  );
}
