// templates/console/core/route.js - the page and its state are in the address
import { useEffect, useState } from "./html.js";

const ROOT = "/console/";
const watchers = new Set();

function read() {
	const path = location.pathname.startsWith(ROOT) ? location.pathname.slice(ROOT.length) : "";

	return {
		parts: path.split("/").filter(Boolean),
		query: Object.fromEntries(new URLSearchParams(location.search)),
		href: location.pathname + location.search,
	};
}

function tell() {
	for (const watcher of watchers) watcher(read());
}

export const to = (path) => ROOT + path;

export function go(path, { replace = false } = {}) {
	history[replace ? "replaceState" : "pushState"](null, "", to(path));
	tell();
}

// Changes some fields of the query; empty ones go. What the reader leafs through makes history,
// what is typed does not.
export function setQuery(fields, { replace = true } = {}) {
	const all = new URLSearchParams(location.search);

	for (const [name, value] of Object.entries(fields)) {
		if (value === "" || value === null || value === undefined) all.delete(name);
		else all.set(name, value);
	}
	const path = location.pathname.slice(ROOT.length) + (all.size > 0 ? `?${all}` : "");
	if (to(path) !== read().href) go(path, { replace });
}

export function useRoute() {
	const [route, setRoute] = useState(read);

	useEffect(() => {
		watchers.add(setRoute);
		setRoute(read());
		return () => watchers.delete(setRoute);
	}, []);
	return route;
}

window.addEventListener("popstate", tell);

// A plain link to a page of the console needs no new document.
document.addEventListener("click", (e) => {
	const link = e.target.closest?.("a[href]");

	if (!link || e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey ||
		e.altKey || link.target || link.hasAttribute("download") ||
		link.origin !== location.origin || !link.pathname.startsWith(ROOT)) return;
	e.preventDefault();
	go(link.pathname.slice(ROOT.length) + link.search);
});
