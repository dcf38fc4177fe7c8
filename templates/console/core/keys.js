// templates/console/core/keys.js - single keys as shortcuts, which can be switched off (WCAG 2.1.4)
import { useEffect, useRef } from "./html.js";

const OFF = "keys-off";

export function keysOn() {
	try {
		return localStorage.getItem(OFF) === null;
	} catch {
		return true;
	}
}

export function setKeys(on) {
	try {
		if (on) localStorage.removeItem(OFF);
		else localStorage.setItem(OFF, "1");
	} catch { /* a browser that keeps nothing keeps them on */ }
}

const types = (element) => /^(INPUT|TEXTAREA|SELECT)$/.test(element?.tagName ?? "") || element?.isContentEditable;

// keys: {key: run}; not while something is typed, nor with a modifier.
export function useKeys(keys) {
	const now = useRef(keys);

	now.current = keys;
	useEffect(() => {
		const listen = (e) => {
			if (!now.current[e.key] || e.ctrlKey || e.metaKey || e.altKey || types(e.target) || !keysOn()) return;
			e.preventDefault();
			now.current[e.key]();
		};

		document.addEventListener("keydown", listen);
		return () => document.removeEventListener("keydown", listen);
	}, []);
}
