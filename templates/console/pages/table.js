// templates/console/pages/table.js - every page: its place in the address and the menu, and who sees it
import { may } from "../core/me.js";
import { Today } from "./today.js";
import { Inbox } from "./inbox.js";
import { Waves } from "./waves.js";
import { Broadcasts } from "./broadcasts.js";
import { Traders } from "./traders.js";
import { Sales } from "./sales.js";
import { Effect } from "./effect.js";
import { Report } from "./report.js";
import { Complaints } from "./complaints.js";
import { Tips } from "./tips.js";
import { Dialogue } from "./dialogue.js";
import { Wording } from "./wording.js";
import { System } from "./system.js";
import { Staff } from "./staff.js";
import { Audit } from "./audit.js";
import { Account } from "./account.js";

// A row's words are menu.NAME; first: a new group of the menu begins.
export const pages = [
	{ name: "today", path: "", may: may.read, view: Today, menu: true },
	{ name: "inbox", path: "inbox", may: may.all, view: Inbox, menu: true },
	{ name: "waves", path: "waves", may: may.all, view: Waves, menu: true },
	{ name: "broadcasts", path: "broadcasts", may: may.read, view: Broadcasts, menu: true },
	{ name: "traders", path: "traders", may: may.read, view: Traders, menu: true },
	{ name: "complaints", path: "complaints", may: may.all, view: Complaints, menu: true },
	{ name: "tips", path: "tips", may: may.all, view: Tips, menu: true },
	{ name: "dialogue", path: "dialogue", may: may.all, view: Dialogue, menu: true },
	{ name: "wording", path: "wording", may: may.all, view: Wording, menu: true },
	{ name: "sales", path: "sales", may: may.read, view: Sales, menu: true, first: true },
	{ name: "effect", path: "effect", may: may.read, view: Effect, menu: true },
	{ name: "report", path: "report", may: may.read, view: Report, menu: true },
	{ name: "system", path: "system", may: may.read, view: System, menu: true, first: true },
	{ name: "staff", path: "staff", may: may.change, view: Staff, menu: true },
	{ name: "audit", path: "audit", may: may.audit, view: Audit, menu: true },
	{ name: "account", path: "account", may: may.all, view: Account },
];
