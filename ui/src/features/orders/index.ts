/** The list of orders: search, filters, sort, the virtual grid and its keys. */
export { useFilterCommands } from "./commands";
export { columnWords } from "./layout";
export { OrdersScreen } from "./orders-screen";
