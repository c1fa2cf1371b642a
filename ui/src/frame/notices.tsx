import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from "react";

import { failureOf } from "../bridge";
import type { FailureView } from "../bridge/types";
import { CloseIcon, FailureNote, IconButton, TickIcon } from "../design";
import { Message, useMessages } from "../messages";

interface Notices {
  /** Says shortly that something is done. */
  readonly say: (words: ReactNode) => void;
  /** Shows why something did not work, until the person closes it. */
  readonly fail: (thrown: unknown) => void;
}

const NoticesContext = createContext<Notices>({ say: () => undefined, fail: () => undefined });

/** Short words for the person, spoken too. */
export function useNotices(): Notices {
  return useContext(NoticesContext);
}

/** How long a word that something is done stays. */
const stay = 4_000;

/** Shows what is said below, at the foot of the window, in live regions that are always there. */
export function NoticesProvider({ children }: { readonly children: ReactNode }) {
  const translate = useMessages();
  const [words, setWords] = useState<{ readonly said: ReactNode } | null>(null);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const say = useCallback((said: ReactNode) => setWords({ said }), []);
  const fail = useCallback((thrown: unknown) => setFailure(failureOf(thrown)), []);
  const notices = useMemo(() => ({ say, fail }), [say, fail]);

  useEffect(() => {
    if (words === null) {
      return;
    }
    const timer = setTimeout(() => setWords(null), stay);
    return () => clearTimeout(timer);
  }, [words]);

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
            <p className="appear flex items-center gap-2 rounded-control bg-ink px-3 py-1.5 text-panel shadow-over">
              <TickIcon />
              {words.said}
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

/** A longer text is not repeated when it was copied. */
const longestRepeated = 60;

/** Copies a text and says so. */
export function useCopy(): (text: string) => void {
  const translate = useMessages();
  const { say } = useNotices();
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
        () => say(translate("notice.notCopied")),
      );
    },
    [say, translate],
  );
}
