import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Fragment, useCallback, useEffect, useState } from "react";
import { I18nProvider } from "react-aria-components";

import { failureOf, windowReady } from "./bridge";
import type { DeskView, OrderRow } from "./bridge/types";
import type { ShownOrders } from "./choosing";
import { FailureNote } from "./design";
import { AddOrders, AddOrdersForm } from "./features/add-orders";
import { type BulkDialog, BulkDialogs, BulkStrip, SelectionBar } from "./features/bulk";
import { DecisionDialog } from "./features/decision";
import { useDeskPerson } from "./features/desk-person";
import { ExportDialog, ExportMenu, type ExportSubject, everyMatch } from "./features/export";
import { Inbox } from "./features/inbox";
import { LogScreen } from "./features/log";
import { MoneyActions, MoneyDialog, type MoneyKind } from "./features/money";
import { OrderDetail, OrderKeys } from "./features/order";
import { columnWords, OrdersScreen, useFilterCommands } from "./features/orders";
import { PackingScreen, ScanMode, useMoneyCurtain } from "./features/packing";
import { PaletteButton } from "./features/palette";
import { PrintDialog } from "./features/print";
import { Profiles, StoreNotOpened } from "./features/profiles";
import { usePurchases } from "./features/purchase";
import { CasesOfOrder, ReviewScreen } from "./features/review";
import { SettingsScreen, useLookCommands } from "./features/settings";
import { ShippingDialog } from "./features/shipping";
import {
  CompletenessCard,
  ImportDialog,
  Offers,
  ShopFileStrip,
  ShopFiles,
  useShopFileCommands,
} from "./features/shop-files";
import { TodayScreen } from "./features/today";
import { ViewBar, ViewList, ViewTitle } from "./features/views";
import { useWebhookCommands, Webhooks } from "./features/webhooks";
import { Welcome } from "./features/welcome";
import {
  Banners,
  closeOrder,
  fontsLoaded,
  Header,
  KeyList,
  NoticesProvider,
  type ParcelStep,
  Scans,
  ShortcutsProvider,
  SideBar,
  useDocument,
  useLinks,
  useScreenCommands,
  useShortcut,
  useStoreCommands,
  useSyncCommands,
  type Walk,
} from "./frame";
import { isNarrowed, usePlace } from "./location";
import { LocaleProvider, systemLocale, tagOf, useMessages } from "./messages";
import { type AskMoney, activeProfile, useDesk, useLiveAnswers } from "./queries";
import type { ChosenOrders } from "./selection";
import { SeveralStatuses } from "./several-statuses";
import { UndoProvider } from "./undo";

/** The page, with the answers of the desk in `client`. */
export function App({ client }: { readonly client: QueryClient }) {
  return (
    <QueryClientProvider client={client}>
      <Desk />
    </QueryClientProvider>
  );
}

/** The desk in its language and theme. */
function Desk() {
  const desk = useDesk();
  const settings = desk.data?.settings;
  const locale = settings ?? systemLocale;
  useDocument(locale.language, settings?.theme ?? "system");
  useLiveAnswers();
  useLinks();

  const isAnswered = desk.data !== undefined || desk.error !== null;
  useEffect(() => {
    if (isAnswered) {
      // What is in the document now is the window's first frame. No frame can be waited for: a
      // hidden window paints none. A window that cannot be told is shown by the shell after a
      // while.
      fontsLoaded()
        .then(windowReady)
        .catch(() => undefined);
    }
  }, [isAnswered]);

  if (desk.data === undefined && desk.error === null) {
    return null;
  }
  return (
    <LocaleProvider calendar={locale.calendar} digits={locale.digits} language={locale.language}>
      <I18nProvider locale={tagOf(locale)}>
        <NoticesProvider>
          {desk.data === undefined ? (
            <main className="grid h-full place-items-center p-8">
              <FailureNote failure={failureOf(desk.error)} />
            </main>
          ) : (
            <ShortcutsProvider enabled={desk.data.settings.singleKeyShortcuts}>
              <UndoProvider>
                <Page desk={desk.data} />
                <SeveralStatuses />
              </UndoProvider>
            </ShortcutsProvider>
          )}
        </NoticesProvider>
      </I18nProvider>
    </LocaleProvider>
  );
}

/** The question before money moves. */
interface MovingMoney {
  readonly uuid: string;
  readonly kind: MoneyKind;
  /** How a case asks; an order asks at once. */
  readonly ask?: AskMoney;
  readonly halalas?: number | null;
}

