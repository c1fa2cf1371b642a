import { type ReactNode, useState } from "react";
import { MenuTrigger } from "react-aria-components";

import {
  Button,
  Checkbox,
  ChevronDownIcon,
  directionOf,
  Menu,
  MenuItem,
  SearchIcon,
  ToneMark,
} from "../../design";
import { type Format, useFormat } from "../../format";
import {
  actionKinds,
  actionStates,
  go,
  isLogNarrowed,
  type LogPlace,
  withoutFilters,
} from "../../location";
import { type Translate, useMessages } from "../../messages";
import { actionTones } from "../../points";
import { useQueue } from "../../queries";
import { readDays } from "../../search";
import { namedLogDays } from "./days";
import { DaysDialog } from "./days-dialog";

/** What of that which went out is shown. */
export function SentFilters({ log }: { readonly log: LogPlace }) {
  const translate = useMessages();
  const show = (change: Partial<LogPlace>) => go({ log: { ...log, ...change } }, "replace");
  return (
    <>
      <OrderField onChange={(about) => show({ about })} text={log.about} />
      <Several
        name={translate("log.filter.kind")}
        onChange={(kinds) => show({ kinds })}
        options={actionKinds}
        selected={log.kinds}
        wordsOf={(kind) => translate(`asked.kind.${kind}`)}
      />
      <Several
        markOf={(state) => <ToneMark tone={actionTones[state]} />}
        name={translate("log.filter.state")}
        onChange={(states) => show({ states })}
        options={actionStates}
        selected={log.states}
        wordsOf={(state) => translate(`standing.${state}`)}
      />
      <PersonFilter onChange={(person) => show({ person })} person={log.person} />
      <TimeFilter days={log.days} onChange={(days) => show({ days })} />
      <ShowAll log={log} />
    </>
  );
}

/** What of that which came in is shown. */
export function HeardFilters({ log }: { readonly log: LogPlace }) {
  const translate = useMessages();
  const show = (change: Partial<LogPlace>) => go({ log: { ...log, ...change } }, "replace");
  return (
    <>
      <OrderField onChange={(about) => show({ about })} text={log.about} />
      <TimeFilter days={log.days} onChange={(days) => show({ days })} />
      <Checkbox isSelected={log.answers} onChange={(answers) => show({ answers })}>
        {translate("log.answers")}
      </Checkbox>
      <ShowAll log={log} />
    </>
  );
}

/** Gives up the filters, where there are any. */
function ShowAll({ log }: { readonly log: LogPlace }) {
  const translate = useMessages();
  return (
    isLogNarrowed(log) && (
      <Button kind="quiet" onPress={() => go({ log: withoutFilters(log) }, "replace")} size="small">
        {translate("filter.clear")}
      </Button>
    )
  );
}

function OrderField({
  text,
  onChange,
}: {
  readonly text: string;
  readonly onChange: (text: string) => void;
}) {
  const translate = useMessages();
  return (
    <span className="relative">
      <SearchIcon
        className="pointer-events-none absolute inset-y-0 start-2 my-auto text-ink-faint"
        size={14}
      />
      <input
        aria-label={translate("log.filter.order")}
        className="h-7 w-[172px] rounded-control border border-control bg-panel ps-7 pe-2 text-small"
        {...directionOf(text)}
        onChange={(event) => onChange(event.target.value)}
        placeholder={translate("log.filter.order")}
        type="text"
        value={text}
      />
    </span>
  );
}

/** The button of a filter: its name, and what is chosen. */
function FilterButton({ name, chosen }: { readonly name: string; readonly chosen: string | null }) {
  return (
    <Button
      className={chosen === null ? "" : "border-accent! bg-accent-soft! text-accent!"}
      size="small"
    >
      <span className={chosen === null ? "" : "font-medium"}>{name}</span>
      {chosen !== null && <bdi className="max-w-[150px] truncate">{chosen}</bdi>}
      <ChevronDownIcon size={14} />
    </Button>
  );
}

