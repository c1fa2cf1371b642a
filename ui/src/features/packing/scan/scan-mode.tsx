import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";

import type { Settings } from "../../../bridge/types";
import { type Command, useTakeover } from "../../../commands";
import { Button, Dialog } from "../../../design";
import { useMessages } from "../../../messages";
import { useScanDesk } from "../../../queries";
import { useCounts } from "../use-counts";
import { commandOfCode } from "./command-codes";
import { beginSession } from "./running";
import { ScanBar } from "./scan-bar";
import { ScanList } from "./scan-list";
import type { Session } from "./session";
import { useSounds } from "./sounds";
import { Summary } from "./summary";
import { TargetChoice, targetsOf } from "./target-choice";
import { verdictOf } from "./verdict";
import { mostMatches, VerdictView } from "./verdict-view";

/** A key of this window. They are no keys of the page: none of them means anything elsewhere. */
function key(id: string, codes: readonly [string, ...string[]], run: () => void): Command {
  const [code, ...also] = codes;
  return {
    id: `scanning.${id}`,
    group: "packing",
    words: (translate) => translate("packing.scan.title"),
    key: { code, also, cap: code },
    isKeyOnly: true,
    run,
  };
}

function digits(count: number, run: (place: number) => void): Command[] {
  return Array.from({ length: count }, (_, place) =>
    key(`digit.${place}`, [`Digit${place + 1}`, `Numpad${place + 1}`], () => run(place)),
  );
}

/**
 * The whole window for scanning: the status is chosen once, and each scan sends its order there.
 * All keys and scans are this window's while it is there.
 */
export function ScanMode({
  settings,
  onLeave,
}: {
  readonly settings: Settings;
  readonly onLeave: () => void;
}) {
  const [run, setRun] = useState(0);
  // Beside the page, which is out of reach meanwhile.
  return createPortal(
    <Scanning
      // Another session begins with nothing.
      key={run}
      onAnew={() => setRun(run + 1)}
      onLeave={onLeave}
      settings={settings}
    />,
    document.body,
  );
}

function Scanning({
  settings,
  onLeave,
  onAnew,
}: {
  readonly settings: Settings;
  readonly onLeave: () => void;
  readonly onAnew: () => void;
}) {
  const translate = useMessages();
  const desk = useScanDesk();
  const [running] = useState(() => beginSession(desk));
  const session = useSyncExternalStore(running.subscribe, running.now);
  const { target, block, endedAt, entries } = session;
  const [isChoosing, setChoosing] = useState(true);
  const [isLeaving, setLeaving] = useState(false);
  const counts = useCounts(settings.licenceStep, undefined);
  const targets = targetsOf(settings.licenceStep);
  const place = useRef<HTMLDivElement>(null);
  useSounds(session.sound, settings.scanSounds);

  const isOver = endedAt !== null;
  const verdict = verdictOf(session);
  const choose = (chosen: string | undefined) => {
    if (chosen !== undefined) {
      running.tell({ kind: "chose", target: chosen });
      setChoosing(false);
    }
  };
  const end = () => {
    setLeaving(false);
    if (entries.length === 0) {
      onLeave();
    } else {
      running.tell({ kind: "ended", at: Date.now() });
    }
  };
  const finish = () => {
    if (block !== null || session.wishes.length > 0) {
      setLeaving(true);
    } else {
      end();
    }
  };
  const undo = () => running.tell({ kind: "wanted_undo" });
  const release = () => running.tell({ kind: "released", order: null });
  const pick = (place: number) => {
    const order = verdict.view?.matches[place];
    if (order !== undefined) {
      running.tell({ kind: "released", order });
    }
  };
  const sendBack = () => running.tell({ kind: "wanted_back" });
  const onScan = (scanned: string, ground: string) => {
    const code = scanned.trim();
    const isCovered = ground === "covered";
    const command = isCovered || isOver || block !== null ? null : commandOfCode(code);
    switch (command?.kind) {
      case "to":
        choose(command.target);
        break;
      case "undo":
        undo();
        break;
      case "finish":
        finish();
        break;
      default:
        running.tell({ kind: "scanned", code, at: Date.now(), isCovered, isChoosing });
    }
  };

  const back = () => (isChoosing && target !== null ? setChoosing(false) : finish());
  useTakeover({
    onScan,
    commands: isOver
      ? [key("leave", ["Escape"], onLeave)]
      : block !== null
        ? [
            key("release", ["Enter", "NumpadEnter", "Space"], release),
            ...(block.kind === "several" ? digits(mostMatches, pick) : []),
            ...(block.kind === "sent" && block.backTo !== null ? digits(1, sendBack) : []),
            key("finish", ["Escape"], finish),
          ]
        : [
            ...(isChoosing ? digits(targets.length, (place) => choose(targets[place])) : []),
            ...(isChoosing ? [] : [key("target", ["KeyT"], () => setChoosing(true))]),
            ...(isChoosing ? [] : [key("undo", ["KeyZ"], undo)]),
            key("finish", ["Escape"], back),
          ],
  });
  const isBlocked = block !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever it stops or goes on, a key must reach no button that had the focus
  useEffect(() => place.current?.focus({ preventScroll: true }), [isBlocked, isChoosing]);

  return (
    <div
      aria-label={translate("packing.scan.title")}
      className="fixed inset-0 z-30 flex flex-col bg-panel outline-none"
      ref={place}
      role="application"
      tabIndex={-1}
    >
      <ScanBar
        onFinish={finish}
        onTarget={() => setChoosing(true)}
        onUndo={undo}
        session={session}
      />
      <div className="flex min-h-0 flex-1">
        {isOver ? (
          <Summary
            remaining={counts.pack ?? null}
            onAnew={onAnew}
            onLeave={onLeave}
            session={session}
          />
        ) : isChoosing && block === null ? (
          <TargetChoice
            chosen={target}
            licenceStep={settings.licenceStep}
            onChoose={choose}
            targets={targets}
          />
        ) : (
          <VerdictView
            onChoose={pick}
            onRelease={block === null ? null : release}
            onSendBack={sendBack}
            target={target}
            untaken={untakenSince(session)}
            verdict={verdict}
          />
        )}
        {!isOver && <ScanList entries={entries} />}
      </div>
      {isLeaving && (
        <Dialog isOpen onClose={() => setLeaving(false)} title={translate("packing.leave.title")}>
          <p>{translate(block === null ? "packing.leave.waiting" : "packing.leave.blocked")}</p>
          <div className="mt-5 flex justify-end gap-2">
            <Button onPress={end}>{translate("packing.leave.end")}</Button>
            <Button autoFocus kind="primary" onPress={() => setLeaving(false)}>
              {translate("packing.leave.stay")}
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

/** What was scanned in vain since the window blocks. */
function untakenSince({ block, blockedFrom, entries }: Session): readonly string[] {
  return block === null ? [] : entries.slice(blockedFrom).map(({ code }) => code);
}
