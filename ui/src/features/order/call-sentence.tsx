import { useState } from "react";

import type { Language, OrderRow } from "../../bridge/types";
import { Choices, CopyIcon, IconButton } from "../../design";
import { formatHalalas } from "../../format";
import { shortcuts, useCopy, useShortcut } from "../../frame";
import {
  isMessageId,
  type Locale,
  type Translate,
  translator,
  useLocale,
  useMessages,
} from "../../messages";

/** One plain sentence to say to the caller, in the caller's language, ready to copy, by its key too. */
export function CallSentence({
  row,
  customer,
}: {
  readonly row: OrderRow;
  /** The customer's name, where the shop told it. */
  readonly customer: string | null;
}) {
  const locale = useLocale();
  const translate = useMessages();
  const copy = useCopy();
  const [language, setLanguage] = useState<Language>(locale.language);
  const spoken: Locale = { ...locale, language };
  const sentence = callSentence(row, spoken, customer);
  useShortcut("copySentence", () => copy(sentence));
  return (
    <div className="rounded-card bg-accent-soft px-3.5 py-3">
      <div className="mb-1 flex items-center justify-between gap-2">
        <h3 className="font-medium text-accent text-small">{translate("call.title")}</h3>
        <span className="flex items-center gap-1">
          <Choices
            name={translate("call.language")}
            onChange={setLanguage}
            options={[
              { value: "ar", words: translate("language.ar") },
              { value: "en", words: translate("language.en") },
            ]}
            value={language}
          />
          <IconButton
            keys={shortcuts.copySentence.cap}
            name={translate("call.copy")}
            onPress={() => copy(sentence)}
          >
            <CopyIcon />
          </IconButton>
        </span>
      </div>
      <p
        className="wrap-anywhere leading-relaxed"
        dir={language === "ar" ? "rtl" : "ltr"}
        lang={language}
      >
        {sentence}
      </p>
    </div>
  );
}

/** The sentence about an order: to whom, which it is, where the money is, where the parcel is. */
export function callSentence(
  row: OrderRow,
  locale: Locale,
  customer: string | null = null,
): string {
  const translate = translator(locale);
  const words = plainSentence(row, locale, translate);
  return customer === null
    ? words
    : translate("call.named", { name: nameIn(customer, locale), words });
}

const arabicLetters = /[\u0621-\u064a]/;

/** A name written the other way keeps its direction in what is copied as plain text. */
function nameIn(name: string, { language }: Locale): string {
  return arabicLetters.test(name) === (language === "ar") ? name : `\u2068${name}\u2069`;
}

function plainSentence(row: OrderRow, locale: Locale, translate: Translate): string {
  const number = row.orderNumber ?? row.referenceNumber ?? row.uuid.slice(0, 8);
  const order =
    row.totalHalalas === null
      ? translate("call.order", { number })
      : translate("call.orderWithTotal", {
          number,
          total: formatHalalas(locale, row.totalHalalas),
        });
  const money = moneyClause(row, translate);
  const shipping = shippingClause(row, translate);
  return shipping === null
    ? translate("call.one", { order, money })
    : translate("call.both", { order, money, shipping });
}

function moneyClause(row: OrderRow, translate: Translate): string {
  if (row.presence === "gone") {
    return translate("call.gone");
  }
  if (row.financialStatus === "approved" && row.orderType === "earning") {
    return translate("call.money.approvedEarning");
  }
  const id = `call.money.${row.financialStatus ?? "unknown"}`;
  return translate(isMessageId(id) ? id : "call.money.unknown");
}

/** What of the parcel may be said: nothing of orders that will not be sent. */
function shippingClause(row: OrderRow, translate: Translate): string | null {
  const ended = ["cancelled", "fully_refunded", "new"].includes(row.financialStatus ?? "");
  if (row.presence === "gone" || (ended && row.shipping.word !== "delivered")) {
    return null;
  }
  const id = `call.shipping.${row.shipping.word ?? "unknown"}`;
  return isMessageId(id) ? translate(id) : null;
}