function Several<Value extends string>({
  name,
  options,
  selected,
  wordsOf,
  markOf,
  onChange,
}: {
  readonly name: string;
  readonly options: readonly Value[];
  readonly selected: readonly Value[];
  readonly wordsOf: (value: Value) => string;
  readonly markOf?: (value: Value) => ReactNode;
  readonly onChange: (selected: readonly Value[]) => void;
}) {
  const format = useFormat();
  const [first] = selected;
  return (
    <MenuTrigger>
      <FilterButton
        chosen={
          first === undefined
            ? null
            : selected.length === 1
              ? wordsOf(first)
              : format.count(selected.length)
        }
        name={name}
      />
      <Menu
        aria-label={name}
        onSelectionChange={(chosen) =>
          onChange(options.filter((option) => chosen === "all" || chosen.has(option)))
        }
        selectedKeys={selected}
        selectionMode="multiple"
        shouldCloseOnSelect={false}
      >
        {options.map((option) => (
          <MenuItem id={option} key={option} words={wordsOf(option)}>
            {markOf?.(option)}
            {wordsOf(option)}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}

/** Names are texts of people, so "anyone" cannot be one of them. */
const anyone = "anyone";
const ofPerson = (name: string) => `person ${name}`;

function PersonFilter({
  person,
  onChange,
}: {
  readonly person: string | null;
  readonly onChange: (person: string | null) => void;
}) {
  const translate = useMessages();
  const people = useQueue().data?.people ?? [];
  const known = person === null || people.includes(person) ? people : [...people, person];
  if (known.length === 0) {
    return null;
  }
  return (
    <MenuTrigger>
      <FilterButton chosen={person} name={translate("log.filter.person")} />
      <Menu
        aria-label={translate("log.filter.person")}
        onSelectionChange={(chosen) =>
          onChange(known.find((name) => chosen !== "all" && chosen.has(ofPerson(name))) ?? null)
        }
        selectedKeys={[person === null ? anyone : ofPerson(person)]}
        selectionMode="single"
      >
        <MenuItem id={anyone} words={translate("log.filter.anyone")}>
          {translate("log.filter.anyone")}
        </MenuItem>
        {known.map((name) => (
          <MenuItem id={ofPerson(name)} key={name} words={name}>
            <bdi>{name}</bdi>
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}

function TimeFilter({
  days,
  onChange,
}: {
  readonly days: string;
  readonly onChange: (days: string) => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const [isChoosing, setChoosing] = useState(false);
  const named = namedLogDays.find((name) => name === days);
  const chosen = days === "" ? "any" : (named ?? "range");
  return (
    <>
      <MenuTrigger>
        <FilterButton
          chosen={daysWords(days, translate, format)}
          name={translate("log.filter.time")}
        />
        <Menu
          aria-label={translate("log.filter.time")}
          onAction={(key) => {
            if (key === "range") {
              setChoosing(true);
            } else {
              onChange(key === "any" ? "" : String(key));
            }
          }}
          selectedKeys={[chosen]}
          selectionMode="single"
        >
          {(["any", ...namedLogDays, "range"] as const).map((name) => (
            <MenuItem id={name} key={name} words={translate(`log.days.${name}`)}>
              {translate(`log.days.${name}`)}
            </MenuItem>
          ))}
        </Menu>
      </MenuTrigger>
      {isChoosing && (
        <DaysDialog
          days={named === undefined ? days : ""}
          onClose={() => setChoosing(false)}
          onShow={(range) => {
            onChange(range);
            setChoosing(false);
          }}
        />
      )}
    </>
  );
}

/** What the time filter shows of what is chosen; none where nothing is. */
function daysWords(
  days: string,
  translate: Translate,
  format: Pick<Format, "dayOfYear">,
): string | null {
  const named = namedLogDays.find((name) => name === days);
  if (named !== undefined) {
    return translate(`log.days.${named}`);
  }
  const range = readDays(days);
  if (range === null) {
    return null;
  }
  const from = range.from === null ? null : format.dayOfYear(range.from);
  const to = range.until === null ? null : format.dayOfYear(range.until - 1);
  if (from !== null && to !== null) {
    return from === to ? from : translate("log.days.between", { from, to });
  }
  return from !== null
    ? translate("log.days.since", { from })
    : translate("log.days.until", { to: to ?? "" });
}