/** Frame and screen. Features do not know each other: they meet here. */
function Page({ desk }: { readonly desk: DeskView }) {
  const place = usePlace();
  const translate = useMessages();
  const profile = activeProfile(desk);
  // Without a store there is nothing else to show.
  const screen = profile === undefined ? "welcome" : place.screen;
  const needsStore = ["orders", "packing", "review", "log"].includes(screen);
  const notOpened = needsStore ? desk.profileFailure : null;
  const curtain = useMoneyCurtain(
    desk.settings,
    screen === "packing" && notOpened === null ? (profile?.id ?? null) : null,
  );
  const [isAdding, setAdding] = useState(false);
  const [isListingKeys, setListingKeys] = useState(false);
  const [shippingFor, setShippingFor] = useState<OrderRow | null>(null);
  const [printing, setPrinting] = useState<readonly string[] | null>(null);
  const [movingMoney, setMovingMoney] = useState<MovingMoney | null>(null);
  const printOne = useCallback(({ uuid }: OrderRow) => setPrinting([uuid]), []);
  const [exported, setExported] = useState<ExportSubject | null>(null);
  const [isExporting, setExporting] = useState(false);
  const [bulk, setBulk] = useState<BulkDialog | null>(null);
  const [isScanning, setScanning] = useState(false);
  const openAdding = useCallback(() => setAdding(true), []);
  const closeAdding = useCallback(() => setAdding(false), []);
  const hasOpenStore = profile !== undefined && desk.profileFailure === null;
  const { signed, dialog: deskPersonDialog } = useDeskPerson(desk.settings);
  const purchases = usePurchases(notOpened === null ? profile : undefined, signed);
  useShortcut("addOrders", openAdding, profile !== undefined);
  useShortcut("keyList", () => setListingKeys(true));
  usePageCommands(desk, profile !== undefined);

  const detail = (uuid: string, walk: Walk, parcelStep?: ParcelStep) => (
    <OrderDetail
      cases={(order) => screen !== "review" && <CasesOfOrder cases={order.cases} />}
      moneyActions={(order) => (
        <MoneyActions
          detail={order}
          onAsk={(kind) => signed(() => setMovingMoney({ uuid, kind }))}
        />
      )}
      onClose={closeOrder}
      onPrint={printOne}
      onShippingMenu={setShippingFor}
      parcelStep={parcelStep}
      settings={desk.settings}
      signed={signed}
      uuid={uuid}
      walk={walk}
    />
  );

  const selectionBar = (
    chosen: ChosenOrders,
    { query, total, columns }: ShownOrders,
    onClear: () => void,
    onShipped: () => void = () => undefined,
  ) => (
    <SelectionBar
      chosen={chosen}
      onClear={onClear}
      onDialog={(dialog) => setBulk(dialog.of === "ship" ? { ...dialog, onShipped } : dialog)}
      onExport={() => {
        setExported({
          view: { selection: everyMatch(query), total },
          isNarrowed: isNarrowed(query),
          chosen,
          columns,
          format: "xlsx",
        });
        setExporting(true);
      }}
      onPrint={setPrinting}
    />
  );

  return (
    <div className="flex h-full flex-col" inert={isScanning}>
      <Header
        desk={desk}
        environment={profile?.environment ?? null}
        onAddOrders={openAdding}
        onKeyList={() => setListingKeys(true)}
        moreToAdd={purchases.menu}
        palette={<PaletteButton hidesMoney={curtain.isClosed} />}
      />
      {profile !== undefined && <Banners desk={desk} />}
      <div className="flex min-h-0 flex-1">
        {profile !== undefined && <SideBar views={<ViewList />} />}
        <main className="flex min-w-0 flex-1 flex-col bg-panel">
          <div className="min-h-0 flex-1">
            {screen === "welcome" && (
              <Welcome addOrders={(onDone) => <AddOrdersForm onDone={onDone} />} desk={desk} />
            )}
            {profile !== undefined && notOpened !== null && (
              <StoreNotOpened failure={notOpened} profile={profile} />
            )}
            {screen === "today" && notOpened === null && (
              <TodayScreen
                completeness={<CompletenessCard onAddOrders={openAdding} />}
                key={profile?.id}
                onAddOrders={openAdding}
              />
            )}
            {screen === "packing" && notOpened === null && (
              <PackingScreen
                key={profile?.id}
                curtain={curtain}
                desk={desk}
                detail={detail}
                onScanMode={() => setScanning(true)}
                onShippingMenu={setShippingFor}
                // What went on a step has left the stage: the same key must not send it on again.
                selectionBar={(chosen, shown, onClear) =>
                  selectionBar(chosen, shown, onClear, onClear)
                }
              />
            )}
            {screen === "review" && notOpened === null && (
              <ReviewScreen
                // Another store: other cases, none chosen.
                key={profile?.id}
                detail={detail}
                onAddOrders={openAdding}
                onMoney={(question) => signed(() => setMovingMoney(question))}
                settings={desk.settings}
                signed={signed}
              />
            )}
            {screen === "log" && notOpened === null && (
              <LogScreen
                // Another store: another log, from its top.
                key={profile?.id}
                detail={detail}
              />
            )}
            {screen === "settings" && (
              <SettingsScreen
                desk={desk}
                inbox={
                  hasOpenStore ? (
                    <Fragment key={profile.id}>
                      <Inbox keyring={desk.keyring} />
                      <Webhooks shop={profile.name} />
                    </Fragment>
                  ) : null
                }
                shopFiles={hasOpenStore ? <ShopFiles key={profile.id} /> : null}
                stores={<Profiles desk={desk} />}
              />
            )}
            {screen === "orders" && notOpened === null && (
              <OrdersScreen
                // Another store: another list, from its top.
                key={profile?.id}
                detail={detail}
                exportMenu={({ query, total, columns }) => (
                  <ExportMenu
                    onFormat={(format) => {
                      const view = { selection: everyMatch(query), total };
                      setExported({
                        view,
                        isNarrowed: isNarrowed(query),
                        chosen: null,
                        columns,
                        format,
                      });
                      setExporting(true);
                    }}
                    onLook={() => setExporting(true)}
                  />
                )}
                keys={(row) => (
                  <OrderKeys
                    isOpen={false}
                    onPrint={printOne}
                    onShippingMenu={setShippingFor}
                    row={row}
                  />
                )}
                onAddOrders={openAdding}
                selectionBar={selectionBar}
                settings={desk.settings}
                title={<ViewTitle />}
                viewBar={(columns) => (
                  <ViewBar columns={columns} wordsOf={(names) => columnWords(names, translate)} />
                )}
              />
            )}
          </div>
          {hasOpenStore && <ShopFileStrip key={profile.id} onAddOrders={openAdding} />}
          <BulkStrip onDialog={setBulk} />
        </main>
      </div>
      <AddOrders
        hasStore={profile !== undefined}
        isOpen={isAdding}
        offers={(onLeave) => (hasOpenStore ? <Offers onLeave={onLeave} /> : null)}
        onClose={closeAdding}
        onOpen={openAdding}
      />
      <BulkDialogs dialog={bulk} onDialog={setBulk} settings={desk.settings} />
      <ExportDialog
        hidesMoney={curtain.isClosed}
        isOpen={isExporting}
        onClose={() => setExporting(false)}
        subject={exported}
      />
      {shippingFor !== null && (
        <ShippingDialog
          onClose={() => setShippingFor(null)}
          row={shippingFor}
          settings={desk.settings}
        />
      )}
      {movingMoney !== null && (
        <MoneyDialog
          {...movingMoney}
          onClose={() => setMovingMoney(null)}
          settings={desk.settings}
        />
      )}
      {printing !== null && (
        <PrintDialog
          hidesMoney={curtain.isClosed}
          onClose={() => setPrinting(null)}
          settings={desk.settings}
          uuids={printing}
        />
      )}
      {purchases.dialog}
      {hasOpenStore && <ImportDialog key={`import ${profile.id}`} />}
      {profile !== undefined && notOpened === null && (
        <DecisionDialog hidesMoney={curtain.isClosed} />
      )}
      {deskPersonDialog}
      <KeyList isOpen={isListingKeys} onClose={() => setListingKeys(false)} />
      {profile !== undefined && notOpened === null && (
        <Scans hidesMoney={curtain.isClosed} onAddOrders={openAdding} />
      )}
      {isScanning && profile !== undefined && (
        <ScanMode
          key={`scan ${profile.id}`}
          onLeave={() => setScanning(false)}
          settings={desk.settings}
        />
      )}
    </div>
  );
}

/** What can be done on every screen, beside what the screen itself offers. */
function usePageCommands(desk: DeskView, hasStore: boolean): void {
  useScreenCommands(hasStore);
  useFilterCommands(hasStore);
  useSyncCommands(hasStore);
  useShopFileCommands(hasStore && desk.profileFailure === null);
  useWebhookCommands(hasStore && desk.profileFailure === null);
  useLookCommands(desk.settings);
  useStoreCommands(desk);
}
