import { type KeyboardEvent, type ReactNode, useState } from "react";

import type { CaseStep, CaseView } from "../../bridge/types";
import { Button } from "../../design";
import { shortcuts, useShortcut, useShortcutsEnabled } from "../../frame";
import { useMessages } from "../../messages";
import { askedOf } from "./case-card";
import { caseName, stepWords } from "./case-words";
import { PasteUuid } from "./paste-uuid";
import { SnoozeMenu } from "./snooze-menu";

/** What a person can choose, and what else the card leads to. */
export interface Choosing {
  readonly isPending: boolean;
  readonly onStep: (step: CaseStep) => void;
  readonly onSnooze: (until: number) => void;
  readonly onPaste: (text: string) => void;
  readonly onReopen: () => void;
  /** To the case before or behind. */
  readonly onWalk: (by: 1 | -1) => void;
}

/** The steps that leave by the queue; while one is under way no other of them is offered. */
const throughQueue: readonly CaseStep[] = ["cancel", "capture", "refund", "ship", "stop_parcel"];

/** What is offered for a case as it stands: the recommendation first. */
export function offeredSteps(view: CaseView): readonly CaseStep[] {
  if (view.state !== "open") {
    return [];
  }
  const all = [view.recommended, ...view.alternatives.filter((step) => step !== view.recommended)];
  return askedOf(view) === null ? all : all.filter((step) => !throughQueue.includes(step));
}

/** Brings the focus to what the desk recommends. */
export function focusRecommendation(): void {
  document.querySelector<HTMLElement>("[data-case-primary]")?.focus({ preventScroll: true });
}

/** The recommendation as the one primary button, the alternatives behind it, and their keys. */
export function CaseActions({
  view,
  hasKeys: areKeysOn,
  choosing,
}: {
  readonly view: CaseView;
  /** None while cases are chosen, or an order lies over the case: the keys mean those then. */
  readonly hasKeys: boolean;
  readonly choosing: Choosing;
}) {
  const translate = useMessages();
  const showsKeys = useShortcutsEnabled() && areKeysOn;
  const [isSnoozing, setSnoozing] = useState(false);
  const steps = offeredSteps(view);
  const [first] = steps;
  const isOffered = (step: CaseStep) => steps.includes(step);
  const isAsked = askedOf(view) !== null;
  const { isPending, onStep } = choosing;

  const recommend = () => {
    if (isPending) {
      return;
    }
    if (view.state !== "open") {
      choosing.onReopen();
    } else if (first === "snooze") {
      setSnoozing(true);
    } else if (first === "paste_uuid") {
      document.querySelector<HTMLElement>("[data-case-paste] input")?.focus();
    } else if (first !== undefined && !isAsked) {
      onStep(first);
    }
  };
  useShortcut("recommend", recommend, areKeysOn);
  useShortcut("readCase", () => onStep("read_again"), areKeysOn && view.order !== null);
  useShortcut("putOff", () => setSnoozing(true), areKeysOn && isOffered("snooze"));
  useShortcut("explain", () => onStep("explain"), areKeysOn && isOffered("explain"));

  const keyOf = (step: CaseStep, isFirst: boolean) => {
    const name = { snooze: "putOff", explain: "explain", read_again: "readCase" } as const;
    const cap = step in name ? shortcuts[name[step as keyof typeof name]].cap : undefined;
    return !showsKeys ? undefined : isFirst ? "↵" : cap;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.code];
    const isButton = event.target instanceof Element && event.target.matches("button");
    if (by !== undefined && isButton && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      choosing.onWalk(by === 1 ? 1 : -1);
    }
  };
  const button = (step: CaseStep, isFirst: boolean): ReactNode => {
    const kind = isFirst && !isAsked ? "primary" : "plain";
    const keys = keyOf(step, isFirst && !isAsked);
    const words = stepWords(translate, step, view);
    if (step === "paste_uuid") {
      return null;
    }
    return step === "snooze" ? (
      <SnoozeMenu
        isDisabled={isPending}
        isOpen={isSnoozing}
        isPrimary={isFirst}
        key={step}
        keys={keys}
        kind={kind}
        onOpenChange={setSnoozing}
        onSnooze={choosing.onSnooze}
        words={words}
      />
    ) : (
      <Button
        isPending={isPending && isFirst}
        // One node for whichever step is recommended: the focus stays on it from case to case.
        key={isFirst ? "first" : step}
        kind={kind}
        onPress={() => onStep(step)}
        {...(isFirst ? { "data-case-primary": "" } : {})}
        {...(keys === undefined ? {} : { keys })}
      >
        {words}
      </Button>
    );
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form
    <div
      aria-label={translate("case.actions")}
      className="flex flex-col gap-3"
      onKeyDown={onKeyDown}
      role="group"
    >
      {isOffered("paste_uuid") && (
        <PasteUuid
          isPending={isPending}
          isPrimary={first === "paste_uuid"}
          key={view.id}
          number={caseName(view)}
          onPaste={choosing.onPaste}
        />
      )}
      <div className="flex flex-wrap items-center gap-2">
        {view.state === "open" ? (
          steps.map((step, place) => button(step, place === 0))
        ) : (
          <Button
            data-case-primary=""
            isPending={isPending}
            key="first"
            kind="primary"
            onPress={choosing.onReopen}
            {...(showsKeys ? { keys: "↵" } : {})}
          >
            {translate("case.reopen")}
          </Button>
        )}
      </div>
    </div>
  );
}

/** The way to the whole order. It is reached after the steps, and seen beside the case's name. */
export function OpenOrder({
  hasKeys: areKeysOn,
  onOpen,
}: {
  readonly hasKeys: boolean;
  readonly onOpen: () => void;
}) {
  const translate = useMessages();
  const showsKeys = useShortcutsEnabled() && areKeysOn;
  useShortcut("openCaseOrder", onOpen, areKeysOn);
  return (
    <span className="absolute end-3 top-3.5">
      <Button
        kind="quiet"
        onPress={onOpen}
        size="small"
        {...(showsKeys ? { keys: shortcuts.openCaseOrder.cap } : {})}
      >
        {translate("case.openOrder")}
      </Button>
    </span>
  );
}
