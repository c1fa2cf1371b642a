/** The list of orders: search, filters, sort, the virtual grid and its keys. */
export { useFilterCommands } from "./commands";
export { OrdersScreen } from "./orders-screen";
