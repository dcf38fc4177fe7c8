// templates/console/pages/table.js - every page: its place in the address and the menu, and who sees it
import { may } from "../core/me.js";

// A row's words are menu.NAME; first: a new group of the menu begins. A page is fetched when it is first looked at.
export const pages = [
	{ name: "today", path: "", may: may.read, load: () => import("./today.js").then((file) => file.Today), menu: true },
	{ name: "inbox", path: "inbox", may: may.all, load: () => import("./inbox.js").then((file) => file.Inbox), menu: true },
	{ name: "waves", path: "waves", may: may.all, load: () => import("./waves.js").then((file) => file.Waves), menu: true },
	{ name: "broadcasts", path: "broadcasts", may: may.read, load: () => import("./broadcasts.js").then((file) => file.Broadcasts), menu: true },
	{ name: "traders", path: "traders", may: may.read, load: () => import("./traders.js").then((file) => file.Traders), menu: true },
	{ name: "complaints", path: "complaints", may: may.all, load: () => import("./complaints.js").then((file) => file.Complaints), menu: true },
	{ name: "tips", path: "tips", may: may.all, load: () => import("./tips.js").then((file) => file.Tips), menu: true },
	{ name: "dialogue", path: "dialogue", may: may.all, load: () => import("./dialogue.js").then((file) => file.Dialogue), menu: true },
	{ name: "wording", path: "wording", may: may.all, load: () => import("./wording.js").then((file) => file.Wording), menu: true },
	{ name: "sales", path: "sales", may: may.read, load: () => import("./sales.js").then((file) => file.Sales), menu: true, first: true },
	{ name: "effect", path: "effect", may: may.read, load: () => import("./effect.js").then((file) => file.Effect), menu: true },
	{ name: "report", path: "report", may: may.read, load: () => import("./report.js").then((file) => file.Report), menu: true },
	{ name: "system", path: "system", may: may.read, load: () => import("./system.js").then((file) => file.System), menu: true, first: true },
	{ name: "staff", path: "staff", may: may.change, load: () => import("./staff.js").then((file) => file.Staff), menu: true },
	{ name: "audit", path: "audit", may: may.audit, load: () => import("./audit.js").then((file) => file.Audit), menu: true },
	{ name: "account", path: "account", may: may.all, load: () => import("./account.js").then((file) => file.Account) },
];
