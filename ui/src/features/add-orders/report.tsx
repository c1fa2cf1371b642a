import type { SyncPhase, TrackOutcome, TrackReport } from "../../bridge/types";
import { ToneMark } from "../../design";
import { useFormat } from "../../format";
import { Message, type MessageId, useMessages } from "../../messages";
import type { Tone } from "../../points";
import { useSync } from "../../queries";

const tones: Readonly<Record<TrackOutcome, Tone>> = {
  added: "done",
  already: "waiting",
  repeated: "waiting",
  invalid: "needs",
};

/** When the new orders are read, by what sync does. */
const whenRead: Readonly<Record<SyncPhase, MessageId>> = {
  idle: "report.next",
  running: "report.next",
  paused: "report.nextPaused",
  waiting: "report.nextWaiting",
  key_refused: "report.nextNoKey",
  no_key: "report.nextNoKey",
};

/** What came of each line: the numbers first, then the lines, those that need a look on top. */
export function Report({ report }: { readonly report: TrackReport }) {
  const translate = useMessages();
  const phase = useSync().data?.phase ?? "idle";
  const format = useFormat();
  const lines = report.added + report.already + report.repeated + report.invalid;
  return (
    <div className="flex flex-col gap-3">
      <div role="status">
        {report.file !== null && (
          <p className="text-ink-faint">
            <bdi>{report.file}</bdi>
          </p>
        )}
        <p className="font-semibold text-title">
          <Message id="report.added" values={{ count: report.added }} />
        </p>
        <ul className="mt-1 flex flex-wrap gap-x-4 text-ink-soft">
          {report.already > 0 && (
            <li>
              <Message id="report.already" values={{ count: report.already }} />
            </li>
          )}
          {report.repeated > 0 && (
            <li>
              <Message id="report.repeated" values={{ count: report.repeated }} />
            </li>
          )}
          {report.invalid > 0 && (
            <li className="text-needs">
              <Message id="report.invalid" values={{ count: report.invalid }} />
            </li>
          )}
        </ul>
        {report.added > 0 && <p className="mt-1 text-ink-soft">{translate(whenRead[phase])}</p>}
        {report.added === 0 && report.invalid > 0 && (
          <p className="mt-1 text-ink-soft">{translate("report.noIds")}</p>
        )}
      </div>
      {report.rows.length > 0 && (
        <ol
          aria-label={translate("report.lines")}
          className="max-h-[44vh] overflow-y-auto rounded-card border border-line"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by key
          tabIndex={0}
        >
          {report.rows.map((row) => (
            <li
              className="flex items-center gap-3 border-line border-b px-3 py-1 last:border-b-0"
              key={`${String(row.line)} ${row.text} ${row.outcome}`}
            >
              <span className="w-12 shrink-0 text-end text-ink-faint text-small">
                <bdi>{format.count(row.line)}</bdi>
              </span>
              <ToneMark size={12} tone={tones[row.outcome]} />
              <span
                className={`min-w-0 flex-1 truncate text-small ${row.outcome === "invalid" ? "" : "font-mono"}`}
              >
                <bdi>{row.text}</bdi>
              </span>
              <span className="shrink-0 text-ink-soft text-small">
                {translate(`report.outcome.${row.outcome}`)}
              </span>
            </li>
          ))}
        </ol>
      )}
      {report.rows.length < lines && (
        <p className="text-ink-faint text-small">
          <Message id="report.cut" values={{ shown: report.rows.length, all: lines }} />
        </p>
      )}
    </div>
  );
}
