import type { ImportReport } from "../../bridge/types";
import { Note, ToneMark } from "../../design";
import { useFormat, useNow } from "../../format";
import { Message, type MessageId, useMessages } from "../../messages";
import type { Tone } from "../../points";
import { Fact } from "./fact";
import { FaultRows } from "./fault-rows";
import { NoIds } from "./no-ids";

const minute = 60_000;

/** What came of a file: how it ended, the counts, the rows that need a look, the words that nobody knows. */
export function Report({
  report,
  goneOnFrom = null,
}: {
  readonly report: ImportReport;
  /** It had been begun before, and went on behind so many rows. */
  readonly goneOnFrom?: number | null;
}) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(minute);
  const { file, faults, unknownStatuses } = report;
  return (
    <div className="flex flex-col gap-5">
      <div role="status">
        <p className="flex items-center gap-2 font-semibold text-title">
          <ToneMark tone={file.isWhole ? "done" : "needs"} />
          {report.already ? (
            translate("importReport.already")
          ) : (
            <Message
              id={file.isWhole ? "importReport.whole" : "importReport.part"}
              values={{ count: file.rows }}
            />
          )}
        </p>
        <ul className="mt-0.5 flex flex-wrap gap-x-2 text-ink-soft">
          <Fact>
            <bdi className="wrap-anywhere">{file.name}</bdi>
          </Fact>
          <Fact>
            <span title={format.exact(file.writtenAt)}>
              <Message id="shopFile.written" values={{ time: format.short(file.writtenAt, now) }} />
            </span>
          </Fact>
          <Fact>
            <span title={format.exact(file.importedAt)}>
              <Message id="takenFiles.at" values={{ time: format.short(file.importedAt, now) }} />
            </span>
          </Fact>
          {file.importedBy !== null && file.importedBy !== "" && (
            <Fact>
              <Message id="importReport.by" values={{ name: file.importedBy }} />
            </Fact>
          )}
        </ul>
        {goneOnFrom !== null && (
          <p className="mt-0.5 text-ink-soft">
            <Message id="importReport.goneOn" values={{ count: goneOnFrom }} />
          </p>
        )}
        {!file.isWhole && (
          <p className="mt-0.5 text-ink-soft">{translate("importReport.partWhat")}</p>
        )}
      </div>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 rounded-card bg-canvas px-4 py-3 min-[640px]:grid-cols-3 min-[860px]:grid-cols-6">
        <Count id="importReport.added" value={file.added} />
        <Count id="importReport.changed" value={file.changed} />
        <Count id="importReport.same" value={file.same} />
        <Count id="importReport.faulty" tone="needs" value={file.faulty} />
        <Count id="importReport.withUuid" value={file.withUuid} />
        <Count id="importReport.tracked" value={file.tracked} />
      </dl>
      {file.withUuid === 0 && file.rows > 0 && <NoIds count={file.rows} isTaken />}
      {unknownStatuses.length > 0 && (
        <Note
          title={<Message id="importReport.words" values={{ count: unknownStatuses.length }} />}
          tone="needs"
        >
          <ul className="flex flex-wrap gap-x-2 gap-y-1">
            {unknownStatuses.map((word) => (
              <li className="rounded-small bg-panel px-1.5" key={word}>
                <bdi>{word}</bdi>
              </li>
            ))}
          </ul>
          <p className="mt-1.5">{translate("importReport.wordsNext")}</p>
        </Note>
      )}
      {faults.length > 0 && <FaultRows all={file.faulty} faults={faults} />}
    </div>
  );
}

/** One count under its name. */
function Count({
  id,
  value,
  tone,
}: {
  readonly id: MessageId;
  readonly value: number;
  /** How it is marked where it is not nought. */
  readonly tone?: Tone;
}) {
  const translate = useMessages();
  const format = useFormat();
  return (
    <div className="flex min-w-0 flex-col">
      <dt className="text-ink-faint text-small">{translate(id)}</dt>
      <dd className="flex items-center gap-1.5 font-semibold text-title">
        {tone !== undefined && value > 0 && <ToneMark tone={tone} />}
        <bdi>{format.count(value)}</bdi>
      </dd>
    </div>
  );
}
