import { type RefObject, useEffect } from "react";

import { go, usePlace } from "../../location";

/**
 * Brings the webhooks before whoever was led to them: at once, and again when what stands above them
 * is all there. Once they are read, `onRegister` is called for whoever came to register something.
 */
export function useBrought(
  heading: RefObject<HTMLElement | null>,
  isRead: boolean,
  onRegister: () => void,
): void {
  const { webhooks: part } = usePlace();
  const isSought = part === "sought" || part === "register";
  useEffect(() => {
    if (isSought) {
      heading.current?.scrollIntoView({ block: "start" });
      heading.current?.focus({ preventScroll: true });
    }
  }, [isSought, heading]);
  useEffect(() => {
    if (!isSought || !isRead) {
      return;
    }
    // Whoever has gone on by then is not called back.
    if (document.activeElement === heading.current) {
      heading.current?.scrollIntoView({ block: "start" });
    }
    go({ webhooks: "open" }, "replace");
    if (part === "register") {
      onRegister();
    }
  }, [isSought, isRead, part, heading, onRegister]);
}
