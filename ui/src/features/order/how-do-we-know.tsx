import { useState } from "react";
import { DialogTrigger } from "react-aria-components";

import { failureOf } from "../../bridge";
import type { FieldEvidence, FieldName, OrderDetail } from "../../bridge/types";
import {
  Button,
  FailureNote,
  IconButton,
  Popover,
  PopoverDialog,
  QuestionIcon,
  ToneMark,
} from "../../design";
import { useFormat, useNow } from "../../format";
import { FieldValue, SourceWords } from "../../heard";
import { Message, useMessages } from "../../messages";
import { fieldName } from "../../points";
import { useEvidence } from "../../queries";
import { JsonViewer } from "./json-viewer";

/**
 * The question mark beside a value: who said it, when, and who says otherwise. It is there for the
 * pointer and the focus in its line, which is a `group/known`.
 */
export function HowDoWeKnow({
  detail,
  field,
}: {
  readonly detail: OrderDetail;
  readonly field: FieldName;
}) {
  const translate = useMessages();
  const [json, setJson] = useState<number | null>(null);
  const view = detail.fields.find((candidate) => candidate.field === field);
  const provenance = view?.provenance ?? null;
  if (view === undefined || provenance === null) {
    return null;
  }
  return (
    <>
      <DialogTrigger>
        <IconButton
          className="size-6! text-ink-faint! opacity-0 focus-visible:opacity-100 group-focus-within/known:opacity-100 group-hover/known:opacity-100 aria-expanded:opacity-100 pointer-coarse:opacity-100"
          name={translate("evidence.open", { field: fieldName(translate, field) })}
        >
          <QuestionIcon size={14} />
        </IconButton>
        <Popover placement="bottom end">
          <PopoverDialog name={translate("evidence.title")}>
            <Evidence field={field} onJson={setJson} uuid={detail.row.uuid} />
          </PopoverDialog>
        </Popover>
      </DialogTrigger>
      {json !== null && <JsonViewer id={json} onClose={() => setJson(null)} />}
    </>
  );
}

function Evidence({
  uuid,
  field,
  onJson,
}: {
  readonly uuid: string;
  readonly field: FieldName;
  readonly onJson: (id: number) => void;
}) {
  const translate = useMessages();
  const evidence = useEvidence(uuid, field);
  const all = evidence.data ?? [];
  const winner = all.find(({ wins }) => wins);
  const value = winner?.value ?? null;
  const others = all.filter((line) => !line.wins && line.value !== value);
  const agreeing = all.filter((line) => !line.wins && line.value === value);
  return (
    <div className="w-[340px] p-3.5">
      <h4 className="font-semibold">{translate("evidence.title")}</h4>
      <p className="mb-2 text-ink-faint text-small">
        {fieldName(translate, field)} · <bdi className="font-mono">{field}</bdi>
      </p>
      {evidence.error !== null && <FailureNote failure={failureOf(evidence.error)} />}
      {winner !== undefined && <Line line={winner} onJson={onJson} />}
      <Group
        lines={others}
        onJson={onJson}
        title={translate("evidence.otherwise", { count: others.length })}
      />
      <Group
        lines={agreeing}
        onJson={onJson}
        title={translate("evidence.agreeing", { count: agreeing.length })}
      />
      {winner !== undefined && others.length > 0 && (
        <p className="mt-2 text-ink-faint text-small">{translate("evidence.rule")}</p>
      )}
    </div>
  );
}

function Group({
  title,
  lines,
  onJson,
}: {
  readonly title: string;
  readonly lines: readonly FieldEvidence[];
  readonly onJson: (id: number) => void;
}) {
  if (lines.length === 0) {
    return null;
  }
  return (
    <>
      <h5 className="mt-2.5 mb-0.5 font-medium text-ink-faint text-small">{title}</h5>
      {lines.map((line) => (
        <Line key={line.observationId} line={line} onJson={onJson} />
      ))}
    </>
  );
}

function Line({
  line,
  onJson,
}: {
  readonly line: FieldEvidence;
  readonly onJson: (id: number) => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow();
  return (
    <div className={`flex items-start gap-2 py-1 ${line.wins ? "" : "text-ink-soft"}`}>
      <div className="min-w-0 flex-1">
        <div className="wrap-anywhere flex items-center gap-2 font-medium">
          {line.wins && <ToneMark size={12} tone="done" />}
          <FieldValue exact kind={line.kind} value={line.value} />
        </div>
        <p className="text-ink-soft text-small">
          <SourceWords event={line.event} source={line.source} />{" "}
          <span title={format.exact(line.lastHeardAt)}>
            <bdi>{format.ago(now - line.lastHeardAt)}</bdi>
          </span>
          {line.sightings > 1 && (
            <>
              {" · "}
              <Message id="evidence.sightings" values={{ count: line.sightings }} />
            </>
          )}
        </p>
        <p className="text-ink-faint text-small">
          {line.version === null ? (
            translate("evidence.undated")
          ) : (
            <Message id="evidence.asOf" values={{ time: format.exact(line.version) }} />
          )}
        </p>
      </div>
      <Button kind="quiet" onPress={() => onJson(line.observationId)} size="small">
        {translate("evidence.json")}
      </Button>
    </div>
  );
}
